import { solvePositive } from './linear-algebra.mjs';

const TERM_NAMES = [
  'projection',
  'attention',
  'dense',
  'experts',
  'network',
  'head',
  'elementwise',
];

/** Unknowns of an engine profile: how each is read from a free number, where it starts, how firmly it is held. */
const log = (path, start, spread) => ({ path, start: Math.log(start), spread, read: Math.exp });
const share = (path, start, spread, low = 0, high = 1) => ({
  path,
  start: Math.log((start - low) / (high - start)),
  spread,
  read: (x) => low + (high - low) / (1 + Math.exp(-x)),
});
export const UNKNOWNS = [
  ...TERM_NAMES.map((name) => log(['decode', name], 1, 0.2)),
  log(['decode', 'layers'], 8e-6, 0.8),
  ...TERM_NAMES.map((name) => log(['prompt', name], 1, 0.15)),
  log(['prompt', 'layers'], 3e-5, 0.8),
  log(['hostStep'], 1e-3, 0.8),
  log(['hostSequence'], 5e-6, 1),
  log(['hostPrompt'], 5e-3, 1),
  log(['arrival'], 2e-2, 1),
  log(['arrivalToken'], 5e-6, 1),
  share(['overlap'], 0.6, 1),
  log(['crowding'], 0.5, 0.8),
  share(['crowdExponentMixed'], 0.5, 0.6, 0.05, 1.1),
  share(['crowdExponentEqual'], 0.7, 0.6, 0.05, 1.1),
  log(['lateShare'], 0.2, 1),
  share(['routingSkew'], 0.04, 0.7, 0, 0.12),
  share(['memoryShare'], 0.9, 0.7, 0.75, 0.97),
  share(['outputReserve'], 0.6, 0.7, 0.3, 1),
];

export function profileFrom(x, toProfile) {
  const raw = { decode: {}, prompt: {} };
  UNKNOWNS.forEach((unknown, i) => {
    const value = Number(unknown.read(x[i]).toPrecision(4));
    const [first, second] = unknown.path;
    if (second === undefined) raw[first] = value;
    else raw[first][second] = value;
  });
  return { raw, profile: toProfile(raw) };
}

/** Relative weight of a first-token error against a per-token one: queues make it several times noisier. */
const TTFT_WEIGHT = 0.35;
const TPOT_SCALE = 0.12;
const TTFT_SCALE = 0.4;
const GROUP_SPREAD = { tpot: 0.06, ttft: 0.1 };
const NOISE = 0.08;

/**
 * Fits one engine's profile to its closed-loop rows by Gauss-Newton steps with damping on log errors.
 * Every software version on every chip has an offset of its own beside the profile, so that a version that
 * drafts tokens or lacks a kernel does not bend the physics.
 */
export function fitProfile(samples, options) {
  const starts = [0.1, 0.5, 2].map((crowding) => descend(samples, { ...options, crowding }));
  return starts.reduce((a, b) => (b.cost < a.cost ? b : a));
}

function descend(samples, { evaluate, toProfile, steps = 12, report, crowding }) {
  const free = UNKNOWNS.length;
  const groups = [...new Set(samples.map((s) => s.group))];
  const groupOf = new Map(groups.map((g, i) => [g, i]));
  const size = free + 2 * groups.length;
  let x = Float64Array.from({ length: size }, (_, i) => (i < free ? UNKNOWNS[i].start : 0));
  x[UNKNOWNS.findIndex((u) => u.path[0] === 'crowding')] = Math.log(crowding);
  const residuals = (free_) => {
    const { profile } = profileFrom(free_, toProfile);
    return samples.map((s) => {
      const { ttft, tpot } = evaluate(s, profile);
      return [Math.log(tpot / s.tpot), Math.log(ttft / s.ttft)];
    });
  };
  const withOffsets = (base, x_) =>
    base.map(([a, b], i) => {
      const g = groupOf.get(samples[i].group);
      return [a + x_[free + 2 * g], b + x_[free + 2 * g + 1]];
    });
  const cost = (r, x_) => {
    let sum = 0;
    for (const [a, b] of r) {
      sum += TPOT_SCALE ** 2 * 2 * (Math.sqrt(1 + (a / TPOT_SCALE) ** 2) - 1);
      sum += TTFT_WEIGHT ** 2 * TTFT_SCALE ** 2 * 2 * (Math.sqrt(1 + (b / TTFT_SCALE) ** 2) - 1);
    }
    sum /= NOISE * NOISE;
    for (let i = 0; i < size; i += 1) sum += (deviation(x_, i) / spread(i)) ** 2;
    return sum;
  };
  const spread = (i) =>
    i < free ? UNKNOWNS[i].spread : (i - free) % 2 === 0 ? GROUP_SPREAD.tpot : GROUP_SPREAD.ttft;
  const deviation = (x_, i) => (i < free ? x_[i] - UNKNOWNS[i].start : x_[i]);
  let base = residuals(x);
  let best = cost(withOffsets(base, x), x);
  let damping = 1;
  for (let step = 0; step < steps; step += 1) {
    const jacobian = [];
    for (let j = 0; j < free; j += 1) {
      const moved = Float64Array.from(x);
      moved[j] += 0.02;
      jacobian.push(
        residuals(moved).map(([a, b], i) => [(a - base[i][0]) / 0.02, (b - base[i][1]) / 0.02]),
      );
    }
    const now = withOffsets(base, x);
    const a = Array.from({ length: size }, () => new Float64Array(size));
    const b = new Float64Array(size);
    now.forEach((errors, i) => {
      for (const which of [0, 1]) {
        const scale = which === 0 ? TPOT_SCALE : TTFT_SCALE;
        const weight =
          (which === 0 ? 1 : TTFT_WEIGHT ** 2) /
          Math.sqrt(1 + (errors[which] / scale) ** 2) /
          (NOISE * NOISE);
        const g = free + 2 * groupOf.get(samples[i].group) + which;
        for (let j = 0; j < free; j += 1) {
          const dj = jacobian[j][i][which];
          if (dj === 0) continue;
          b[j] -= weight * dj * errors[which];
          for (let k = 0; k <= j; k += 1) a[j][k] += weight * dj * jacobian[k][i][which];
          a[g][j] += weight * dj;
        }
        a[g][g] += weight;
        b[g] -= weight * errors[which];
      }
    });
    for (let i = 0; i < size; i += 1) {
      for (let k = 0; k < i; k += 1) a[k][i] = a[i][k];
      a[i][i] += 1 / spread(i) ** 2;
      b[i] -= deviation(x, i) / spread(i) ** 2;
    }
    let accepted = false;
    for (let tries = 0; tries < 5 && !accepted; tries += 1) {
      const damped = a.map((row, i) => {
        const copy = Float64Array.from(row);
        copy[i] *= 1 + damping * 0.1;
        return copy;
      });
      const delta = solvePositive(damped, b);
      const next = x.map((v, i) => v + Math.max(-1, Math.min(1, delta[i])));
      const nextBase = residuals(next);
      const value = cost(withOffsets(nextBase, next), next);
      if (value < best) {
        accepted = true;
        const gain = best - value;
        x = next;
        base = nextBase;
        best = value;
        damping = Math.max(0.01, damping / 4);
        report?.(step, best);
        if (gain < 1e-3 * best) step = steps;
      } else damping *= 8;
    }
    if (!accepted) break;
  }
  return { ...profileFrom(x, toProfile), cost: best };
}
