import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { loadSolver, type Solver } from '../../optimise/program/solver';
import { aScenario } from '../../testing/scenarios';
import { planCapacity } from '../plan-capacity';
import { shareOfTimeCarried } from './missed-availability';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

describe('the share of time a demand is carried', () => {
  const group = (replicas: number, rate = 1, downShare = 0.1) => ({ replicas, rate, downShare });

  it('is that of as many being up as are needed', () => {
    expect(shareOfTimeCarried([group(3)], 3)).toBeCloseTo(0.9 ** 3, 12);
    expect(shareOfTimeCarried([group(4)], 3)).toBeCloseTo(0.9 ** 4 + 4 * 0.9 ** 3 * 0.1, 12);
    expect(shareOfTimeCarried([group(4)], 5)).toBe(0);
    expect(shareOfTimeCarried([], 1)).toBe(0);
  });

  it('counts what other replicas make up for', () => {
    // Either both of the small ones and the large one, or only the large one with one of the small ones down.
    const found = shareOfTimeCarried([group(2, 1, 0.2), group(1, 3, 0.1)], 4);
    expect(found).toBeCloseTo(0.9 * (0.8 ** 2 + 2 * 0.8 * 0.2), 12);
  });
});

describe('a plan', () => {
  const codesAt = (availability: number) => {
    const base = aScenario({ risk: { samples: 0 } });
    const services = base.services?.map((s) => ({
      ...s,
      availability,
      load: { requestsPerSecond: 0.5, steps: [{ month: '2026-03', factor: 2000 }] },
    }));
    const scenario = { ...base, services };
    const made = planCapacity({ scenario, catalog: loadCatalog(), today: '2025-10-01', solver });
    return made.warnings.filter((w) => w.code === 'plan/availability-missed');
  };

  it('says where one replica of a small beginning is up less often than asked', () => {
    expect(codesAt(0.9)).toEqual([]);
    const [warning] = codesAt(0.9999);
    expect(warning?.params).toMatchObject({ workload: 'chat', period: '2026-01', asked: 99.99 });
    expect(Number(warning?.params['percent'])).toBeLessThan(99.99);
  });
});
