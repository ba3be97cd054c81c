import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fitWithFoundLayouts, readRows } from './training-fit.mjs';
import {
  chipOf,
  coverage,
  errorsOf,
  familyOf,
  foldOf,
  leaveOut,
  mape,
  sigmasOf,
  unseenCoverage,
} from './training-held-out.mjs';
import { accuracyPage } from './training-page.mjs';

const DATA_FILE = new URL(
  '../../libs/planner-core/src/training/data/efficiency.json',
  import.meta.url,
);
const PAGE = new URL('../../docs/accuracy-training.md', import.meta.url);
const DIGITS = 4;

/**
 * Fits the training engine's coefficients to measured runs and writes them with their errors on what was left out.
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
  const { full, frozen } = fitWithFoundLayouts(core, catalog, stated, open);
  const all = [...stated, ...frozen];
  const before = JSON.parse(await readFile(DATA_FILE, 'utf8'));
  const data = { ...full.data, rows: countBy(all, ({ machine }) => machine.chipId) };
  if (quick) {
    await writeData(before.fit, { ...data, sigma: before.sigma });
    return;
  }
  const errors = {
    inSample: errorsOf(core, stated, data),
    found: errorsOf(core, open, data),
    byFold: leaveOut(core, all, stated, foldOf, full),
    byChip: leaveOut(core, all, stated, chipOf, full),
    byModel: leaveOut(core, all, stated, familyOf, full),
    // A chip only runs without a layout tell of: the layouts stay, the chip's own coefficients go.
    foundByChip: leaveOut(core, all, frozen, chipOf, full),
  };
  data.sigma = sigmasOf(core, data, errors);
  const fit = {
    date,
    command: 'npm run calibrate',
    rowsFitted: stated.length,
    mapeFitted: mape(errors.inSample),
    mapeFiveFold: mape(errors.byFold),
    mapeLeaveOneChipOut: mape(errors.byChip),
    mapeLeaveOneModelOut: mape(errors.byModel),
    mapeLayoutFound: mape(errors.found),
    coverageFiveFold: coverage(core, errors.byFold, data, 'stated'),
    coverageLeaveOneChipOut: unseenCoverage(core, errors.byChip, data),
    coverageLayoutFound: coverage(core, errors.found, data, 'found'),
  };
  await writeData(rounded(fit), data);
  const memory = memoryRatios(core, stated, data);
  const outOfMemory = await outOfMemoryAnswers(core, catalog, measured, data);
  await writeFile(
    PAGE,
    await accuracyPage({
      fit: rounded(fit),
      sigma: rounded(data.sigma),
      errors,
      memory,
      outOfMemory,
    }),
  );
}

const writeData = (fit, data) =>
  writeFile(DATA_FILE, `${JSON.stringify({ fit, ...rounded(data) }, null, 2)}\n`);

/** Predicted over measured peak memory where a row states it. */
const memoryRatios = (core, entries, data) =>
  entries
    .filter(({ row }) => row.measured.peakMemoryGb !== null)
    .map((entry) => {
      const { memoryGbPerChip } = core.predictOpenRow(entry, data);
      return memoryGbPerChip / entry.row.measured.peakMemoryGb;
    });

/** Whether the engine says of each layout that ran out of memory that it does not fit. */
async function outOfMemoryAnswers(core, catalog, measured, data) {
  const file = new URL('training-out-of-memory.jsonl', measured);
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => !core.predictTraining(JSON.parse(line), catalog, data).fits);
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
