import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planPreview, readScenario, type ScenarioDocument } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { aScenario } from '../testing/scenarios';
import { planCapacity } from './plan-capacity';
import { rememberSearches } from './plan-searches';
import { previewOf, previewOfPlan } from './preview-of';

const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '../../../../examples');
const catalog = loadCatalog();
const searches = rememberSearches();

describe('the preview of a plan', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  const requestOf = (scenario: ScenarioDocument) => ({
    scenario,
    catalog,
    today: '2026-01-01',
    seed: 1,
    solver,
    searches,
  });
  const expectSame = (scenario: ScenarioDocument) => {
    const request = requestOf(scenario);
    const plan = planCapacity(request);
    const preview = previewOf(request);
    expect(planPreview.parse(preview)).toEqual(previewOfPlan(plan, request));
    return { plan, preview };
  };

  it.each(readdirSync(EXAMPLES))('has the figures of the plan of %s', (file) => {
    const reading = readScenario(readFileSync(join(EXAMPLES, file), 'utf8'));
    if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.issues));
    const { plan, preview } = expectSame(reading.scenario);
    expect(preview.costTotal.totalUsd).toBe(plan.summary.totalCostUsd);
    expect(preview.chips).toBe(plan.summary.chips);
    expect(preview.costTotal.totalUsd).toBeGreaterThan(0);
    const atEnd = plan.fleet.map((line) => line.byPeriod.at(-1)?.chipsInService ?? 0);
    expect(preview.fleet.reduce((sum, line) => sum + line.chipsAtEnd, 0)).toBe(
      atEnd.reduce((sum, chips) => sum + chips, 0),
    );
    expect(preview.fleet.some((line) => line.units > 0)).toBe(true);
  });

  it('names the limits that conflict where nothing can be planned', () => {
    const { plan, preview } = expectSame(aScenario({ limits: { budgetUsd: 10 } }));
    expect(preview.status).toBe('infeasible');
    expect(preview.conflicts).toEqual(plan.conflicts);
    expect(preview.conflicts.length).toBeGreaterThan(0);
    expect(preview.fleet).toEqual([]);
  });

  it('follows the least regretted orders where the scenario does', () => {
    expectSame(aScenario({ risk: { samples: 16, choose: 'least-regret' } }));
  });

  it('tells what the limits carry where the scenario asks for that', () => {
    const { preview } = expectSame(
      aScenario({ objective: 'demand', limits: { budgetUsd: 5_000_000 } }),
    );
    expect(preview.fit?.goal).toBe('demand');
  });

  it('tells of the first month in which anything is ordered', () => {
    const { plan, preview } = expectSame(aScenario({}));
    const months = plan.fleet.flatMap((line) => line.byPeriod.map((p) => p.orderBy ?? '9999-99'));
    expect(preview.firstOrderBy).toBe(months.sort()[0]);
  });
});
