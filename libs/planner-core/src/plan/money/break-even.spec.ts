import { scenario as scenarioSchema, type Plan } from '@headroom/models';
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

const planOf = (changes: Record<string, unknown> = {}): Plan => {
  const scenario = scenarioSchema.parse({ ...aScenario(), ...changes });
  return planCapacity({ scenario, catalog, today: '2026-01-01', solver });
};

describe('buying against renting', () => {
  it('says from which use on owning is cheaper, for every system in the plan with both prices', () => {
    const [one] = planOf().breakEvens ?? [];
    expect(one?.systemId).toMatch(/^nv-dgx-h/);
    for (const offer of one?.offers ?? []) {
      expect(offer.breakEvenShare).toBeCloseTo(
        (one?.ownedUsdPerChipHour ?? 0) / offer.usdPerChipHour,
        9,
      );
    }
    expect(one?.offers.map((offer) => offer.kind)).toContain('on-demand');
  });

  it('moves with the price: who pays more for a system has to use it more', () => {
    const shareAt = (usd: number) => {
      const prices = ['nv-dgx-h100', 'nv-dgx-h200'].map((system) => ({ system, usd }));
      return planOf({ prices }).breakEvens?.[0]?.offers[0]?.breakEvenShare ?? 0;
    };
    expect(shareAt(600_000)).toBeGreaterThan(shareAt(300_000));
  });
});

describe('carbon of making machines', () => {
  it('is counted for what is owned, by the share of its life in the plan', () => {
    const [short, long] = [3, 6].map(
      (months) => planOf({ horizon: { start: '2026-01', months } }).summary.embodiedCarbonTonnes,
    );
    expect(short).toBeGreaterThan(0);
    expect(long).toBeCloseTo(2 * (short ?? 0), 9);
  });

  it('is left to the owner of what is rented', () => {
    expect(planOf({ acquisition: 'rent' }).summary.embodiedCarbonTonnes).toBe(0);
  });
});
