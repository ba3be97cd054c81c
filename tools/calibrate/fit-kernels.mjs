import { minimise } from './nelder-mead.mjs';
import { CHIP_OF_SYSTEM, ENGINE_OF_BACKEND, readIndex, readRows } from './read-kernels.mjs';
import { FAMILIES } from './families.mjs';

const ROWS_PER_FIT = 700;

const toFree = (spec, value) =>
  spec.kind === 'log' ? Math.log(value) : Math.log(value / (1 - value));
const fromFree = (spec, free) =>
  spec.kind === 'log' ? Math.exp(Math.min(60, free)) : 1 / (1 + Math.exp(-free));

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.floor((sorted.length - 1) / 2)];
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Evenly spread sample that keeps the order, so that the fit is the same every time. */
function sample(rows, count) {
  if (rows.length <= count) return rows;
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]);
}

/** Fits one surface; the error is robust: |log ratio| grows linearly beyond a few per cent. */
export function fitSurface(family, device, precision, rows, start) {
  const names = Object.keys(family.parameters);
  const specs = names.map((name) => family.parameters[name]);
  const bound = family.bind(device, precision);
  const prepared = rows.map(family.prepare).filter((row) => row.time > 0);
  const fitted = sample(prepared, ROWS_PER_FIT);
  const surface = { ...bound };
  const load = (x) => names.forEach((name, i) => (surface[name] = fromFree(specs[i], x[i])));
  const objective = (x) => {
    load(x);
    let sum = 0;
    for (const row of fitted) {
      const error = Math.log(family.time(surface, row) / row.time);
      sum += Math.sqrt(error * error + 0.0025);
    }
    let prior = 0;
    for (let i = 0; i < x.length; i += 1) {
      const away = x[i] - toFree(specs[i], specs[i].start);
      prior += away * away;
    }
    const value = sum / fitted.length + 2e-4 * prior;
    return Number.isFinite(value) ? value : 1e9;
  };
  const first = names.map((name, i) => toFree(specs[i], start?.[name] ?? specs[i].start));
  const { x } = minimise(objective, first, { step: 0.8, iterations: 900, restarts: 4 });
  load(x);
  const errors = prepared.map((row) => Math.abs(family.time(surface, row) / row.time - 1));
  const coefficients = Object.fromEntries(
    names.map((name) => [name, Number(surface[name].toPrecision(4))]),
  );
  return {
    rows: prepared.length,
    medianError: Number(median(errors).toFixed(4)),
    p90Error: Number(quantile(errors, 0.9).toFixed(4)),
    coefficients,
  };
}

/** Fits every surface of every family found in the folder. */
export function fitKernels({ folder, kernels, deviceOf, only, report }) {
  const families = FAMILIES(kernels);
  const index = readIndex(folder);
  const result = {};
  for (const [name, family] of Object.entries(families)) {
    if (only && !only.includes(name)) continue;
    const surfaces = [];
    const entries = index.filter((entry) => family.operations.includes(entry.operation));
    for (const entry of entries) {
      const chip = CHIP_OF_SYSTEM[entry.system];
      const engine = ENGINE_OF_BACKEND[entry.backend];
      if (entry.operation === 'nccl' && entry.backend !== 'nccl') continue;
      const groups = new Map();
      for (const row of readRows(folder, entry.file)) {
        if (!family.accept(row)) continue;
        const precision = family.precision(row);
        if (!groups.has(precision)) groups.set(precision, []);
        groups.get(precision).push(row);
      }
      for (const [precision, rows] of groups) {
        if (rows.length < 30) continue;
        const fit = fitSurface(family, deviceOf(chip), precision, rows);
        const surface = { chip, engine, engineVersion: entry.version, precision, ...fit };
        surfaces.push(surface);
        report?.(name, surface);
      }
    }
    result[name] = surfaces;
  }
  return result;
}
