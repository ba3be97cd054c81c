import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { brokenRules } from '../../testing/check-plan';
import { aScenario } from '../../testing/scenarios';
import { unitsBought } from '../../testing/units-bought';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const small = (changes: Partial<Scenario> = {}): Scenario =>
  aScenario({ risk: { samples: 0 }, ...changes });
const planOf = (scenario: Scenario): Plan => {
  const plan = planCapacity({ scenario, catalog, today: '2025-06-01', solver });
  expect(brokenRules(plan, scenario, catalog)).toEqual([]);
  return plan;
};
const SUPERNODE = 'nv-gb200-nvl72';

describe('systems that come whole', () => {
  it('are bought whole however little runs on them, and the chips left over are told', () => {
    const plan = planOf(small({ candidates: { systems: [SUPERNODE] } }));
    expect(plan.summary.units).toBe(1);
    const [stranded] = plan.strandedChips ?? [];
    expect(stranded).toMatchObject({ systemId: SUPERNODE, chipsPerUnit: 72, chipsInService: 72 });
    const used = Math.max(...(plan.placements[0]?.byPeriod.map((p) => p.chips) ?? []));
    expect(stranded?.chipsStranded).toBe(72 - used);
    const said = plan.reasoning?.find((m) => m.code === 'plan/stranded-chips');
    expect(said?.params).toMatchObject({ chips: 72 - used, unit: 72 });
  });
});

describe('small services', () => {
  const one = small().services?.[0];
  if (one === undefined) throw new Error('The scenario of tests has a service.');
  const quiet = { ...one, load: { requestsPerSecond: 4, growthPerMonth: 0 } };
  const planFor = (ids: readonly string[]): Plan => {
    const services = ids.map((id) => ({ ...quiet, id }));
    return planOf(small({ services, candidates: { systems: ['nv-dgx-h100'] } }));
  };

  it('share a unit in replicas of a few chips, and cost what the unit costs once', () => {
    const plan = planFor(['left', 'right']);
    expect(plan.summary.units).toBe(1);
    const chips = plan.placements.map((p) => p.byPeriod[0]?.chips ?? 0);
    expect(chips).toHaveLength(2);
    expect(Math.max(...chips)).toBeLessThanOrEqual(4);
  });

  it('run in the replicas that carry most in a unit where nothing else runs on it', () => {
    const unitCarries = ({ deployments: [d] }: Plan): number =>
      d === undefined ? 0 : d.requestsPerSecondPerReplica * Math.floor(8 / d.chipsPerReplica);
    expect(unitCarries(planFor(['alone']))).toBeGreaterThan(
      unitCarries(planFor(['left', 'right'])),
    );
  });
});

describe('cooling', () => {
  it('keeps what is bought to sites that have its kind, and says which do not', () => {
    // Partly air, partly liquid: a site with both can do it.
    expect(catalog.systems.find((s) => s.id === SUPERNODE)?.cooling).toBe('hybrid');
    const scenario = small({
      sites: [
        { id: 'air', region: 'us-tx', cooling: ['air'] },
        { id: 'wet', region: 'us-tx', cooling: ['air', 'liquid'] },
      ],
      candidates: { systems: [SUPERNODE] },
    });
    const plan = planOf(scenario);
    expect(plan.fleet.map((l) => l.siteId)).toEqual(['wet']);
    expect(plan.excuses.find((e) => e.code === 'plan/cannot-cool')?.message.params).toMatchObject({
      site: 'air',
    });
  });

  it('lets more of what is owned come only where it can be cooled', () => {
    const scenario = small({
      sites: [{ id: 'air', region: 'us-tx', cooling: ['air'] }],
      fleet: [{ system: SUPERNODE, site: 'air', units: 1, retiredFrom: '2026-02' }],
      candidates: { systems: [SUPERNODE] },
    });
    expect(planOf(scenario).status).toBe('infeasible');
  });

  it('asks nothing of what stands at a provider', () => {
    const scenario = small({
      sites: [{ id: 'wet', region: 'us-tx', cooling: ['liquid'] }],
      candidates: { systems: ['nv-dgx-h100'] },
      acquisition: 'any',
    });
    expect(planOf(scenario).fleet.map((l) => l.acquisition)).toEqual(['rent']);
  });
});

describe('retirement', () => {
  it('takes units out of service for good, and the plan replaces them in time', () => {
    const fleet = [
      { system: 'nv-dgx-h100', site: 'dallas', units: 2, retiredFrom: '2026-03' },
      { system: 'nv-dgx-h100', site: 'dallas', units: 1 },
    ];
    const kept = planOf(small({ fleet: fleet.map(({ retiredFrom: _, ...f }) => f) }));
    expect(unitsBought(kept)).toEqual([0, 0, 0]);
    const load = { requestsPerSecond: 60 };
    const services = aScenario().services?.map((s) => ({ ...s, load }));
    const plan = planOf(small({ fleet, services, candidates: { systems: ['nv-dgx-h100'] } }));
    const owned = plan.fleet.find((l) => l.acquisition === 'existing');
    expect(owned?.byPeriod.map((p) => p.unitsInService)).toEqual([3, 3, 1]);
    expect(unitsBought(plan)[2]).toBeGreaterThan(0);
  });
});
