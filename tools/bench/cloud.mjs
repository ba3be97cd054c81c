const MICROSECONDS_PER_MS = 1000;
const TODAY = '2026-11-01';
const MOST_GAP = 0.01;

/** A model with the peak of its requests at the end user, per second, at size 1. */
const SERVICES = /** @type {const} */ ([
  ['llama-3.1-8b', 800],
  ['llama-3.1-70b', 400],
  ['llama-3.1-405b', 60],
  ['llama-3.3-70b', 300],
  ['llama-4-scout', 500],
  ['mixtral-8x7b', 400],
  ['mixtral-8x22b', 150],
  ['deepseek-v3', 200],
  ['deepseek-r1', 150],
  ['kimi-k2', 80],
  ['minimax-m2', 200],
  ['gpt-oss-20b', 900],
  ['gpt-oss-120b', 300],
  ['qwen3-8b', 900],
  ['qwen3-32b', 300],
  ['qwen3-30b-a3b', 600],
  ['qwen3-235b-a22b', 150],
  ['qwen3-coder-480b', 60],
  ['glm-4.5', 120],
  ['gemma-3-27b', 300],
]);

/** Model, tokens, days to the deadline, first day. */
const RUNS = /** @type {const} */ ([
  ['llama-3.1-70b', 2e12, 60, '2027-02-01'],
  ['llama-3.1-8b', 5e12, 60, '2027-03-01'],
  ['qwen3-32b', 3e12, 90, '2027-05-01'],
  ['deepseek-v3', 2e12, 90, '2027-04-01'],
  ['llama-3.1-405b', 1e12, 60, '2027-07-01'],
]);

const SITES = /** @type {const} */ ([
  ['va', 'us-va'],
  ['tx', 'us-tx'],
  ['or', 'us-or'],
]);

const SYSTEMS = [
  ...['nv-dgx-h100', 'nv-dgx-h200', 'nv-dgx-b200', 'nv-dgx-b300', 'nv-gb200-nvl72'],
  ...['nv-gb300-nvl72', 'nv-vr-nvl72', 'nv-gb200-nvl36x2', 'nv-hgx-h200-nvl-8', 'nv-gh200-nvl2'],
  ...['nv-dgx-a100-640', 'nv-dgx-a100-320', 'nv-l40s-8', 'nv-rtxpro6000-8', 'generic-8x-nv-l4'],
  ...['generic-8x-nv-h100-pcie', 'generic-8x-nv-h100-nvl', 'amd-mi250x-node', 'amd-mi300x-8'],
  ...['amd-mi325x-8', 'amd-mi350x-8', 'amd-mi355x-8', 'amd-mi355x-rack128', 'intel-gaudi2-8'],
  ...['intel-gaudi3-8', 'generic-8x-intel-gaudi3-pcie', 'google-tpu-v4-pod', 'google-tpu-v5e-pod'],
  ...['google-tpu-v5p-pod', 'google-tpu-v6e-pod', 'google-tpu-v7-cube', 'google-tpu-v7-pod'],
  ...['generic-8x-google-tpu-v5e', 'generic-8x-google-tpu-v6e', 'aws-trn1-32xl', 'aws-inf2-48xl'],
  ...['aws-trn2-48xl', 'aws-trn2-ultra', 'aws-trn3-ultra-g1', 'aws-trn3-ultra-g2'],
];

/** @param {number} size multiple of the requests */
const scenarioOf = (size, limits = {}) => ({
  headroom: 1,
  name: 'A cloud of twenty services and five training runs',
  horizon: { start: '2027-01', months: 12, periodMonths: 1 },
  buyer: { country: 'US' },
  sites: SITES.map(([id, region]) => ({ id, region, powerKw: 400_000 })),
  services: SERVICES.map(([model, requests], i) => ({
    id: `s${i}`,
    model,
    load: { requestsPerSecond: size * requests, growthPerMonth: 0.02 + 0.01 * (i % 5) },
    inputTokens: { mean: 500 + 400 * (i % 7), p90: 1200 + 900 * (i % 7) },
    outputTokens: { mean: 150 + 100 * (i % 4), p90: 400 + 250 * (i % 4) },
    slo: { ttftMs: 3000, tpotMs: 60 },
  })),
  training: RUNS.map(([model, tokens, deadlineDays, start], i) => ({
    ...{ id: `j${i}`, model, method: 'pretrain', tokens, deadlineDays, start },
    ...{ sequenceTokens: 4096, globalBatchTokens: 4_194_304, precision: 'bf16' },
  })),
  candidates: { systems: SYSTEMS },
  limits,
  assumptions: { acceptEstimates: true },
});

/**
 * Times the whole plan of a written scenario of 20 services and 5 training runs on 40 systems at 3 sites over 12 months, with
 * everything a plan tells, the second time in a row.
 * @param {typeof import('@headroom/models')} models
 * @param {typeof import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {import('@headroom/planner-core').Solver} solver
 * @returns {string}
 */
export function cloudBench(models, core, catalog, solver) {
  const cases = [1, 10, 40].flatMap((size) => [
    { size, name: 'no limits', limits: {} },
    { size, name: 'no vendor above 80 % of chips', limits: { maximumVendorChipShare: 0.8 } },
  ]);
  return cases
    .map(({ size, name, limits }) => {
      const scenario = models.scenario.parse(scenarioOf(size, limits));
      const searches = core.rememberSearches();
      const plan = () => core.planCapacity({ scenario, catalog, today: TODAY, solver, searches });
      plan();
      const cpu = process.cpuUsage();
      const { summary, solver: proof } = plan();
      const seconds = (process.cpuUsage(cpu).user / MICROSECONDS_PER_MS / 1000).toFixed(1);
      const gap = (100 * (proof.gapShare ?? 0)).toFixed(2);
      const cost = (summary.totalCostUsd / 1e6).toFixed(0);
      const told = `${summary.chips} chips, ${cost} M USD, ${name}`;
      return `gap ${gap} % (limit ${100 * MOST_GAP} %)   ${seconds.padStart(5)} s of processor   ${told}`;
    })
    .join('\n');
}
