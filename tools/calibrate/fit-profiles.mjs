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
const UNKNOWNS = [
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
  log(['crowdingMixed'], 0.5, 0.8),
  share(['crowdExponentMixed'], 0.5, 0.6, 0.05, 1.1),
  log(['crowdingEqual'], 0.5, 0.5),
  share(['crowdExponentEqual'], 0.8, 0.6, 0.05, 1.1),
  share(['rankWait'], 0.3, 0.8),
  log(['lateShare'], 0.2, 1),
  share(['routingSkew'], 0.04, 0.7, 0, 0.12),
  share(['memoryShare'], 0.9, 0.7, 0.75, 0.97),
  share(['outputReserve'], 0.6, 0.7, 0.3, 1),
];

function profileFrom(x, toProfile) {
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
const GROUP_SPREAD = { tpot: 0.1, ttft: 0.2 };
const NOISE = 0.08;

const ENGINES = ['vllm', 'sglang', 'tensorrt-llm'];
/** Rows one campaign may bring, so that the most measured does not decide what all have in common. */
const MOST_ROWS = 16;
/** How far an engine's weights of kernels may leave those of all engines, against how far those may leave 1. */
const OWN_SHARE = 0.5;
const STEPS = 12;

/**
 * Fits the profile all engines share, and each engine's held near it: kernels are much the same for all, hosts
 * and schedulers are not. Vendor stacks get the shared one.
 */
export function fitProfiles(samples, options) {
  const balanced = balance(samples);
  const starts = [0.1, 0.5].map((crowding) =>
    descend(balanced, {
      ...options,
      unknowns: UNKNOWNS.map((u) =>
        u.path[0] === 'crowdingMixed' ? { ...u, start: Math.log(crowding) } : u,
      ),
    }),
  );
  const shared = starts.reduce((a, b) => (b.cost < a.cost ? b : a));
  const unknowns = UNKNOWNS.map((u, i) =>
    u.path.length > 1 ? { ...u, start: shared.x[i], spread: u.spread * OWN_SHARE } : u,
  );
  const own = ENGINES.map((name) => [
    name,
    descend(
      balanced.filter((s) => s.q.engine === name),
      { ...options, unknowns },
    ).raw,
  ]);
  return { ...Object.fromEntries(own), vendor: shared.raw };
}

/** At most so many rows of a campaign: one version on one day with one model on one chip. */
function balance(samples) {
  const taken = new Map();
  return [...samples]
    .sort((a, b) => (a.q.id < b.q.id ? -1 : 1))
    .map(({ q, ...s }) => {
      const mode = q.pools ? 'split' : 'loop';
      const group = [q.engine, q.engineVersion, q.date, q.chip, q.weights, mode].join('|');
      return { ...s, q, group };
    })
    .filter(({ group, q }) => {
      const campaign = `${group}|${q.model}`;
      taken.set(campaign, (taken.get(campaign) ?? 0) + 1);
      return taken.get(campaign) <= MOST_ROWS;
    });
}

/**
 * Fits one profile by Gauss-Newton steps with damping on log errors. Every software version on every day and
 * chip has an offset of its own beside the profile, so that a version that drafts tokens or lacks a kernel
 * does not bend the physics.
 */
function descend(samples, { evaluate, toProfile, unknowns }) {
  const free = unknowns.length;
  const groups = [...new Set(samples.map((s) => s.group))];
  const groupOf = new Map(groups.map((g, i) => [g, i]));
  const size = free + 2 * groups.length;
  let x = Float64Array.from({ length: size }, (_, i) => (i < free ? unknowns[i].start : 0));
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
    i < free ? unknowns[i].spread : (i - free) % 2 === 0 ? GROUP_SPREAD.tpot : GROUP_SPREAD.ttft;
  const deviation = (x_, i) => (i < free ? x_[i] - unknowns[i].start : x_[i]);
  let steps = STEPS;
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
        if (gain < 1e-3 * best) step = steps;
      } else damping *= 8;
    }
    if (!accepted) break;
  }
  return { ...profileFrom(x, toProfile), x: [...x.slice(0, free)], cost: best };
}
