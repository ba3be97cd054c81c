import { readFile } from 'node:fs/promises';
import { fitRobust } from './least-squares.mjs';
import { dataFor, parametersFor } from './training-coefficients.mjs';

const HUBER = 0.1;
const FIRST_ITERATIONS = 40;
const LATER_ITERATIONS = 15;
const FOUND_ROUNDS = 2;
/** A sweep repeats one finding: its rows together weigh as this power of their number less than so many findings. */
const SWEEP_POWER = 0.2;
const NO_SIGMA = { chipSeen: 0, classSeen: 0, unseen: 0, layoutFound: 0 };
const START_SIGMA = { dense: NO_SIGMA, moe: NO_SIGMA };

/** Measured rows of a file that state a speed. */
export async function readRows(core, file) {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines
    .map((line) => core.measuredTrainingRow.parse(JSON.parse(line)))
    .filter((row) => row.measured.tokensPerSecondPerChip != null);
}

/**
 * Fits the coefficients to opened rows.
 * @param start an earlier fit to begin from; parameters it does not know begin at their prior
 * @returns the parameters, their values and the engine's data they make
 */
export function fitOn(core, entries, start) {
  const chips = [...new Set(entries.map(({ machine }) => machine.chipId))].sort();
  const kinds = entries.map(({ machine }) => core.trainingChipClass(machine));
  const stacks = new Set(entries.map(({ stack }) => stack));
  const parameters = parametersFor(chips, new Set(kinds), stacks);
  const known = new Map((start?.parameters ?? []).map((p, i) => [keyOf(p), start.x[i]]));
  const weights = weightsOf(entries);
  const residual = (entry, k, data) => weights[k] * logError(core, entry, data);
  const touched = parameters.map(({ level, key }) => rowsOf(level, key, entries, kinds));
  const { x } = fitRobust({
    start: parameters.map((p) => known.get(keyOf(p)) ?? 0),
    center: parameters.map(() => 0),
    width: parameters.map((p) => p.width),
    huber: HUBER,
    iterations: start === undefined ? FIRST_ITERATIONS : LATER_ITERATIONS,
    residuals: (v) => {
      const data = dataFor(parameters, v, START_SIGMA);
      return entries.map((entry, k) => residual(entry, k, data));
    },
    // A shift of one chip, class or stack moves only the rows that have it.
    residualsAfterMove: (v, i, before) => {
      const data = dataFor(parameters, v, START_SIGMA);
      const after = [...before];
      for (const k of touched[i]) after[k] = residual(entries[k], k, data);
      return after;
    },
  });
  return { parameters, x, data: dataFor(parameters, x, START_SIGMA) };
}

const keyOf = ({ level, key, name }) => `${level}/${key ?? ''}/${name}`;

/** Indices of the rows a parameter moves. */
function rowsOf(level, key, entries, kinds) {
  const all = [...entries.keys()];
  if (level === 'classes') return all.filter((k) => kinds[k] === key);
  if (level === 'chips') return all.filter((k) => entries[k].machine.chipId === key);
  if (level === 'stacks') return all.filter((k) => entries[k].stack === key);
  return all;
}

function weightsOf(entries) {
  const sweepOf = ({ row, stack }) =>
    [row.chip, stack, row.model.name.replace(/ PROXY.*/, ''), row.precision].join('/');
  const sizes = new Map();
  for (const entry of entries) sizes.set(sweepOf(entry), (sizes.get(sweepOf(entry)) ?? 0) + 1);
  return entries.map((entry) => sizes.get(sweepOf(entry)) ** -SWEEP_POWER);
}

/** Logarithm of predicted over measured speed. */
export function logError(core, entry, data) {
  const answer = core.predictOpenRow(entry, data);
  if (answer.error !== undefined) return 0;
  return Math.log(answer.tokensPerSecondPerChip / entry.row.measured.tokensPerSecondPerChip);
}

/**
 * Fits to all rows. Runs without a stated layout teach about chips nothing else was measured on: at the layout found
 * for them, which is found again with the better coefficients.
 * @returns the fit, and the open rows with the layouts they were fitted at
 */
export function fitWithFoundLayouts(core, catalog, stated, open) {
  let full = fitOn(core, stated);
  let frozen = [];
  for (let round = 0; round < FOUND_ROUNDS; round += 1) {
    frozen = open.map((entry) => freeze(core, catalog, entry, full.data));
    full = fitOn(core, [...stated, ...frozen], full);
  }
  return { full, frozen };
}

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
