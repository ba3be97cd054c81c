/**
 * Robust least squares with a ridge: minimises sum huber(residual) + sum (x / width)^2 by damped Gauss-Newton.
 * Large residuals count by their size, not their square, because sources err.
 * @param {{ start: number[], center: number[], width: number[], residuals: (x: number[]) => number[], residualsAfterMove?: (x: number[], index: number, before: number[]) => number[], huber: number, iterations: number }} problem
 * `residualsAfterMove` may compute only what one moved parameter changes.
 * @returns {{ x: number[], cost: number }}
 */
export function fitRobust({
  start,
  center,
  width,
  residuals,
  residualsAfterMove = (moved) => residuals(moved),
  huber,
  iterations,
}) {
  const n = start.length;
  let x = [...start];
  const ridge = (v) => v.reduce((sum, value, i) => sum + ((value - center[i]) / width[i]) ** 2, 0);
  const loss = (r) =>
    r.reduce((sum, e) => {
      const size = Math.abs(e) / huber;
      return sum + (size <= 1 ? size * size : 2 * size - 1);
    }, 0);
  let r = residuals(x);
  let cost = loss(r) + ridge(x);
  let damping = 1e-3;
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const jacobian = x.map((value, i) => {
      const step = 1e-4;
      const moved = [...x];
      moved[i] = value + step;
      const shifted = residualsAfterMove(moved, i, r);
      return shifted.map((e, k) => (e - r[k]) / step);
    });
    const weight = r.map((e) => 1 / (huber * huber * Math.max(1, Math.abs(e) / huber)));
    const normal = Array.from({ length: n }, () => new Array(n + 1).fill(0));
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let sum = 0;
        for (let k = 0; k < r.length; k += 1) sum += weight[k] * jacobian[i][k] * jacobian[j][k];
        normal[i][j] = sum;
        normal[j][i] = sum;
      }
      let gradient = 0;
      for (let k = 0; k < r.length; k += 1) gradient += weight[k] * jacobian[i][k] * r[k];
      normal[i][i] += 1 / width[i] ** 2;
      normal[i][n] = -(gradient + (x[i] - center[i]) / width[i] ** 2);
    }
    let improved = false;
    for (let attempt = 0; attempt < 8 && !improved; attempt += 1) {
      const damped = normal.map((row, i) =>
        row.map((value, j) => (i === j ? value * (1 + damping) : value)),
      );
      const delta = solve(damped);
      const next = x.map((value, i) => value + Math.max(-0.7, Math.min(0.7, delta[i])));
      const nextResiduals = residuals(next);
      const nextCost = loss(nextResiduals) + ridge(next);
      if (nextCost < cost) {
        const gain = (cost - nextCost) / cost;
        x = next;
        r = nextResiduals;
        cost = nextCost;
        damping = Math.max(damping / 5, 1e-6);
        improved = true;
        if (gain < 1e-5) return { x, cost };
      } else {
        damping *= 6;
      }
    }
    if (!improved) break;
  }
  return { x, cost };
}

/** Solves a linear system given as rows of [coefficients, right side] by elimination with pivoting. */
function solve(rows) {
  const n = rows.length;
  for (let column = 0; column < n; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < n; row += 1) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const head = rows[column][column];
    if (head === 0) continue;
    for (let row = column + 1; row < n; row += 1) {
      const factor = rows[row][column] / head;
      if (factor === 0) continue;
      for (let k = column; k <= n; k += 1) rows[row][k] -= factor * rows[column][k];
    }
  }
  const x = new Array(n).fill(0);
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = rows[row][n];
    for (let k = row + 1; k < n; k += 1) sum -= rows[row][k] * x[k];
    x[row] = rows[row][row] === 0 ? 0 : sum / rows[row][row];
  }
  return x;
}
