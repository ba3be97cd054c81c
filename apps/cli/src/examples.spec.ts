import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario, type Plan, type ScenarioDocument } from '@headroom/models';
import { checkScenario, loadCatalog, loadSolver, planCapacity } from '@headroom/planner-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './testing/run-cli';

const catalog = loadCatalog();
const NAMES = [
  'a-chinese-cloud-deepseek',
  'b-lab-405b',
  'c-enterprise-appliance',
  'd-mixed-fleet',
  'e-starved-fabric',
  'e-well-connected-fabric',
  'f-length-buckets',
  'g-day-and-night',
] as const;
type Name = (typeof NAMES)[number];

function scenarioOf(name: Name): ScenarioDocument {
  const reading = readScenario(readFileSync(join(ROOT, 'examples', `${name}.yaml`), 'utf8'));
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.issues));
  return reading.scenario;
}

const plans = new Map<Name, Plan>();
const planOf = (name: Name): Plan => {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`${name} was not planned`);
  return plan;
};

beforeAll(async () => {
  const solver = await loadSolver();
  for (const name of NAMES) {
    const scenario = scenarioOf(name);
    plans.set(name, planCapacity({ scenario, catalog, today: '2026-11-23', solver }));
  }
});

const systems = (plan: Plan) => [...new Set(plan.fleet.map((line) => line.systemId))].sort();
const vendorOf = (systemId: string) => {
  const chipId = catalog.systems.find((s) => s.id === systemId)?.chipId;
  return catalog.chips.find((c) => c.id === chipId);
};

describe.each(NAMES)('example %s', (name) => {
  it('names only what the catalogue has, and is planned', () => {
    expect(checkScenario(scenarioOf(name), catalog)).toEqual([]);
    expect(planOf(name).status).toBe('planned');
    expect(planOf(name).solver.gapShare).toBeLessThanOrEqual(0.005);
  });
});

const cents = (usd: number): number => Math.round(usd * 100);
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

describe.each(NAMES)('the money of example %s', (name) => {
  it('adds up to the cent in every table', () => {
    const plan = planOf(name);
    const total = cents(plan.summary.totalCostUsd);
    for (const items of [plan.costTotal, ...plan.costByPeriod.map((p) => p.items)]) {
      const { totalUsd, ...parts } = items;
      expect(sum(Object.values(parts).map(cents))).toBe(cents(totalUsd));
    }
    expect(sum(plan.costByPeriod.map((p) => cents(p.items.totalUsd)))).toBe(total);
    expect(cents(plan.costTotal.totalUsd)).toBe(total);
    const idle = plan.warnings.find((w) => w.code === 'plan/idle-capacity')?.params['usd'] ?? 0;
    expect(sum(plan.unitCosts.map((u) => cents(u.totalUsd))) + cents(Number(idle))).toBe(total);
    for (const { parts, totalUsd } of plan.unitCosts) {
      if (parts !== undefined)
        expect(sum(parts.map((p) => cents(p.totalUsd)))).toBe(cents(totalUsd));
    }
    for (const { ratioView, itemisedView, differenceUsd } of plan.boms) {
      for (const view of itemisedView === null ? [ratioView] : [ratioView, itemisedView]) {
        expect(sum(view.lines.map((line) => cents(line.usd)))).toBe(cents(view.totalUsd));
      }
      if (itemisedView !== null) {
        const apart = cents(ratioView.totalUsd) - cents(itemisedView.totalUsd);
        expect(cents(differenceUsd ?? 0)).toBe(apart);
      }
    }
  });
});

describe('a Chinese cloud serving DeepSeek-R1', () => {
  const name = 'a-chinese-cloud-deepseek';

  it('buys H20 while it may', () => {
    expect(systems(planOf(name))).toEqual(['nvidia-h20-8card-server-cn']);
  });

  it('falls back on CloudMatrix 384, as far as it can be had, and Kunlun P800 where H20 is banned again, at a higher cost', () => {
    const [asItStands, banned] = planOf(name).policyFutures;
    expect(asItStands?.extraCostUsd).toBe(0);
    expect(banned?.systems.map((s) => s.systemId).some((id) => id.startsWith('kunlun'))).toBe(true);
    expect(banned?.systems.map((s) => s.systemId)).toContain('huawei-cloudmatrix-384');
    expect(banned?.systems.map((s) => s.systemId)).not.toContain('nvidia-h20-8card-server-cn');
    expect(banned?.extraCostUsd).toBeGreaterThan(0);
  });

  it('lands in the range of published prices: a tenth of a dollar to three per million output tokens', () => {
    const price = planOf(name).unitCosts[0]?.usdPerMillionOutputTokens ?? 0;
    expect(price).toBeGreaterThan(0.1);
    expect(price).toBeLessThan(3);
  });

  it('pays for all of it with the prices of uncached, cached and output tokens', () => {
    const [cost] = planOf(name).unitCosts;
    // 50,000 million output tokens a day of 365 days, twice as many of input, 40 % of it cached.
    const outputMillions = 50_000 * 365;
    const inputMillions = outputMillions * 2;
    const paid =
      outputMillions * (cost?.usdPerMillionOutputTokens ?? 0) +
      inputMillions * 0.6 * (cost?.usdPerMillionInputTokens ?? 0) +
      inputMillions * 0.4 * (cost?.usdPerMillionCachedTokens ?? 0);
    expect(Math.abs(paid - (cost?.totalUsd ?? 0))).toBeLessThan(0.01);
    expect(cost?.usdPerMillionCachedTokens).toBeGreaterThan(0);
    expect(cost?.usdPerMillionCachedTokens).toBeLessThan(cost?.usdPerMillionInputTokens ?? 0);
  });

  it('marks what was estimated and says it is no legal advice', () => {
    const plan = planOf(name);
    expect(plan.warnings.map((w) => w.code)).toContain('policy/no-legal-advice');
    expect(plan.estimates.length).toBeGreaterThan(0);
  });
});

describe('a lab training a dense 405B model', () => {
  const name = 'b-lab-405b';

  it('ends within 90 days and weighs servers, the rack and the supernode', () => {
    const plan = planOf(name);
    expect(plan.trainingRuns[0]?.wallClockDays.mid).toBeLessThanOrEqual(90);
    const weighed = [
      ...systems(plan),
      ...plan.alternatives.flatMap((a) => a.systems.map((s) => s.systemId)),
    ];
    for (const id of ['nv-dgx-h100', 'nv-gb200-nvl72', 'huawei-cloudmatrix-384']) {
      expect(weighed).toContain(id);
    }
  });

  it('needs about the 30 million H100-hours that Llama 3 405B took for 15.6T tokens', () => {
    const h100 = planOf(name).alternatives.find((a) => a.id === 'only-nv-dgx-h100');
    const hours = (h100?.chips ?? 0) * 90 * 24;
    expect(hours).toBeGreaterThan(30e6 * 0.75);
    expect(hours).toBeLessThan(30e6 * 1.35);
  });
});

describe('an enterprise appliance', () => {
  const name = 'c-enterprise-appliance';

  it('is a handful of machines that fit the room', () => {
    const { summary } = planOf(name);
    expect(summary.units).toBeLessThanOrEqual(8);
    expect(summary.peakPowerKw).toBeLessThanOrEqual(60);
  });

  it('keeps clear of H20, which local guidance advises against', () => {
    const barred = planOf(name).excuses.filter((e) => e.code === 'policy/barred');
    expect(barred.map((e) => e.chipId)).toEqual(
      expect.arrayContaining(['nv-h20-96', 'nv-h20-141']),
    );
  });
});

describe('a mixed fleet', () => {
  const name = 'd-mixed-fleet';

  it('does hard work on one platform and simple work on domestic chips', () => {
    const { placements } = planOf(name);
    const countries = (workload: string) =>
      new Set(
        placements
          .filter((p) => p.workloadId === workload)
          .map((p) => vendorOf(p.systemId)?.vendorCountry),
      );
    expect([...countries('reasoning')]).toEqual(['US']);
    expect([...countries('short-answers')]).toEqual(['CN']);
  });

  it('carries the demand of every month of growth', () => {
    for (const c of planOf(name).coverage) {
      for (const p of c.byPeriod) expect(p.capacity).toBeGreaterThanOrEqual(p.demand * 0.999999);
    }
    const chat = planOf(name).coverage.find((c) => c.workloadId === 'short-answers');
    expect(chat?.byPeriod.at(-1)?.demand).toBeCloseTo(400 * 2.5 * 1.1 ** 5, 3);
  });
});

describe('one training run on two fabrics', () => {
  const run = (name: Name) => planOf(name).trainingRuns[0];

  it('takes about a week and a million dollars where it is well connected', () => {
    const days = run('e-well-connected-fabric')?.wallClockDays.mid ?? 0;
    expect(days).toBeGreaterThan(5);
    expect(days).toBeLessThan(9);
    const usd = planOf('e-well-connected-fabric').summary.totalCostUsd;
    expect(usd).toBeGreaterThan(0.7e6);
    expect(usd).toBeLessThan(1.3e6);
  });

  it('takes about twice as long and as much where bandwidth starves it', () => {
    const slow = run('e-starved-fabric')?.wallClockDays.mid ?? 0;
    const fast = run('e-well-connected-fabric')?.wallClockDays.mid ?? 1;
    expect(slow / fast).toBeGreaterThan(1.6);
    expect(slow / fast).toBeLessThan(2.5);
    const cost = (name: Name) => planOf(name).summary.totalCostUsd;
    expect(cost('e-starved-fabric') / cost('e-well-connected-fabric')).toBeCloseTo(slow / fast, 1);
  });
});

describe('an assistant split by request length', () => {
  const name = 'f-length-buckets';

  it('carries what is mostly reading and what is mostly writing apart, for less than together', () => {
    const [routing] = planOf(name).lengthRouting ?? [];
    expect(routing?.choice).toBe('own-replicas');
    const usd = (choice: string) => routing?.ways.find((w) => w.choice === choice)?.totalCostUsd;
    expect(usd('own-replicas')).toBeLessThan((usd('together') ?? 0) * 0.9);
    const deployments = (part: string) =>
      new Set(
        planOf(name)
          .placements.filter((p) => p.workloadId === part)
          .map((p) => p.deploymentId),
      );
    expect(deployments('assistant/1').size).toBeGreaterThan(0);
    for (const id of deployments('assistant/1'))
      expect([...deployments('assistant/2')]).not.toContain(id);
  });

  it('costs what its parts do, in the range of published prices of an 8B model', () => {
    const [cost] = planOf(name).unitCosts;
    const parts = cost?.parts?.reduce((sum, p) => sum + p.totalUsd, 0);
    expect(parts).toBeCloseTo(cost?.totalUsd ?? 0, 1);
    expect(cost?.usdPerMillionOutputTokens).toBeGreaterThan(0.01);
    expect(cost?.usdPerMillionOutputTokens).toBeLessThan(0.5);
  });
});

describe('serving by day and training at night', () => {
  const name = 'g-day-and-night';

  it('trains in the quiet hours, in time, on units the service leaves', () => {
    const plan = planOf(name);
    expect(plan.placements.find((p) => p.workloadId === 'retune')?.slot).toBe('night');
    expect(plan.trainingRuns[0]?.offPeakHoursPerDay).toBe(9);
    expect(plan.trainingRuns[0]?.wallClockDays.mid).toBeLessThanOrEqual(90);
    expect(plan.reasoning?.map((m) => m.code)).toContain('plan/at-night-saves');
  });

  it('carries its peak at either of two sites', () => {
    const { placements, deployments, coverage } = planOf(name);
    const peak = Math.max(
      ...(coverage.find((c) => c.workloadId === 'support')?.byPeriod.map((p) => p.demand) ?? []),
    );
    for (const siteId of ['dallas', 'ashburn']) {
      const rate = placements
        .filter((p) => p.workloadId === 'support' && p.siteId === siteId)
        .reduce((sum, p) => {
          const d = deployments.find((x) => x.id === p.deploymentId);
          return sum + (p.byPeriod[0]?.replicas ?? 0) * (d?.requestsPerSecondPerReplica ?? 0);
        }, 0);
      expect(rate).toBeGreaterThanOrEqual(peak);
    }
  });
});
