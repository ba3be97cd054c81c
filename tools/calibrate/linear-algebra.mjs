/**
 * Solves A x = b for a symmetric positive definite A (Cholesky). A is overwritten.
 * @param {Float64Array[]} a rows of A
 * @param {Float64Array} b
 */
export function solvePositive(a, b) {
  const n = b.length;
  for (let j = 0; j < n; j += 1) {
    const row = a[j];
    let diagonal = row[j];
    for (let k = 0; k < j; k += 1) diagonal -= row[k] * row[k];
    const root = Math.sqrt(Math.max(diagonal, 1e-12));
    row[j] = root;
    for (let i = j + 1; i < n; i += 1) {
      const below = a[i];
      let sum = below[j];
      for (let k = 0; k < j; k += 1) sum -= below[k] * row[k];
      below[j] = sum / root;
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] -= a[i][k] * x[k];
    x[i] /= a[i][i];
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] -= a[k][i] * x[k];
    x[i] /= a[i][i];
  }
  return x;
}

/**
 * Robust ridge regression on sparse rows: minimises sum of rho(y - x.w) + sum of (w / spread)^2 by
 * reweighted least squares, rho growing linearly beyond `scale`.
 * @param {{ features: [number, number][], y: number, weight?: number }[]} rows features as [index, value]
 * @param {number[]} spreads prior standard deviation of every coefficient
 * @param {{ scale: number, noise: number, rounds?: number }} options
 */
export function ridge(rows, spreads, { scale, noise, rounds = 8 }) {
  const n = spreads.length;
  let w = new Float64Array(n);
  for (let round = 0; round < rounds; round += 1) {
    const a = Array.from({ length: n }, () => new Float64Array(n));
    const b = new Float64Array(n);
    for (const row of rows) {
      let fit = 0;
      for (const [i, v] of row.features) fit += w[i] * v;
      const error = row.y - fit;
      const weight = (row.weight ?? 1) / Math.sqrt(1 + (error / scale) ** 2) / (noise * noise);
      for (const [i, v] of row.features) {
        b[i] += weight * v * row.y;
        const line = a[i];
        for (const [j, u] of row.features) if (j <= i) line[j] += weight * v * u;
      }
    }
    for (let i = 0; i < n; i += 1) a[i][i] += 1 / (spreads[i] * spreads[i]);
    w = solvePositive(a, b);
  }
  return w;
}
