import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver } from '../optimise/program/solver';
import { planCapacity } from '../plan/plan-capacity';
import { brokenLimits } from './check-limits';
import { aScenario } from './scenarios';

const catalog = loadCatalog();
const scenario = aScenario({ candidates: { systems: ['nv-dgx-h100'] } });
let plan: Plan;
beforeAll(async () => {
  const solver = await loadSolver();
  plan = planCapacity({ scenario, catalog, today: '2026-01-01', solver });
});

const broken = (changes: Partial<Scenario>) =>
  brokenLimits(plan, { ...scenario, ...changes }, catalog);
const site = scenario.sites[0];

describe('the reader of limits', () => {
  it('finds nothing in a sound plan', () => {
    expect(plan.status).toBe('planned');
    expect(broken({})).toEqual([]);
  });

  it.each<[string, Partial<Scenario>, RegExp]>([
    [
      'a site no workload may use',
      { services: scenario.services?.map((s) => ({ ...s, sites: ['other'] })) },
      /runs at/,
    ],
    [
      'a vendor a workload excludes',
      {
        services: scenario.services?.map((s) => ({
          ...s,
          hardware: { excludeVendors: ['NVIDIA'] },
        })),
      },
      /runs on/,
    ],
    [
      'a system that is no candidate',
      { candidates: { systems: ['amd-mi300x-8'] } },
      /no candidate/,
    ],
    [
      'a site that cools with liquid only',
      { sites: site === undefined ? [] : [{ ...site, cooling: ['liquid'] }] },
      /cannot cool/,
    ],
    [
      'a job that does not run',
      {
        training: [
          {
            id: 'j',
            model: 'llama-3.1-8b',
            tokens: 1e9,
            sequenceTokens: 4096,
            globalBatchTokens: 1e6,
            start: '2026-02-01',
          },
        ],
      },
      /does not run/,
    ],
  ])('finds %s', (_, changes, sentence) => {
    expect(broken(changes).join()).toMatch(sentence);
  });

  it('finds units that nobody owns', () => {
    const owned = {
      ...plan,
      fleet: plan.fleet.map((l) => ({ ...l, acquisition: 'existing' as const })),
    };
    expect(brokenLimits(owned, scenario, catalog).join()).toMatch(/than is owned/);
  });
});
