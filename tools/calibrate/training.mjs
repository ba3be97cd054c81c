import { readFile, writeFile } from 'node:fs/promises';
import { fitRobust } from './least-squares.mjs';
import { dataFor, parametersFor } from './training-coefficients.mjs';

const DATA_FILE = new URL(
  '../../libs/planner-core/src/training/data/efficiency.json',
  import.meta.url,
);
const HUBER = 0.1;
const START_SIGMA = { chipSeen: 0.1, classSeen: 0.15, unseen: 0.25, layoutFound: 0.15 };
/** z of the 90th percentile: half of an 80 % interval in standard deviations. */
const Z_90 = 1.2815515655446004;
const DIGITS = 4;

/**
 * Fits the training engine's coefficients to measured runs with a stated layout and writes them with their errors.
 * @param core the built planner-core
 * @param {URL} measured the folder of measurements
 * @param {string} date day of the fit, ISO 8601
 */
export async function calibrateTraining(core, measured, date) {
  const rows = await readRows(core, new URL('training.jsonl', measured));
  const catalog = core.loadCatalog();
  const stated = rows.filter((row) => row.parallelism != null);
  const full = fitOn(core, catalog, stated);
  const data = dataFor(full.parameters, full.x, START_SIGMA);
  const inSample = errorsOf(core, catalog, stated, data);
  const byChip = leaveOut(core, catalog, stated, (row) => row.chip, full);
  const byModel = leaveOut(core, catalog, stated, (row) => familyOf(row), full);
  const found = errorsOf(
    core,
    catalog,
    rows.filter((row) => row.parallelism == null),
    data,
  );
  data.sigma = {
    chipSeen: intervalSigma(byModel),
    classSeen: intervalSigma(byChip),
    unseen: 2 * intervalSigma(byChip),
    layoutFound: Math.sqrt(Math.max(0, intervalSigma(found) ** 2 - intervalSigma(byModel) ** 2)),
  };
  const summary = {
    rowsFitted: stated.length,
    mapeFitted: mape(inSample),
    mapeLeaveOneChipOut: mape(byChip),
    mapeLeaveOneModelOut: mape(byModel),
    mapeLayoutFound: mape(found),
  };
  const file = {
    fit: { date, command: 'npm run calibrate', ...rounded(summary) },
    ...rounded(data),
  };
  await writeFile(DATA_FILE, `${JSON.stringify(file, null, 2)}\n`);
  return { summary, byChip, byModel, inSample, found, rows };
}

export async function readRows(core, file) {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines
    .map((line) => core.measuredTrainingRow.parse(JSON.parse(line)))
    .filter((row) => row.measured.tokensPerSecondPerChip != null);
}

/** Sizes and derivatives of one model share a family, so that leaving it out leaves all of it out. */
export const familyOf = (row) => row.model.name.toLowerCase().match(/[a-z]+[- ]?[\d.]*/)?.[0] ?? '';

function fitOn(core, catalog, rows, start) {
  const chips = [...new Set(rows.map((row) => row.chip))].sort();
  const classes = new Set(rows.map((row) => core.trainingClassOf(row, catalog)));
  const stacks = new Set(rows.map((row) => core.trainingStackOf(row, catalog)));
  const parameters = parametersFor(chips, classes, stacks);
  const known = new Map((start?.parameters ?? []).map((p, i) => [keyOf(p), start.x[i]]));
  const zero = parameters.map(() => 0);
  const { x } = fitRobust({
    start: parameters.map((p) => known.get(keyOf(p)) ?? 0),
    center: zero,
    width: parameters.map((p) => p.width),
    huber: HUBER,
    iterations: start === undefined ? 40 : 6,
    residuals: (v) => {
      const data = dataFor(parameters, v, START_SIGMA);
      return rows.map((row) => logError(core, catalog, row, data));
    },
  });
  return { parameters, x };
}

const keyOf = ({ level, key, name }) => `${level}/${key ?? ''}/${name}`;

function logError(core, catalog, row, data) {
  const answer = core.predictParsedRow(row, catalog, data);
  if (answer.error !== undefined) return 0;
  return Math.log(answer.tokensPerSecondPerChip / row.measured.tokensPerSecondPerChip);
}

const errorsOf = (core, catalog, rows, data) =>
  rows.map((row) => ({ row, error: logError(core, catalog, row, data) }));

/** Errors on each group by a fit that has not seen it. */
function leaveOut(core, catalog, rows, groupOf, full) {
  const errors = [];
  for (const group of [...new Set(rows.map(groupOf))]) {
    const others = rows.filter((row) => groupOf(row) !== group);
    const { parameters, x } = fitOn(core, catalog, others, full);
    const data = dataFor(parameters, x, START_SIGMA);
    errors.push(
      ...errorsOf(
        core,
        catalog,
        rows.filter((row) => groupOf(row) === group),
        data,
      ),
    );
  }
  return errors;
}

const mape = (errors) =>
  errors.reduce((sum, { error }) => sum + Math.abs(Math.exp(error) - 1), 0) / errors.length;

/** The deviation whose 80 % interval holds 80 % of the errors. */
function intervalSigma(errors) {
  const sizes = errors.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  return (sizes[Math.floor(0.8 * sizes.length)] ?? 0) / Z_90;
}

const rounded = (value) =>
  JSON.parse(
    JSON.stringify(value, (_key, v) => (typeof v === 'number' ? Number(v.toPrecision(DIGITS)) : v)),
  );
