/**
 * Minimises a function of a few unknowns without derivatives (Nelder and Mead, 1965), restarted from its
 * own answer with a fresh simplex until it stops improving. Deterministic.
 * @param {(x: number[]) => number} objective
 * @param {number[]} start
 * @param {{ step?: number | number[], iterations?: number, restarts?: number, tolerance?: number }} [options]
 * @returns {{ x: number[], value: number }}
 */
export function minimise(objective, start, options = {}) {
  const { step = 0.5, iterations = 400, restarts = 3, tolerance = 1e-5 } = options;
  let best = { x: start, value: objective(start) };
  for (let round = 0; round < restarts; round += 1) {
    const size = round % 2 === 0 ? 1 : -0.6;
    const found = descend(objective, best.x, step, size, iterations, tolerance);
    const gain = best.value - found.value;
    if (found.value < best.value) best = found;
    if (gain < tolerance * Math.abs(best.value)) break;
  }
  return best;
}

function descend(objective, start, step, size, iterations, tolerance) {
  const n = start.length;
  const stepOf = (i) => size * (Array.isArray(step) ? step[i] : step);
  let simplex = [start, ...start.map((_, i) => start.map((v, j) => (i === j ? v + stepOf(i) : v)))];
  let points = simplex.map((x) => ({ x, value: objective(x) }));
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    points.sort((a, b) => a.value - b.value);
    const worst = points[n];
    if (worst.value - points[0].value < tolerance * Math.abs(points[0].value)) break;
    const centre = start.map((_, i) => points.slice(0, n).reduce((s, p) => s + p.x[i], 0) / n);
    const along = (t) => {
      const x = centre.map((c, i) => c + t * (worst.x[i] - c));
      return { x, value: objective(x) };
    };
    const reflected = along(-1);
    if (reflected.value < points[0].value) {
      const expanded = along(-2);
      points[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < points[n - 1].value) {
      points[n] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) points[n] = contracted;
      else
        points = points.map((p, i) => {
          if (i === 0) return p;
          const x = p.x.map((v, j) => points[0].x[j] + 0.5 * (v - points[0].x[j]));
          return { x, value: objective(x) };
        });
    }
  }
  points.sort((a, b) => a.value - b.value);
  return points[0];
}
