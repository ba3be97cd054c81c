/** Limits the training engine is held to. */
const LIMITS = { gpt3Ms: 10_000, llamaMs: 5_000, layoutsPerSecond: 1_000_000 };
const MS_PER_SECOND = 1000;

/** What every run of the two benchmarks shares. */
const RUN = {
  id: 'bench',
  method: /** @type {const} */ ('pretrain'),
  precision: /** @type {const} */ ('bf16'),
  recompute: /** @type {const} */ ('auto'),
  startDay: '2026-01-01',
  scaleOutGbpsPerChip: null,
  oversubscription: null,
  schedules: /** @type {const} */ (['1f1b', 'interleaved', 'zero-bubble', 'dualpipe']),
  hybridSharding: true,
  reliability: {
    chipMtbfHours: 50_677,
    restartMinutes: 15,
    checkpointWriteGBps: 250,
    dataParallelOverlapShare: 0.8,
  },
};

/**
 * Times the complete search of training layouts: GPT-3 175B on 4,096 A100 and Llama 3.1 405B over every system.
 * A layout counts where its memory or time was computed; what bounds cut off whole is not counted.
 * @param {import('@headroom/planner-core')} core
 * @param {number} runs
 * @returns {string} a table with each figure beside its limit
 */
export function trainingBench(core, runs) {
  const catalog = core.loadCatalog();
  const gpt3 = best(runs, () => search(core, catalog, GPT3, [system(catalog, 'nv-dgx-a100-640')]));
  const llama = best(runs, () => search(core, catalog, LLAMA, catalog.systems));
  const rows = [
    ['', 'ms', 'limit', 'layouts', 'layouts/s', 'limit'],
    row('GPT-3 175B on 4,096 A100', gpt3, LIMITS.gpt3Ms),
    row(`Llama 3.1 405B on ${llama.systems} systems`, llama, LIMITS.llamaMs),
  ];
  return rows
    .map(([name = '', ...cells]) => name.padEnd(40) + cells.map((c) => c.padStart(12)).join(''))
    .join('\n');
}

const GPT3 = { model: 'gpt-3-175b', chips: 4096, tokens: 300e9, sequence: 2048, batch: 1536 };
const LLAMA = {
  model: 'llama-3.1-405b',
  chips: 16_384,
  tokens: 15.6e12,
  sequence: 8192,
  batch: 2048,
};

/**
 * @typedef {{ ms: number, layouts: number, systems: number }} Timing
 * @param {string} name
 * @param {Timing} timing
 * @param {number} limit
 * @returns {string[]}
 */
function row(name, { ms, layouts }, limit) {
  const rate = (layouts / ms) * MS_PER_SECOND;
  return [
    name,
    ms.toFixed(1),
    String(limit),
    String(layouts),
    rate.toFixed(0),
    String(LIMITS.layoutsPerSecond),
  ];
}

/**
 * @param {import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {typeof GPT3} question
 * @param {readonly import('@headroom/models').System[]} systems
 * @returns {Timing}
 */
function search(core, catalog, { model, chips, tokens, sequence, batch }, systems) {
  const llm = catalog.llms.find(({ id }) => id === model);
  if (llm === undefined) throw new Error(`The catalogue has no ${model}`);
  const workload = {
    ...RUN,
    llm,
    tokens,
    sequenceTokens: sequence,
    globalBatchTokens: batch * sequence,
  };
  let layouts = 0;
  let count = 0;
  const began = performance.now();
  for (const entry of systems) {
    const result = core.machineOf(entry, catalog, { acceptEstimates: true });
    if (result.kind === 'excused') continue;
    const job = core.openTrainingJob(workload, result.machine);
    if (job.kind === 'excused') continue;
    layouts += core.fastestTrainingLayout(job, chips).evaluated;
    count += 1;
  }
  return { ms: performance.now() - began, layouts, systems: count };
}

/**
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {string} id
 */
function system(catalog, id) {
  const found = catalog.systems.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`The catalogue has no ${id}`);
  return found;
}

/**
 * The fastest of some runs.
 * @param {number} runs
 * @param {() => Timing} work
 * @returns {Timing}
 */
function best(runs, work) {
  return Array.from({ length: runs }, work).reduce((a, b) => (b.ms < a.ms ? b : a));
}
