import { readFile, writeFile } from 'node:fs/promises';
import { fitRobust } from './least-squares.mjs';
import { dataFor, parametersFor } from './training-coefficients.mjs';
import { accuracyPage } from './training-page.mjs';

const DATA_FILE = new URL(
  '../../libs/planner-core/src/training/data/efficiency.json',
  import.meta.url,
);
const PAGE = new URL('../../docs/accuracy-training.md', import.meta.url);
const HUBER = 0.1;
const FOUND_ROUNDS = 2;
const NO_SIGMA = { chipSeen: 0, classSeen: 0, unseen: 0, layoutFound: 0 };
const START_SIGMA = { dense: NO_SIGMA, moe: NO_SIGMA };
const FOLDS = 5;
/** A chip outside every class is taken to be this much worse known than one of a class. */
const UNSEEN_FACTOR = 1.5;
/** z of the 90th percentile: half of an 80 % interval in standard deviations. */
const Z_90 = 1.2815515655446004;
const DIGITS = 4;

/**
 * Fits the training engine's coefficients to measured runs with a stated layout and writes them with their errors.
 * @param core the built planner-core
 * @param {URL} measured the folder of measurements
 * @param {string} date day of the fit, ISO 8601
 * @param {boolean} quick coefficients only: the errors on what is left out, and the intervals, stay as they were
 */
export async function calibrateTraining(core, measured, date, quick = false) {
  const rows = await readRows(core, new URL('training.jsonl', measured));
  const catalog = core.loadCatalog();
  const opened = rows.map((row) => core.openTrainingRow(row, catalog)).filter((o) => !o.error);
  const stated = opened.filter(({ row }) => row.parallelism != null);
  const open = opened.filter(({ row }) => row.parallelism == null);
  let full = fitOn(core, stated);
  let data = dataFor(full.parameters, full.x, START_SIGMA);
  // Runs without a stated layout teach about chips nothing else was measured on: at the layout found for them,
  // which is found again with the better coefficients.
  let frozen = [];
  for (let round = 0; round < FOUND_ROUNDS; round += 1) {
    frozen = open.map((entry) => freeze(core, catalog, entry, data));
    full = fitOn(core, [...stated, ...frozen], full);
    data = dataFor(full.parameters, full.x, START_SIGMA);
  }
  const all = [...stated, ...frozen];
  const inSample = errorsOf(core, stated, data);
  const found = errorsOf(core, open, data);
  const leave = (groupOf) => (quick ? inSample : leaveOut(core, all, stated, groupOf, full));
  const byFold = leave(({ row }) => foldOf(row));
  const byChip = leave(({ row }) => row.chip);
  const byModel = leave(({ row }) => familyOf(row));
  data.rows = countBy(all, ({ machine }) => machine.chipId);
  const before = JSON.parse(await readFile(DATA_FILE, 'utf8'));
  data.sigma = quick
    ? before.sigma
    : Object.fromEntries(
        ['dense', 'moe'].map((family) => {
          const of = (errors) => errors.filter(({ row }) => isFamily(row, family));
          const classSeen = intervalSigma(of(byChip));
          const known = { classSeen, unseen: UNSEEN_FACTOR * classSeen };
          return [
            family,
            {
              chipSeen: seenSigma(core, of(byFold), family, {
                ...data,
                sigma: { [family]: known },
              }),
              ...known,
              layoutFound: intervalSigma(of(found)),
            },
          ];
        }),
      );
  const summary = {
    rowsFitted: stated.length,
    mapeFitted: mape(inSample),
    mapeFiveFold: mape(byFold),
    mapeLeaveOneChipOut: mape(byChip),
    mapeLeaveOneModelOut: mape(byModel),
    mapeLayoutFound: mape(found),
  };
  const file = {
    fit: quick ? before.fit : { date, command: 'npm run calibrate', ...rounded(summary) },
    ...rounded(data),
  };
  await writeFile(DATA_FILE, `${JSON.stringify(file, null, 2)}\n`);
  const result = { file, summary, inSample, byFold, byChip, byModel, found };
  const memory = memoryErrors(core, stated, data);
  if (!quick) await writeFile(PAGE, await accuracyPage({ ...result, memory }));
  return result;
}

export async function readRows(core, file) {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines
    .map((line) => core.measuredTrainingRow.parse(JSON.parse(line)))
    .filter((row) => row.measured.tokensPerSecondPerChip != null);
}

/** Sizes and derivatives of one model share a family, so that leaving it out leaves all of it out. */
export const familyOf = (row) => row.model.name.toLowerCase().match(/[a-z]+[- ]?[\d.]*/)?.[0] ?? '';

const isFamily = (row, family) => (row.model.moe === null) === (family === 'dense');

/** Rows fall into folds by their name, the same in every run. */
const foldOf = (row) =>
  [...row.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % FOLDS;

function fitOn(core, entries, start) {
  const chips = [...new Set(entries.map(({ machine }) => machine.chipId))].sort();
  const classes = new Set(entries.map(({ machine }) => core.trainingChipClass(machine)));
  const stacks = new Set(entries.map(({ stack }) => stack));
  const parameters = parametersFor(chips, classes, stacks);
  const known = new Map((start?.parameters ?? []).map((p, i) => [keyOf(p), start.x[i]]));
  const { x } = fitRobust({
    start: parameters.map((p) => known.get(keyOf(p)) ?? 0),
    center: parameters.map(() => 0),
    width: parameters.map((p) => p.width),
    huber: HUBER,
    iterations: start === undefined ? 40 : 8,
    residuals: (v) => {
      const data = dataFor(parameters, v, START_SIGMA);
      return entries.map((entry) => logError(core, entry, data));
    },
  });
  return { parameters, x };
}

const keyOf = ({ level, key, name }) => `${level}/${key ?? ''}/${name}`;

/** A row with the layout found for it in place of none. */
function freeze(core, catalog, entry, data) {
  const answer = core.predictOpenRow(entry, data);
  if (answer.error !== undefined) return entry;
  const { layout } = answer;
  const row = {
    ...entry.row,
    parallelism: layout,
    microBatch: layout.microBatchSequences,
    recompute: layout.recompute,
  };
  return { ...core.openTrainingRow(row, catalog), stack: entry.stack, recipe: entry.recipe };
}

function logError(core, entry, data) {
  const answer = core.predictOpenRow(entry, data);
  if (answer.error !== undefined) return 0;
  return Math.log(answer.tokensPerSecondPerChip / entry.row.measured.tokensPerSecondPerChip);
}

/** Relative errors of the peak memory where it was measured. */
function memoryErrors(core, entries, data) {
  return entries
    .filter(({ row }) => row.measured.peakMemoryGb !== null)
    .map((entry) => {
      const { memoryGbPerChip } = core.predictOpenRow(entry, data);
      return Math.abs(memoryGbPerChip / entry.row.measured.peakMemoryGb - 1);
    });
}

const errorsOf = (core, entries, data) =>
  entries.map((entry) => ({
    row: entry.row,
    machine: entry.machine,
    error: logError(core, entry, data),
  }));

/** Errors on each group by a fit that has not seen it. */
function leaveOut(core, all, judged, groupOf, full) {
  const errors = [];
  for (const group of [...new Set(judged.map(groupOf))]) {
    const others = all.filter((entry) => groupOf(entry) !== group);
    const { parameters, x } = fitOn(core, others, full);
    const data = dataFor(parameters, x, START_SIGMA);
    errors.push(
      ...errorsOf(
        core,
        judged.filter((entry) => groupOf(entry) === group),
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

/** The deviation on chips seen that makes the engine's 80 % intervals hold 80 % of rows left out. */
function seenSigma(core, errors, family, data) {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 30; round += 1) {
    const chipSeen = (low + high) / 2;
    const trial = { ...data, sigma: { [family]: { ...data.sigma[family], chipSeen } } };
    const held = errors.filter(({ machine, error }) => {
      return Math.abs(error) <= Z_90 * core.trainingSigma(machine, family, 'stated', trial);
    });
    if (held.length < 0.8 * errors.length) low = chipSeen;
    else high = chipSeen;
  }
  return high;
}

function countBy(entries, keyOf) {
  const counts = {};
  for (const entry of entries) counts[keyOf(entry)] = (counts[keyOf(entry)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}

const rounded = (value) =>
  JSON.parse(
    JSON.stringify(value, (_key, v) => (typeof v === 'number' ? Number(v.toPrecision(DIGITS)) : v)),
  );
