/** Two services over twelve quarters on eight kinds of systems, with demand, prices, lead times and rates uncertain. */
const SCENARIO = {
  headroom: 1,
  name: 'Eight systems over twelve quarters',
  horizon: { start: '2027-01', months: 36, periodMonths: 3 },
  buyer: { country: 'US' },
  sites: [
    {
      id: 'dallas',
      region: 'us-tx',
      powerKw: 20_000,
      electricityUsdPerKwh: { low: 0.05, mid: 0.07, high: 0.11 },
      pue: { low: 1.15, mid: 1.25, high: 1.4 },
    },
  ],
  services: [
    {
      id: 'chat',
      model: 'llama-3.1-70b',
      load: {
        requestsPerSecond: { low: 150, mid: 200, high: 280 },
        growthPerMonth: { low: 0, mid: 0.03, high: 0.06 },
      },
      inputTokens: 1000,
      outputTokens: 300,
      slo: { ttftMs: 3000, tpotMs: 60 },
    },
    {
      id: 'agents',
      model: 'deepseek-r1',
      load: {
        requestsPerSecond: { low: 10, mid: 20, high: 50 },
        growthPerMonth: { distribution: 'triangular', low: 0, mode: 0.04, high: 0.1 },
      },
      inputTokens: { mean: 4000, p90: 9000 },
      outputTokens: 800,
      slo: { ttftMs: 6000, tpotMs: 60 },
    },
  ],
  candidates: {
    systems: [
      'nv-dgx-h100',
      'nv-dgx-h200',
      'nv-dgx-b200',
      'nv-dgx-b300',
      'nv-gb200-nvl72',
      'amd-mi300x-8',
      'amd-mi325x-8',
      'amd-mi355x-8',
    ],
  },
  limits: {
    supply: [
      { vendor: 'NVIDIA', leadTimeMonths: { low: 2, mid: 4, high: 9 } },
      { vendor: 'AMD', leadTimeMonths: { low: 2, mid: 3, high: 6 } },
    ],
  },
  assumptions: {
    acceptEstimates: true,
    discountRatePerYear: { low: 0.06, mid: 0.08, high: 0.12 },
    chipMtbfHours: { low: 20_000, mid: 50_000, high: 100_000 },
  },
};
const SAMPLES = 1024;
const LIMIT_MS = 5000;
const TODAY = '2026-11-01';

/**
 * Times the least-regret study: the plan and its rivals, each lived through 1,024 worlds of two seeds.
 * @param {typeof import('@headroom/models')} models
 * @param {typeof import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Catalog} catalog
 * @param {import('@headroom/planner-core').Solver} solver
 * @returns {string}
 */
export function riskBench(models, core, catalog, solver) {
  const parsed = models.scenario.parse(SCENARIO);
  /** @param {number} samples */
  const time = (samples) => {
    const began = performance.now();
    const plan = core.planCapacity({
      scenario: { ...parsed, risk: { samples } },
      catalog,
      today: TODAY,
      solver,
    });
    return { ms: performance.now() - began, plan };
  };
  const without = time(0);
  const whole = time(SAMPLES);
  const regret = whole.plan.risk?.regret;
  return [
    `plan without samples              ${without.ms.toFixed(0)} ms`,
    `plan with ${SAMPLES} samples, two seeds   ${whole.ms.toFixed(0)} ms (limit ${LIMIT_MS} ms), of which the study ${(whole.ms - without.ms).toFixed(0)} ms`,
    `sets of orders weighed            ${regret?.rows.length}, least regretted: ${regret?.leastRegretPlanId}`,
    `same order from a second seed     ${regret?.isStable === true ? 'yes' : 'no'} (has to be)`,
  ].join('\n');
}
