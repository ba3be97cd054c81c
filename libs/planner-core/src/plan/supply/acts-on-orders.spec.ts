import type { Plan, Scenario } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const h20InChina = (changes: Partial<Scenario> = {}): Plan =>
  planCapacity({
    scenario: aScenario({
      horizon: { start: '2025-10', months: 3 },
      buyer: { country: 'CN' },
      sites: [{ id: 'guiyang', region: 'cn-gz' }],
      candidates: { chips: ['nv-h20-96'] },
      assumptions: { acceptEstimates: true },
      risk: { samples: 0 },
      ...changes,
    }),
    catalog,
    today: '2025-09-01',
    solver,
  });

const told = (plan: Plan, code: string) =>
  plan.warnings.filter((w) => w.code === code).map((w) => w.params['date']);

describe('acts on what a plan orders', () => {
  it('name the licences H20 needs, the share of revenue and the guidance against it, with dates', () => {
    const plan = h20InChina();
    expect(plan.fleet.some((l) => l.acquisition === 'buy')).toBe(true);
    expect(told(plan, 'policy/licence-ordered')).toEqual(['2025-04-09', '2025-08-11']);
    expect(told(plan, 'policy/against-guidance')).toEqual(['2025-07-31', '2025-08']);
    expect(plan.warnings.map((w) => w.params['title'])).toContain(
      'H20 and MI308 licences come with a 15 % share of revenue',
    );
  });

  it('are left out where they were not known yet, and where rules are ignored', () => {
    const before = h20InChina({ policy: { asOf: '2025-08-05' } });
    expect(told(before, 'policy/licence-ordered')).toEqual(['2025-04-09']);
    const ignoring = h20InChina({ policy: { mode: 'ignore' } });
    expect(told(ignoring, 'policy/licence-ordered')).toEqual([]);
    expect(told(ignoring, 'policy/against-guidance')).toEqual([]);
  });
});
