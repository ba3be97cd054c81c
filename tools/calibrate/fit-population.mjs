/**
 * What chips without kernel measurements get: one surface a precision fitted to the rows of all chips at once,
 * and how far off the rule of `chooseSurface` is on every measured chip when its own rows are left out.
 */
import { errorsOf, fitGroups, sample, summary } from './fit-kernels.mjs';

/** Rows of one chip, engine and kernel in a fit of the population, so that each counts alike. */
const ROWS_PER_GROUP = 120;
/** A small chip of another vendor, whose kernels are young; the others are nearer to what has to be answered. */
const APART = 'intel-arc-pro-b60';
const ITERATIONS = 25;

/** The kernel an engine calls most on a chip in a precision: files are read in that order. */
const leading = (fits) =>
  fits.filter(
    (fit, i) =>
      fits.findIndex(
        (other) =>
          other.chip === fit.chip &&
          other.engine === fit.engine &&
          other.precision === fit.precision,
      ) === i,
  );

/** One surface a precision for all chips but `without`. */
export function populations(kernels, family, fits, without = null) {
  const usable = leading(fits).filter((fit) => fit.chip !== APART && fit.chip !== without);
  return [...new Set(usable.map((fit) => fit.precision))].map((precision) => {
    const of = usable.filter((fit) => fit.precision === precision);
    const groups = of.map(({ bound, seen }) => ({ bound, rows: sample(seen, ROWS_PER_GROUP) }));
    const coefficients = fitGroups(kernels, family, groups, ITERATIONS);
    const errors = of.flatMap(({ bound, held }) =>
      errorsOf(kernels, family, { ...coefficients, ...bound }, held),
    );
    const rows = of.reduce((sum, fit) => sum + fit.seen.length + fit.held.length, 0);
    return { precision, ...summary(rows, errors), coefficients };
  });
}

/** Errors on the held-out rows of every chip with the surfaces it would get had it not been measured. */
export function transferErrors(kernels, name, family, fits) {
  const parameters = kernels.PARAMETERS[name];
  const valuesOf = ({ coefficients }) => parameters.map((p) => coefficients[p]);
  return [...new Set(fits.map((fit) => fit.chip))].map((chip) => {
    const others = fits.filter((fit) => fit.chip !== chip);
    const surfaces = others.map((fit) => ({ ...fit, values: valuesOf(fit) }));
    let population = null;
    const origins = new Set();
    const errors = leading(fits.filter((fit) => fit.chip === chip)).flatMap((own) => {
      population ??= populations(kernels, family, fits, chip).map((p) => ({
        ...p,
        values: valuesOf(p),
      }));
      const file = { surfaces, population };
      const { target } = own.device;
      const chosen = kernels.chooseSurface(name, target, own.engine, own.precision, file);
      origins.add(chosen.origin);
      const coefficients = Object.fromEntries(parameters.map((p, i) => [p, chosen.values[i]]));
      if (chosen.measuredPeak !== null && coefficients.compute !== undefined)
        coefficients.compute = kernels.siblingShare(
          coefficients.compute,
          own.device.peak.bf16,
          chosen.measuredPeak,
        );
      const { hostFloor, hostRagged } = own.coefficients;
      const surface = { ...coefficients, hostFloor, hostRagged, ...own.bound };
      return errorsOf(kernels, family, surface, own.held);
    });
    return { chip, origins: [...origins], errors };
  });
}
