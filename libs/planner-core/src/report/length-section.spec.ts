import { plan as planSchema } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { planCapacity } from '../plan/plan-capacity';
import { aScenario } from '../testing/scenarios';
import { buildReport } from './build-report';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

describe('the section about requests by length', () => {
  it('tells the ways with their costs, and where every part runs', () => {
    const base = aScenario();
    const scenario = {
      ...base,
      risk: { samples: 0 },
      acquisition: 'rent' as const,
      candidates: { systems: ['nv-dgx-h100', 'nv-l40s-8', 'nv-dgx-a100-640'] },
      services: base.services?.map((s) => ({
        ...s,
        model: 'llama-3.1-8b',
        load: { requestsPerSecond: 30 },
        inputTokens: undefined,
        outputTokens: undefined,
        mix: [
          { share: 0.5, inputTokens: 8000, outputTokens: 50 },
          { share: 0.5, inputTokens: 200, outputTokens: 1500 },
        ],
      })),
    };
    const plan = planCapacity({ scenario, catalog, today: '2025-12-01', solver });
    expect(planSchema.safeParse(plan).error).toBeUndefined();
    const { sections } = buildReport(plan, { locale: 'en', currency: 'USD' });
    const section = sections.find((s) => s.id === 'lengths');
    const [ways, parts] = section?.tables ?? [];
    expect(ways?.rows.filter((row) => row[1]?.endsWith('(taken)'))).toHaveLength(1);
    expect(parts?.rows.map((row) => row.slice(0, 4))).toEqual([
      ['chat/1', '50%', '8,000', '50'],
      ['chat/2', '50%', '200', '1,500'],
    ]);
    for (const row of parts?.rows ?? []) expect(row[4]).toMatch(/L40S|H100|A100/);
    const costs = sections.find((s) => s.id === 'unit-costs')?.tables[0]?.rows.map((r) => r[0]);
    expect(costs).toEqual(['chat', 'chat/1', 'chat/2']);
  });
});
