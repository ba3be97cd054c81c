import { join } from 'node:path';
import { fitProfiles } from './fit-profiles.mjs';
import { fitCollection, spreadsBy, Z_80 } from './fit-residual.mjs';
import { answerSamples, errorsOf, readLines, servingSamples } from './serving-samples.mjs';
import { servingPage } from './serving-page.mjs';
import { writeData } from './write-json.mjs';

const FOLDS = 4;
const COLLECTIONS = { loop: 'serving.jsonl', published: 'published-serving.jsonl' };

/** Rows fall into folds by their id, the same in every run. */
const foldOf = (s) =>
  [...s.q.id].reduce((h, letter) => (h * 31 + letter.charCodeAt(0)) % 65_521, 7) % FOLDS;
/** Sizes and releases of one architecture leave together. */
const modelOf = (s) => (s.q.model.startsWith('deepseek') ? 'deepseek' : s.q.model);
const chipOf = (s) => s.q.chip;

/** What a row is left out with: a quarter of all, its model, its chip, its model on its chip. */
const LEFT_OUT = {
  rows: foldOf,
  models: modelOf,
  chips: chipOf,
  pairs: (s) => `${modelOf(s)} ${chipOf(s)}`,
};

/**
 * Fits the engines' profiles to closed-loop rows, then what is left by chip, engine, version, precision and
 * kernel family, and measures the error on rows, models, chips and pairs of them left out.
 * @param options.quick keeps the profiles, and fits only what is left
 */
export async function calibrateServing({ engine, rebuild, dir, date, quick }) {
  const rows = Object.fromEntries(
    Object.entries(COLLECTIONS).map(([name, file]) => [name, readLines(join(dir, file))]),
  );
  if (!quick) writeProfiles(engine, rows.loop, date);
  const fitted = quick ? engine : rebuild();
  const catalog = fitted.loadCatalog();
  const results = {};
  const written = { command: 'npm run calibrate', fitted: date, rows: {} };
  for (const name of Object.keys(COLLECTIONS)) {
    const samples = answerSamples(servingSamples(rows[name], fitted, catalog), fitted);
    const fit = fitCollection(samples, name);
    const withErrors = (entries) =>
      entries.map((e) => ({ ...e, errors: errorsOf(e.sample, e.factors) }));
    results[name] = {
      fitted: withErrors(fit.fitted()),
      ...Object.fromEntries(
        Object.entries(LEFT_OUT).map(([kind, keyOf]) => [kind, withErrors(fit.without(keyOf))]),
      ),
    };
    written[name] = fit.tables;
    written.rows[name] = rowsByKey(samples);
  }
  writeData('inference/data/serving-residual.json', { ...written, spread: {} });
  const final = rebuild();
  const spread = spreadsOf(results, final);
  writeData('inference/data/serving-residual.json', { ...written, spread });
  servingPage(results, coverageOf(results, final), date);
}

/** How many measured rows each vendor, generation, chip and software version with kernel family on a chip has. */
function rowsByKey(samples) {
  const counts = new Map();
  for (const s of samples)
    for (const { key, slope } of s.features)
      if (slope === 'level' && /^(v|g|c|leaf):/.test(key))
        counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Left-out entries by how near their prediction was to what was measured: rows of their software that were
 * left in, or none of it, or none of their chip.
 */
function strata(entries, kind, engine) {
  const leafOf = (s) => engine.leafOf(s.q, s.machine, s.answer.formats, engine.familyOf(s.shape));
  const count = (keyOf) => {
    const counts = new Map();
    for (const { sample } of entries)
      counts.set(keyOf(sample), (counts.get(keyOf(sample)) ?? 0) + 1);
    return (sample) => counts.get(keyOf(sample));
  };
  const all = count(leafOf);
  const left = count((s) => `${leafOf(s)} ${LEFT_OUT[kind](s)}`);
  return ({ sample: s }) => engine.stratumName(s.q, s.machine, all(s) - left(s), kind !== 'chips');
}

/** Spread of every stratum from rows left out with the group that makes it: software from models, chips from chips. */
function spreadsOf(results, engine) {
  const by = (name, kind, keep, least) => {
    const entries = results[name][kind];
    const stratum = strata(entries, kind, engine);
    return spreadsBy(
      entries.filter((e) => keep(stratum(e))),
      stratum,
      least,
    );
  };
  const seen = (name) => /^seen|^published(?!-new)/.test(name);
  return {
    ...spreadsBy(results.loop.rows, () => 'seen', 1),
    ...spreadsBy(results.published.rows, () => 'published', 1),
    ...by('loop', 'models', (n) => n === 'new-software', 1),
    ...by('loop', 'chips', (n) => n === 'new-chip', 1),
    ...by('published', 'chips', (n) => n === 'published-new-chip', 1),
    ...by('loop', 'rows', seen, 20),
    ...by('published', 'rows', seen, 20),
  };
}

/**
 * Share of left-out rows inside intervals whose widths were learnt from the rows of the other folds.
 * @returns {(name: string, kind: string, metric: string) => { rows: number, share: number }}
 */
function coverageOf(results, engine) {
  const entries = (name, kind, keep) => ({
    ...results,
    [name]: { ...results[name], [kind]: results[name][kind].filter(keep) },
  });
  return (name, kind, metric) => {
    const stratum = strata(results[name][kind], kind, engine);
    let inside = 0;
    let rows = 0;
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const others = entries(name, kind, (e) => foldOf(e.sample) !== fold);
      const spread = spreadsOf(others, engine);
      for (const e of results[name][kind]) {
        if (foldOf(e.sample) !== fold || e.errors[metric] === null) continue;
        const own = stratum(e);
        const { [metric]: sigma } = spread[own] ?? spread[engine.wider(own)];
        rows += 1;
        if (Math.abs(e.errors[metric]) <= Z_80 * Math.hypot(sigma, e.sample.machine.figureSigma))
          inside += 1;
      }
    }
    return { rows, share: inside / rows };
  };
}

/** Fits the profiles of the engines; vendor stacks get what all engines share. */
function writeProfiles(engine, rows, date) {
  const catalog = engine.loadCatalog();
  const scratch = engine.loopScratch();
  const samples = servingSamples(rows, engine, catalog)
    .filter((s) => s.measured.ttft !== null && s.measured.tpot !== null)
    .map((s) => ({ ...s, ttft: s.measured.ttft, tpot: s.measured.tpot }));
  const evaluate = (s, profile) => engine.answerServing(s.q, s.shape, s.machine, profile, scratch);
  writeData('inference/data/engines.json', {
    command: 'npm run calibrate',
    fitted: date,
    profiles: fitProfiles(samples, { evaluate, toProfile: engine.toProfile }),
  });
}
