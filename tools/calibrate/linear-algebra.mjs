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
 * Inverse of a symmetric positive definite matrix by its Cholesky factor. `a` is overwritten.
 * @param {Float64Array[]} a rows of A
 * @returns {Float64Array[]} rows of the inverse
 */
export function invertPositive(a) {
  const n = a.length;
  for (let j = 0; j < n; j += 1) {
    const row = a[j];
    for (let i = 0; i < j; i += 1) {
      const above = a[i];
      let sum = row[i];
      for (let k = 0; k < i; k += 1) sum -= row[k] * above[k];
      row[i] = sum / above[i];
    }
    let diagonal = row[j];
    for (let k = 0; k < j; k += 1) diagonal -= row[k] * row[k];
    row[j] = Math.sqrt(Math.max(diagonal, 1e-12));
  }
  // Rows of the factor's inverse: what is known of row i is a combination of the rows above it.
  const factor = a.map((_, i) => new Float64Array(i + 1));
  for (let i = 0; i < n; i += 1) {
    const own = factor[i];
    const line = a[i];
    for (let k = 0; k < i; k += 1) {
      const scale = line[k];
      if (scale === 0) continue;
      const above = factor[k];
      for (let j = 0; j <= k; j += 1) own[j] -= scale * above[j];
    }
    own[i] = 1;
    const diagonal = line[i];
    for (let j = 0; j <= i; j += 1) own[j] /= diagonal;
  }
  const inverse = a.map(() => new Float64Array(n));
  for (const own of factor) {
    for (let i = 0; i < own.length; i += 1) {
      const scale = own[i];
      if (scale === 0) continue;
      const line = inverse[i];
      for (let j = 0; j <= i; j += 1) line[j] += scale * own[j];
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) inverse[j][i] = inverse[i][j];
  return inverse;
}
