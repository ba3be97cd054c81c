import { writeFileSync } from 'node:fs';
import { median } from './fit-kernels.mjs';
import { percent, table } from './page.mjs';
import { measuredOf } from './serving-samples.mjs';

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

const RATED = { ttft: 'ttftMs', tpot: 'tpotMs', throughput: 'outputTokensPerSecondPerChip' };

/** Share of measured values inside the stated 80 % interval of the shipped coefficients. */
function coverage(engine, catalog, rows) {
  return Object.entries(RATED).map(([metric, name]) => {
    let inside = 0;
    let all = 0;
    for (const row of rows) {
      const value = measuredOf(row)[metric];
      const answer = engine.predictServing(row, catalog);
      if (value === null || 'error' in answer) continue;
      const unit = metric === 'throughput' ? 1 : 1000;
      const [low, high] = answer.interval[name];
      all += 1;
      if (value * unit >= low && value * unit <= high) inside += 1;
    }
    return [name, all, percent(inside / all)];
  });
}

/** Writes the page of serving errors: fitted, and on rows, models and chips left out. */
export function servingPage(results, engine, catalog, rows, date) {
  const chip = (e) => e.sample.q.chip;
  const held = (label, entries) => [label, ...figures(entries)];
  const summary = table(
    ['what', ...COLUMNS],
    [
      held('closed loop, fitted', results.fitted.loop),
      held('closed loop, a quarter of the rows left out', results.rows.loop),
      held('closed loop, each model left out', results.models.loop),
      held('closed loop, each chip left out', results.chips.loop),
      held('published, fitted', results.fitted.published),
      held('published, a quarter of the rows left out', results.rows.published),
      held('published, each chip left out', results.chips.published),
    ],
  );
  writeFileSync(
    PAGE,
    `# Accuracy of the inference engine

Written by \`npm run calibrate\` on ${date}; kernels have [a page of their own](accuracy-kernels.md), training
[another](accuracy-training.md). Errors are |predicted / measured - 1|. Throughput is output tokens per second and chip.

${summary}

How to read it. A quarter of the rows left out is what a row of the same collections meets: its chip, engine and version
are known, its batch or lengths are not; some configurations were measured more than once, which flatters this line. A
model left out takes its kernel family on that engine version with it, a chip left out all of its software: these are
what a new model or chip meets. The profiles of the engines (${'`'}engines.json${'`'}, about 30 numbers each) are fitted to
all rows in every line. No coefficient is keyed by model or row: keys are chip, generation, engine, version, precision
and kernel family (${'`'}residual-features.ts${'`'}).

## Stated 80 % intervals

Their widths come from the errors on left-out rows (software known), models (software new) and chips.

${table(
  ['collection', 'figure', 'rows', 'inside'],
  [
    ...coverage(engine, catalog, rows.loop).map((r) => ['closed loop', ...r]),
    ...coverage(engine, catalog, rows.published).map((r) => ['published', ...r]),
  ],
)}

## Closed loop, rows left out, by chip

${by(results.rows.loop, 'chip', chip)}

## By engine

${by(results.rows.loop, 'engine', (e) => e.sample.q.engine)}

## By model

${by(results.rows.loop, 'model', (e) => e.sample.q.model)}

## By mode

${by(results.rows.loop, 'mode', (e) => (e.sample.q.pools ? 'disaggregated' : 'aggregated'))}

## A model that was left out

${by(results.models.loop, 'model', (e) => e.sample.q.model)}

## A chip that was left out

${by(results.chips.loop, 'chip', chip)}

## Published rows, rows left out, by chip

${by(results.rows.published, 'chip', chip)}

## What is weak

- Whether a run drafted tokens (MTP) is not stated; versions that seem to have are corrected as a version.
- Loops whose server admits fewer requests than clients ask look like queueing; the limit is not stated.
- First-token times of disaggregated runs depend on routers no row describes.
- Published rows of one source share its harness; a new source of the same chip may differ by more than the interval.
`,
  );
}
