import { join } from 'node:path';
import { fitModel, leaveOut, rounded, spreadsBy } from './fit-residual.mjs';
import { fitProfile } from './fit-profiles.mjs';
import { answerSamples, errorsOf, readLines, servingSamples } from './serving-samples.mjs';
import { servingPage } from './serving-page.mjs';
import { writeData } from './write-json.mjs';

const ENGINES = ['vllm', 'sglang', 'tensorrt-llm'];
const FOLDS = 4;

/** Rows fall into folds by their id, the same in every run. */
const foldOf = (s) =>
  [...s.q.id].reduce((h, letter) => (h * 31 + letter.charCodeAt(0)) % 65_521, 7) % FOLDS;
/** Sizes and releases of one architecture leave together. */
const modelOf = (s) => (s.q.model.startsWith('deepseek') ? 'deepseek' : s.q.model);

/**
 * Fits the engines' profiles to closed-loop rows, then what is left by chip, engine, version, precision and
 * kernel family, and measures the error on rows, models and chips left out.
 */
export async function calibrateServing({ engine, rebuild, dir, date, quick }) {
  const read = (file) => readLines(join(dir, file));
  const rows = { loop: read('serving.jsonl'), published: read('published-serving.jsonl') };
  writeProfiles(engine, rows.loop, date);
  const fitted = rebuild();
  const catalog = fitted.loadCatalog();
  const samples = Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [
      name,
      answerSamples(servingSamples(list, fitted, catalog), fitted),
    ]),
  );
  const models = Object.fromEntries(
    Object.entries(samples).map(([name, list]) => [name, fitModel(list, name === 'published')]),
  );
  const tables = Object.fromEntries(
    Object.entries(models).map(([name, model]) => [
      name,
      Object.fromEntries(Object.entries(model.tables).map(([m, t]) => [m, rounded(t)])),
    ]),
  );
  const withErrors = (entries) =>
    entries.map((e) => ({ ...e, errors: errorsOf(e.sample, e.factors) }));
  const inSample = (name) =>
    withErrors(samples[name].map((s) => ({ sample: s, factors: models[name].predict(s) })));
  const left = (name, keyOf) => withErrors(leaveOut(samples[name], name === 'published', keyOf));
  const results = {
    fitted: { loop: inSample('loop'), published: inSample('published') },
    rows: { loop: left('loop', foldOf), published: left('published', foldOf) },
    models: { loop: quick ? inSample('loop') : left('loop', modelOf) },
    chips: {
      loop: quick ? inSample('loop') : left('loop', (s) => s.q.chip),
      published: quick ? inSample('published') : left('published', (s) => s.q.chip),
    },
  };
  const written = { command: 'npm run calibrate', fitted: date, ...tables, spread: {} };
  writeData('inference/data/serving-residual.json', written);
  const final = rebuild();
  const stratum = ({ sample: s }) => final.stratumOf(s.q, s.shape, s.machine, s.answer);
  const spread = {
    ...spreadsBy(results.rows.published, () => 'published', 1),
    ...spreadsBy(results.chips.published, () => 'published-new-chip', 1),
    ...spreadsBy(results.models.loop, () => 'new-software', 1),
    ...spreadsBy(results.chips.loop, () => 'new-chip', 1),
    ...spreadsBy(results.rows.loop, stratum, 20),
    ...spreadsBy(results.rows.published, stratum, 20),
  };
  writeData('inference/data/serving-residual.json', { ...written, spread });
  if (!quick) servingPage(results, rebuild(), catalog, rows, date);
}

/** Fits each engine's profile; vendor stacks without measurements of their own get vLLM's. */
function writeProfiles(engine, rows, date) {
  const catalog = engine.loadCatalog();
  const scratch = engine.loopScratch();
  const samples = servingSamples(rows, engine, catalog)
    .filter((s) => s.measured.ttft !== null && s.measured.tpot !== null)
    .map((s) => ({
      ...s,
      ttft: s.measured.ttft,
      tpot: s.measured.tpot,
      group: [s.q.engineVersion, s.q.chip, s.q.weights, s.q.pools ? 'split' : 'loop'].join('|'),
    }));
  const evaluate = (s, profile) => engine.answerServing(s.q, s.shape, s.machine, profile, scratch);
  const profiles = {};
  for (const name of ENGINES) {
    const own = samples.filter((s) => s.q.engine === name);
    profiles[name] = fitProfile(own, { evaluate, toProfile: engine.toProfile, steps: 14 }).raw;
  }
  profiles.vendor = profiles.vllm;
  writeData('inference/data/engines.json', {
    command: 'npm run calibrate',
    fitted: date,
    profiles,
  });
}
