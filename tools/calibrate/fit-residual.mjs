import { quantile } from './fit-kernels.mjs';
import { invertPositive } from './linear-algebra.mjs';
import { priorOf, RESIDUALS } from './residual-spreads.mjs';

export const Z_80 = 1.2815515655446004;
const ROUNDS = 3;

/**
 * Robust ridge regression of log errors on features, in its dual form: covariance of the rows K = F S F' from
 * the prior S of the coefficients, weights by reweighted least squares with a loss that grows linearly beyond
 * `scale`. One inverse of K + noise then gives the coefficients and what every row would have been without
 * any group of rows.
 * @param {{ features: {key: string, slope: string, value: number}[], y: number | null }[]} rows
 */
function fitResidual(rows, settings) {
  const index = new Map();
  const priors = [];
  const encoded = rows.map((row) =>
    row.features.flatMap((feature) => {
      const prior = priorOf(settings, feature);
      if (prior === 0) return [];
      const name = `${feature.key}\n${feature.slope}`;
      let i = index.get(name);
      if (i === undefined) {
        i = priors.length;
        index.set(name, i);
        priors.push(prior);
      }
      return [[i, feature.value]];
    }),
  );
  const used = rows.flatMap((row, i) => (row.y === null ? [] : [i]));
  const y = Float64Array.from(used, (i) => rows[i].y);
  const covariance = covarianceOf(
    used.map((i) => encoded[i]),
    priors,
  );
  const n = used.length;
  const noise = settings.noise ** 2;
  const weight = new Float64Array(n).fill(1);
  let inverse;
  let alpha;
  for (let round = 0; round < ROUNDS; round += 1) {
    inverse = invertPositive(
      covariance.map((line, i) => {
        const copy = Float64Array.from(line);
        copy[i] += noise / weight[i];
        return copy;
      }),
    );
    alpha = Float64Array.from(inverse, (line) => line.reduce((sum, v, j) => sum + v * y[j], 0));
    for (let i = 0; i < n; i += 1) {
      const error = alpha[i] / inverse[i][i];
      weight[i] = 1 / Math.sqrt(1 + (error / (1.5 * settings.scale)) ** 2);
    }
  }
  const coefficients = new Float64Array(priors.length);
  used.forEach((row, i) => {
    for (const [j, v] of encoded[row]) coefficients[j] += priors[j] ** 2 * v * alpha[i];
  });
  const value = (row) => encoded[row].reduce((sum, [j, v]) => sum + v * coefficients[j], 0);
  const table = {};
  for (const [name, i] of index) {
    const [key, slope] = name.split('\n');
    (table[key] ??= {})[slope] = coefficients[i];
  }
  return {
    table,
    fitted: rows.map((_, i) => value(i)),
    /** Predictions of every row by a fit without the rows that share its group. */
    without: (groupOf) => {
      const left = rows.map((_, i) => value(i));
      const groups = new Map();
      used.forEach((row, i) => {
        const key = groupOf(row);
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(i);
      });
      const refit = (members) => {
        const block = members.map((i) => Float64Array.from(members, (j) => inverse[i][j]));
        const solved = invertPositive(block);
        return members.map((_, i) =>
          members.reduce((sum, m, j) => sum + solved[i][j] * alpha[m], 0),
        );
      };
      for (const members of groups.values()) {
        const errors = refit(members);
        members.forEach((i, m) => {
          left[used[i]] = y[i] - errors[m];
        });
      }
      return left;
    },
  };
}

/** F S F' of sparse rows. */
function covarianceOf(encoded, priors) {
  const byFeature = priors.map(() => []);
  encoded.forEach((features, i) => {
    for (const [j, v] of features) byFeature[j].push([i, v]);
  });
  const covariance = encoded.map(() => new Float64Array(encoded.length));
  byFeature.forEach((column, j) => {
    const variance = priors[j] ** 2;
    for (const [i, v] of column) for (const [k, u] of column) covariance[i][k] += variance * v * u;
  });
  return covariance;
}

/**
 * Fits every figure of one collection.
 * @returns tables of coefficients, the factors of every row, and those of fits without its group
 */
export function fitCollection(samples, collection) {
  const metrics = Object.keys(RESIDUALS[collection]);
  const fits = Object.fromEntries(
    metrics.map((metric) => [
      metric,
      fitResidual(
        samples.map((s) => ({ features: s.features, y: s.y[metric] })),
        RESIDUALS[collection][metric],
      ),
    ]),
  );
  const entries = (columns) =>
    samples.map((sample, i) => ({
      sample,
      factors: Object.fromEntries(metrics.map((m) => [m, columns[m][i]])),
    }));
  return {
    tables: Object.fromEntries(metrics.map((m) => [m, rounded(fits[m].table)])),
    fitted: () => entries(Object.fromEntries(metrics.map((m) => [m, fits[m].fitted]))),
    without: (keyOf) =>
      entries(
        Object.fromEntries(metrics.map((m) => [m, fits[m].without((row) => keyOf(samples[row]))])),
      ),
  };
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
function rounded(table, least = 0.006) {
  const kept = Object.entries(table).flatMap(([key, slopes]) => {
    const large = Object.entries(slopes)
      .filter(([, w]) => Math.abs(w) >= least)
      .map(([slope, w]) => [slope, Number(w.toFixed(3))]);
    return large.length === 0 ? [] : [[key, Object.fromEntries(large)]];
  });
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
