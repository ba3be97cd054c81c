import { FAMILIES } from './families.mjs';
import { fitRobust } from './least-squares.mjs';
import { populations, transferErrors } from './fit-population.mjs';
import { CHIP_OF_SYSTEM, ENGINE_OF_BACKEND, readIndex, readRows } from './read-kernels.mjs';

const ROWS_PER_FIT = 1200;
const FEWEST_ROWS = 40;
/** Share of the shapes that no fit sees; errors are stated over them. */
const HELD_OUT = 0.25;
/** Beyond this a residual counts by its size, not by its square. */
const HUBER = 0.05;
/** How strongly one coefficient is held to its start, in rows per unit of its logarithm. */
const HOLD = 0.0012;
/** Floor and kernel hardly overlap: the slower of the two is what was measured. */
const FLOOR_BLEND = 0.02;

const BOUND = { log: 60, unit: 30, signed: 3 };
const clamp = (kind, free) => Math.max(-BOUND[kind], Math.min(BOUND[kind], free));
const TO_FREE = {
  log: Math.log,
  unit: (value) => Math.log(value / (1 - value)),
  signed: (value) => value,
};
const FROM_FREE = {
  log: Math.exp,
  unit: (free) => 1 / (1 + Math.exp(-free)),
  signed: (free) => free,
};

export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Evenly spread sample that keeps the order, so that the fit is the same every time. */
export function sample(rows, count) {
  if (rows.length <= count) return rows;
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);
}

/** A number in [0, 1) that a shape always gets, so that repeats of it fall on one side. */
function lot(row) {
  const text = Object.keys(row)
    .filter((name) => name !== 'time')
    .map((name) => row[name])
    .join();
  let hash = 2166136261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 4294967296;
}

/**
 * Some kernels were timed with the host in the loop, and small ones took as long as the host needed to call
 * them. That time is fitted beside every surface and is no part of it.
 */
const nuisance = (family) => ({
  hostFloor: { kind: 'log', start: 1e-6 },
  ...(family.ragged ? { hostRagged: { kind: 'log', start: 0.02 } } : {}),
});

/** Time as it would have been measured: kernel or host, whichever took longer. */
function measuredTime(kernels, family, surface, row) {
  const host = surface.hostFloor * (family.ragged?.(row) ? 1 + surface.hostRagged : 1);
  return kernels.smoothMax(host, family.time(surface, row), FLOOR_BLEND);
}

/** Fits one set of coefficients to groups of rows, each with the device it was measured on. */
export function fitGroups(kernels, family, groups, iterations = 40) {
  const specs = { ...family.parameters, ...nuisance(family) };
  const names = Object.keys(specs);
  const center = names.map((name) => TO_FREE[specs[name].kind](specs[name].start));
  const read = (x) =>
    Object.fromEntries(
      names.map((name, i) => {
        const { kind } = specs[name];
        return [name, FROM_FREE[kind](clamp(kind, x[i]))];
      }),
    );
  const count = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const residuals = (x) => {
    const coefficients = read(x);
    const out = new Array(count);
    let at = 0;
    for (const { bound, rows } of groups) {
      const surface = { ...coefficients, ...bound };
      for (const row of rows)
        out[at++] = Math.log(measuredTime(kernels, family, surface, row) / row.time);
    }
    return out;
  };
  const width = names.map(() => 1 / Math.sqrt(HOLD * count));
  const { x } = fitRobust({ start: center, center, width, residuals, huber: HUBER, iterations });
  const fitted = read(x);
  return Object.fromEntries(names.map((name) => [name, Number(fitted[name].toPrecision(4))]));
}

export const errorsOf = (kernels, family, surface, rows) =>
  rows.map((row) => Math.abs(measuredTime(kernels, family, surface, row) / row.time - 1));

export const summary = (rows, errors) => ({
  rows,
  medianError: Number(median(errors).toFixed(4)),
  p90Error: Number(quantile(errors, 0.9).toFixed(4)),
});

/** Rows of one file by precision and kernel, shapes prepared, those held out apart. */
function readGroups(folder, entry, family) {
  const groups = new Map();
  for (const row of readRows(folder, entry.file)) {
    if (!family.accept(row)) continue;
    const prepared = family.prepare(row, entry);
    if (!(prepared.time > 0)) continue;
    const precision = family.precision(row);
    const kernel = String(row.kernel_source ?? '');
    const key = `${precision} ${kernel}`;
    if (!groups.has(key)) groups.set(key, { precision, kernel, seen: [], held: [] });
    groups.get(key)[lot(prepared) < HELD_OUT ? 'held' : 'seen'].push(prepared);
  }
  return [...groups.values()]
    .filter((group) => group.seen.length >= FEWEST_ROWS && group.held.length > 0)
    .sort((a, b) => b.seen.length - a.seen.length);
}

function fitFamily({ folder, kernels, deviceOf, report }, index, name, family) {
  const fits = [];
  for (const entry of index.filter((e) => family.operations.includes(e.operation))) {
    if (entry.operation === 'nccl' && entry.backend !== 'nccl') continue;
    const chip = CHIP_OF_SYSTEM[entry.system];
    const device = deviceOf(chip);
    for (const { precision, kernel, seen, held } of readGroups(folder, entry, family)) {
      const bound = family.bind(device, precision);
      const rows = sample(seen, ROWS_PER_FIT);
      const coefficients = fitGroups(kernels, family, [{ bound, rows }]);
      const errors = errorsOf(kernels, family, { ...coefficients, ...bound }, held);
      const engine = ENGINE_OF_BACKEND[entry.backend];
      const fit = { chip, engine, engineVersion: entry.version, precision, kernel };
      Object.assign(fit, summary(seen.length + held.length, errors));
      fits.push({ ...fit, coefficients, bound, device, seen, held, errors });
      report?.(name, fit);
    }
  }
  return fits;
}

/** Fits every surface of every family found in the folder, and what chips without measurements get. */
export function fitKernels(options) {
  const { folder, kernels, families: wanted } = options;
  const families = FAMILIES(kernels);
  const index = readIndex(folder);
  const result = {};
  for (const [name, family] of Object.entries(families)) {
    if (wanted && !wanted.includes(name)) continue;
    const fits = fitFamily(options, index, name, family);
    const population = populations(kernels, family, fits);
    const transfer = transferErrors(kernels, name, family, fits);
    result[name] = { fits, population, transfer };
  }
  return result;
}
