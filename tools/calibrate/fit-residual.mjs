import { quantile } from './fit-kernels.mjs';
import { ridge } from './linear-algebra.mjs';

/**
 * Prior standard deviation of coefficients by what their name is keyed by. What all of an engine's software
 * shares is held close to zero, what one version of it does on one chip may move: so an answer for software
 * or a chip never seen stays with the physics.
 */
const SHARED = {
  e: 0.045,
  g: 0.03,
  c: 0.03,
  f: 0.02,
  ec: 0.03,
  eg: 0.03,
  ep: 0.02,
  egp: 0.02,
  ef: 0.02,
  egf: 0.02,
  ev: 0.04,
  evc: 0.03,
  l: 0.04,
  el: 0.04,
  ecl: 0.04,
};
const OWN = { ecpf: 0.2, leaf: 0.4 };
const SHARED_SLOPE = 0.02;
const OWN_SLOPE = 0.24;
/** Published sources are one chip and harness each: their levels carry the difference. */
const PUBLISHED = 6;

const Z_80 = 1.2815515655446004;

function spreadOf(name, scale) {
  const at = name.indexOf('@');
  const key = (at < 0 ? name : name.slice(at + 1)).split(':')[0];
  if (key in OWN) return at < 0 ? OWN[key] : OWN_SLOPE;
  return scale * (at < 0 ? SHARED[key] : SHARED_SLOPE);
}

/**
 * Fits one residual.
 * @param {{ features: [string, number][], y: number | null, weight?: number }[]} rows
 */
export function fitResidual(rows, { scale, noise, published }) {
  const index = new Map();
  const spreads = [];
  // A published source rarely varies one thing at a time: tilts of its own would only memorise it.
  const kept = ([name]) => !published || !name.includes('@leaf:');
  const usable = rows
    .filter((row) => row.y !== null)
    .map((row) => ({
      y: row.y,
      features: row.features.filter(kept).map(([name, value]) => {
        let i = index.get(name);
        if (i === undefined) {
          i = spreads.length;
          index.set(name, i);
          spreads.push(spreadOf(name, published ? PUBLISHED : 1));
        }
        return [i, value];
      }),
    }));
  const weights = ridge(usable, spreads, { scale, noise, rounds: 3 });
  const table = {};
  for (const [name, i] of index) table[name] = weights[i];
  const predict = (features) =>
    features.reduce((sum, [name, v]) => sum + v * (table[name] ?? 0), 0);
  return { table, predict };
}

const SETTINGS = {
  tpot: { scale: 0.1, noise: 0.07 },
  ttft: { scale: 0.3, noise: 0.2 },
  throughput: { scale: 0.15, noise: 0.1 },
};
const METRICS = Object.keys(SETTINGS);

export function fitModel(samples, published) {
  const fits = Object.fromEntries(
    METRICS.map((metric) => {
      const rows = samples.map((s) => ({ features: s.features, y: s.y[metric] }));
      return [metric, fitResidual(rows, { ...SETTINGS[metric], published })];
    }),
  );
  return {
    tables: Object.fromEntries(METRICS.map((m) => [m, fits[m].table])),
    predict: (s) => Object.fromEntries(METRICS.map((m) => [m, fits[m].predict(s.features)])),
  };
}

/** Rows predicted by models fitted without them: each distinct key is left out once. */
export function leaveOut(samples, published, keyOf) {
  const out = [];
  for (const key of new Set(samples.map(keyOf))) {
    const model = fitModel(
      samples.filter((s) => keyOf(s) !== key),
      published,
    );
    for (const s of samples)
      if (keyOf(s) === key) out.push({ sample: s, factors: model.predict(s) });
  }
  return out;
}

/** Standard deviation whose 80 % interval holds four fifths of the held-out errors, by stratum. */
export function spreadsBy(entries, stratumOf, least) {
  const groups = new Map();
  for (const entry of entries) {
    const stratum = stratumOf(entry);
    if (!groups.has(stratum)) groups.set(stratum, []);
    groups.get(stratum).push(entry);
  }
  const spread = {};
  for (const [stratum, list] of groups) {
    if (list.length < least) continue;
    const sigma = (metric) => {
      const errors = list.map((e) => e.errors[metric]).filter((e) => e !== null);
      return errors.length < 8
        ? null
        : Number((quantile(errors.map(Math.abs), 0.8) / Z_80).toFixed(3));
    };
    const tpot = sigma('tpot');
    const throughput = sigma('throughput');
    const ttft = sigma('ttft');
    const any = tpot ?? throughput ?? ttft;
    spread[stratum] = { tpot: tpot ?? any, ttft: ttft ?? 2 * any, throughput: throughput ?? any };
  }
  return spread;
}

/** Drops what rounds to nothing, so that the file stays small enough to review. */
export function rounded(table, least = 0.004) {
  return Object.fromEntries(
    Object.entries(table)
      .filter(([name, w]) => Math.abs(w) >= least || /^(c|g|leaf):/.test(name))
      .map(([name, w]) => [name, Number(w.toFixed(3))])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
