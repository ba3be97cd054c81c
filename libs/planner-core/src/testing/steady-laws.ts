import fc from 'fast-check';

/** The same cases on every machine and in every run: a law that fails fails for everybody. */
fc.configureGlobal({ seed: 20_260_630 });
