import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';

/** Limits the serving engine is held to. */
const LIMITS = { deploymentUs: 10, configurationsMs: 150, catalogueMs: 200, rowsMs: 2000 };
const US_PER_MS = 1000;
const CONFIGURATIONS = 10_000;
const ROWS = 1443;
const REQUEST = {
  inputTokens: { mean: 1500, p90: 3000 },
  outputTokens: { mean: 400, p90: 800 },
  slo: { ttftMs: 3000, tpotMs: 50 },
};

/**
 * Times the serving engine: one deployment, 10,000 configurations, the best of one model over the whole catalogue,
 * and 1,443 rows predicted by the command line with its start. Times are those of the process, but for the last.
 * @param {import('@headroom/planner-core')} core
 * @param {NodeJS.Require} load
 * @param {string} root
 * @param {number} runs
 * @returns {string} a table with each figure beside its limit
 */
export function servingBench(core, load, root, runs) {
  const inside = (/** @type {string} */ name) =>
    load(join(root, 'libs/planner-core/dist/inference', name));
  const catalog = core.loadCatalog();
  const rows = [['', 'lowest', 'middle', 'unit', 'limit', 'middle / limit']];
  for (const model of ['deepseek-r1', 'llama-3.1-70b']) {
    const evaluate = evaluationsOf(inside, core, catalog, model);
    const one = timesOf(runs, () => evaluate(CONFIGURATIONS));
    const each = one.map((ms) => (ms / CONFIGURATIONS) * US_PER_MS);
    rows.push(row(`${model}: one deployment`, each, 'us', LIMITS.deploymentUs));
    rows.push(row(`${model}: 10,000 configurations`, one, 'ms', LIMITS.configurationsMs));
    rows.push(bytesRow(`${model}: allocated for one deployment`, evaluate));
    const search = () => core.bestDeployments({ ...REQUEST, model }, catalog);
    const began = ownMs();
    search();
    const first = ownMs() - began;
    const name = `${model}: best over ${catalog.systems.length} systems`;
    rows.push(row(`${name}, first time`, [first], 'ms', null));
    rows.push(row(name, timesOf(runs, search), 'ms', LIMITS.catalogueMs));
  }
  const predicted = timesOf(Math.min(runs, 3), () => predictRows(root, catalog), wallMs);
  rows.push(row(`${ROWS} rows by the command line`, predicted, 'ms', LIMITS.rowsMs));
  return rows
    .map(([name = '', ...cells]) => name.padEnd(46) + cells.map((c) => c.padStart(14)).join(''))
    .join('\n');
}

/**
 * Configurations of one model over systems of many kinds, made ready; each call evaluates so many of them.
 * @param {(name: string) => any} inside
 * @param {import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {string} model
 * @returns {(count: number) => number}
 */
function evaluationsOf(inside, core, catalog, model) {
  const { evaluateConfiguration, evaluationScratch, inFlightAt, mostInFlight, rungs } =
    inside('search/configuration.js');
  const { searchSpace, weightPrecisions } = inside('deployments/search-space.js');
  const { modelShape } = inside('memory/model-shape.js');
  const { replicaPoint, serviceTarget } = inside('engine/replica.js');
  const llm = catalog.llms.find(({ id }) => id === model);
  const workload = {
    id: 'bench',
    llm,
    ...REQUEST,
    prefixCacheHitShare: 0,
    slo: { ...REQUEST.slo, endToEndMs: null, percentile: 0.9 },
    engine: 'auto',
    mode: 'auto',
    weightPrecisions: null,
    kvPrecision: null,
    targetUtilisation: 0.8,
  };
  const target = serviceTarget(workload);
  const ready = catalog.systems.flatMap((system) => {
    const result = core.machineOf(system, catalog, { acceptEstimates: true });
    if (result.kind !== 'usable') return [];
    const space = searchSpace(
      workload,
      modelShape(llm),
      result.machine,
      weightPrecisions(workload, result.machine),
      'whole',
    );
    return space.candidates.map((/** @type {unknown} */ candidate) => ({
      candidate,
      profile: space.profile,
      most: mostInFlight(candidate, target),
    }));
  });
  const scratch = evaluationScratch();
  const point = replicaPoint();
  const speed = { tpot: 1, ttft: 1 };
  return (count) => {
    let sum = 0;
    for (let done = 0, i = 0; done < count; i = (i + 1) % ready.length) {
      const { candidate, profile, most } = ready[i] ?? ready[0] ?? {};
      const last = rungs(most);
      for (let rung = 0; rung < last && done < count; rung += 1, done += 1) {
        const inFlight = inFlightAt(rung, most);
        evaluateConfiguration(candidate, profile, target, speed, inFlight, scratch, point);
        sum += point.rate;
      }
    }
    return sum;
  };
}

/**
 * Growth of the heap over many evaluations, the middle of a few tries: code that is compiled meanwhile lies on the
 * heap too, and a collection in between shrinks it.
 * @param {string} name
 * @param {(count: number) => number} evaluate
 * @returns {string[]}
 */
function bytesRow(name, evaluate) {
  const growth = Array.from({ length: 5 }, () => {
    const before = process.memoryUsage().heapUsed;
    evaluate(CONFIGURATIONS);
    return (process.memoryUsage().heapUsed - before) / CONFIGURATIONS;
  });
  growth.sort((a, b) => a - b);
  return [name, '', Math.max(0, growth[2] ?? 0).toFixed(1), 'bytes', '', ''];
}

/**
 * @param {string} root
 * @param {import('@headroom/planner-core').Catalog} catalog
 */
function predictRows(root, catalog) {
  const chips = catalog.chips.filter(({ vendor }) => vendor === 'NVIDIA' || vendor === 'Huawei');
  const models = ['deepseek-r1', 'llama-3.1-70b', 'qwen3-235b-a22b', 'gpt-oss-120b'];
  const lines = Array.from({ length: ROWS }, (_, i) =>
    JSON.stringify({
      id: `row-${i}`,
      chip: chips[i % chips.length]?.id,
      chips: 8,
      engine: ['vllm', 'sglang', 'trtllm'][i % 3],
      model: models[i % models.length],
      precision: 'bf16',
      isl: 1024,
      osl: 1024,
      concurrency: 1 + (i % 128),
      parallelism: { tp: 8 },
    }),
  );
  const cli = spawnSync(execPath, [join(root, 'dist/apps/cli/main.js'), 'predict', 'serving'], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const answered = cli.stdout.split('\n').filter((line) => line !== '').length;
  if (answered !== ROWS) throw new Error(`The command line answered ${answered} of ${ROWS} rows.`);
}

/**
 * @param {number} runs
 * @param {() => unknown} work
 * @param {() => number} clock
 * @returns {number[]} milliseconds of every run after two to warm up, the shortest first
 */
function timesOf(runs, work, clock = ownMs) {
  work();
  work();
  return Array.from({ length: runs }, () => {
    const began = clock();
    work();
    return clock() - began;
  }).sort((a, b) => a - b);
}

/** Milliseconds this process has computed: what others do on the same cores does not count. */
function ownMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / US_PER_MS;
}

const wallMs = () => performance.now();

/**
 * @param {string} name
 * @param {readonly number[]} times
 * @param {string} unit
 * @param {number | null} limit
 * @returns {string[]}
 */
function row(name, times, unit, limit) {
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  return [
    name,
    (times[0] ?? 0).toFixed(2),
    middle.toFixed(2),
    unit,
    limit === null ? '' : String(limit),
    limit === null ? '' : (middle / limit).toFixed(2),
  ];
}
