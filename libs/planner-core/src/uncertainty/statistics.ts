import type { Percentiles } from '@headroom/models';

/**
 * Value below which a share of the sample lies, between neighbours in proportion (Hyndman and Fan's type 7).
 * @param sorted ascending, not empty
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** A sorted copy. */
export const ascending = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values).sort();

/** 10th, 50th and 90th percentile of a sample. */
export function percentilesOf(values: ArrayLike<number>): Percentiles {
  const sorted = ascending(values);
  return {
    p10: quantileOfSorted(sorted, 0.1),
    p50: quantileOfSorted(sorted, 0.5),
    p90: quantileOfSorted(sorted, 0.9),
  };
}

/** Arithmetic mean; 0 of no values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Standardised coefficients of a linear regression, and the share of the variance it explains. */
export interface Regression {
  readonly coefficients: readonly number[];
  readonly explainedShare: number;
}

/** Keeps the normal equations solvable where inputs move together; far below any effect worth telling. */
const RIDGE = 1e-9;

/**
 * Standardised regression coefficients of `output` on the columns of `inputs` (Saltelli et al., Global
 * Sensitivity Analysis, 2008, 1.2.5): their squares sum to the explained share where inputs are independent.
 * @param inputs one row per sample
 */
export function standardisedRegression(
  inputs: readonly ArrayLike<number>[],
  output: ArrayLike<number>,
): Regression {
  const count = inputs[0]?.length ?? 0;
  const y = standardised(output);
  if (count === 0 || y === null)
    return { coefficients: Array.from({ length: count }, () => 0), explainedShare: 0 };
  const columns = Array.from(
    { length: count },
    (_, j) => standardised(inputs.map((row) => row[j] ?? 0)) ?? new Float64Array(output.length),
  );
  const matrix = columns.map((a, i) => [
    ...columns.map((b, j) => dot(a, b) + (i === j ? RIDGE * output.length : 0)),
    dot(a, y),
  ]);
  const coefficients = solveLinear(matrix);
  const explained = columns.reduce(
    (sum, column, j) => sum + (coefficients[j] ?? 0) * dot(column, y),
    0,
  );
  return {
    coefficients,
    explainedShare: Math.min(1, Math.max(0, explained / output.length)),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Mean 0 and variance 1; `null` for a sample that does not vary. */
function standardised(values: ArrayLike<number>): Float64Array | null {
  const mean = meanOf(values);
  const away = Float64Array.from(values, (v) => v - mean);
  const deviation = Math.sqrt(dot(away, away) / away.length);
  return deviation <= Math.abs(mean) * 1e-12 ? null : away.map((v) => v / deviation);
}

/** Gauss elimination with the largest pivot; rows carry the right-hand side at their end. */
function solveLinear(rows: readonly (readonly number[])[]): number[] {
  const m = rows.map((row) => Float64Array.from(row));
  const n = m.length;
  for (let k = 0; k < n; k += 1) {
    let best = k;
    for (let i = k + 1; i < n; i += 1) {
      if (Math.abs(m[i]?.[k] ?? 0) > Math.abs(m[best]?.[k] ?? 0)) best = i;
    }
    const pivot = m[best];
    const other = m[k];
    if (pivot === undefined || other === undefined) break;
    m[k] = pivot;
    m[best] = other;
    const at = pivot[k] ?? 0;
    if (at === 0) continue;
    for (let i = k + 1; i < n; i += 1) {
      const row = m[i];
      if (row === undefined) continue;
      const factor = (row[k] ?? 0) / at;
      for (let j = k; j <= n; j += 1) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  const solution = Array.from({ length: n }, () => 0);
  for (let i = n - 1; i >= 0; i -= 1) {
    const row = m[i];
    let rest = row?.[n] ?? 0;
    for (let j = i + 1; j < n; j += 1) rest -= (row?.[j] ?? 0) * (solution[j] ?? 0);
    const diagonal = row?.[i] ?? 0;
    solution[i] = diagonal === 0 ? 0 : rest / diagonal;
  }
  return solution;
}
