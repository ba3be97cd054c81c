import { writeFileSync } from 'node:fs';
import { median } from './fit-kernels.mjs';
import { percent, table } from './page.mjs';

const PAGE = new URL('../../docs/accuracy.md', import.meta.url);

const relative = (entries, metric) =>
  entries
    .map((e) => e.errors[metric])
    .filter((e) => e !== null)
    .map((e) => Math.abs(Math.exp(e) - 1));
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const cell = (values, of) => (values.length === 0 ? '–' : percent(of(values)));

const COLUMNS = [
  'rows',
  'TPOT mean',
  'TPOT median',
  'tokens/s/chip mean',
  'tokens/s/chip median',
  'TTFT median',
  'end to end median',
];
const figures = (entries) => [
  entries.length,
  cell(relative(entries, 'tpot'), mean),
  cell(relative(entries, 'tpot'), median),
  cell(relative(entries, 'throughput'), mean),
  cell(relative(entries, 'throughput'), median),
  cell(relative(entries, 'ttft'), median),
  cell(relative(entries, 'endToEnd'), median),
];

const by = (entries, name, keyOf) =>
  table(
    [name, ...COLUMNS],
    [...new Set(entries.map(keyOf))]
      .sort()
      .map((key) => [key, ...figures(entries.filter((e) => keyOf(e) === key))]),
  );

const FIGURES = { ttft: 'TTFT', tpot: 'TPOT', throughput: 'tokens/s/chip' };
const LEFT = {
  rows: 'a quarter of the rows left out',
  models: 'each model left out',
  chips: 'each chip left out',
  pairs: 'each model on each chip left out',
};
const NAMES = { loop: 'closed loop', published: 'published' };

/**
 * Writes the page of serving errors: fitted, and on rows, models, chips and pairs left out.
 * @param coverage share of left-out rows inside intervals whose widths other rows gave
 */
export function servingPage(results, coverage, date) {
  const chip = (e) => e.sample.q.chip;
  const model = (e) => e.sample.q.model;
  const { loop, published } = results;
  const collections = Object.keys(NAMES);
  const summary = table(
    ['what', ...COLUMNS],
    collections.flatMap((name) => [
      [`${NAMES[name]}, fitted`, ...figures(results[name].fitted)],
      ...Object.entries(LEFT).map(([kind, label]) => [
        `${NAMES[name]}, ${label}`,
        ...figures(results[name][kind]),
      ]),
    ]),
  );
  const inside = collections.flatMap((name) =>
    Object.entries(LEFT).map(([kind, label]) => [
      `${NAMES[name]}, ${label}`,
      ...Object.keys(FIGURES).map((metric) => percent(coverage(name, kind, metric).share)),
    ]),
  );
  const others = published.rows.filter((e) => e.sample.machine.vendor !== 'NVIDIA');
  writeFileSync(
    PAGE,
    `# Accuracy of the inference engine

Written by \`npm run calibrate\` on ${date}; kernels have [a page of their own](accuracy-kernels.md), training
[another](accuracy-training.md). Errors are |predicted / measured - 1|. Throughput is output tokens per second and chip.

${summary}

How to read it. A quarter of the rows left out is what a row of the same collections meets: its chip, engine and version
are known, its batch or lengths are not; some configurations were measured more than once, which flatters this line. A
model left out takes its kernel family on that engine version with it, a chip left out all of its software, a pair only
the model's rows on that chip: these are what a new model, chip or pair meets. The profiles of the engines
(${'`'}engines.json${'`'}, about 35 numbers each) are fitted to all rows in every line. No coefficient is keyed by model or row: keys
are chip, generation, engine, version, day of the run, precision and kernel family (${'`'}residual-features.ts${'`'}).

Published rows of vendors other than NVIDIA, rows left out: median error ${cell(relative(others, 'throughput'), median)} of tokens/s/chip,
${cell(relative(others, 'tpot'), median)} of TPOT.

## Stated 80 % intervals

Share of left-out rows inside, with widths learnt from the other folds. Widths come from rows left out where the
software was measured on the chip (with few or many rows), from models left out where it was not, from chips left out
where the chip was not.

${table(['left out', ...Object.values(FIGURES)], inside)}

## Closed loop, rows left out, by chip

${by(loop.rows, 'chip', chip)}

## By engine

${by(loop.rows, 'engine', (e) => e.sample.q.engine)}

## By model

${by(loop.rows, 'model', model)}

## By mode

${by(loop.rows, 'mode', (e) => (e.sample.q.pools ? 'disaggregated' : 'aggregated'))}

## A model that was left out

${by(loop.models, 'model', model)}

## A chip that was left out

${by(loop.chips, 'chip', chip)}

## Published rows, rows left out, by chip

${by(published.rows, 'chip', chip)}

## Published rows, a chip that was left out

${by(published.chips, 'chip', chip)}

## What is weak

- Whether a run drafted tokens (MTP) is not stated; versions and days that seem to have are corrected as such.
- Ten closed loops of 512 clients state a time per token a third to a seventh of what the bytes to be read take, and a
  first token that late: their client seems to count from the first visible token. Four rows of another version state
  the load of a whole deployment for one of its instances. They stay in every mean.
- Loops whose server admits fewer requests than clients ask look like queueing; the limit is not stated.
- First-token times of disaggregated runs depend on routers no row describes, and some include the first start.
- Published rows of one source share its harness; a new source of the same chip may differ by more than the interval.
`,
  );
}
