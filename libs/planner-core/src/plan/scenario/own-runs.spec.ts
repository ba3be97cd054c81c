import type { ServingCalibration } from '@headroom/models';
import { plan as planSchema } from '@headroom/models';
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

/** Own runs that say every engine on these chips is so many times slower. */
const slower = (times: number): ServingCalibration => ({
  headroomServingCalibration: 1,
  engineVersion: '0.0.0',
  runs: 9,
  priorRuns: 3,
  factors: ['nv-h100-sxm', 'nv-h200-sxm'].flatMap((chipId) =>
    (['vllm', 'sglang', 'tensorrt-llm'] as const).map((engine) => ({
      key: { chipId, engine, precision: null, family: null },
      runs: 9,
      ttft: { mid: times, low: times * 0.9, high: times * 1.1 },
      tpot: { mid: times, low: times * 0.9, high: times * 1.1 },
    })),
  ),
  errors: [],
  skipped: [],
});

const planned = (calibration?: ServingCalibration) =>
  planCapacity({ scenario: aScenario(), catalog, today: '2026-01-01', solver, calibration });

describe('a plan with own runs', () => {
  it('is told that it is, and by which', () => {
    const plan = planSchema.parse(planned(slower(1.3)));
    expect(plan.warnings.map((w) => w.code)).toContain('calibration/used');
    expect(plan.assumptions.map((a) => a.name)).toContain('ownServingRuns');
    expect(plan.calibrationHash).not.toBe(planned(slower(1.2)).calibrationHash);
    expect(planned().calibrationHash).toBeUndefined();
  });

  it('rests on slower deployments where the runs were slower, and never on fewer chips', () => {
    const before = planned();
    const after = planned(slower(1.5));
    expect(after.summary.chips).toBeGreaterThanOrEqual(before.summary.chips);
    const perChip = ({ deployments: [d] }: ReturnType<typeof planned>): number =>
      (d?.requestsPerSecondPerReplica ?? 0) / (d?.chipsPerReplica ?? 1);
    expect(perChip(after)).toBeLessThan(perChip(before));
  });

  it('is the same for the same runs, bit for bit', () => {
    expect(JSON.stringify(planned(slower(1.3)))).toBe(JSON.stringify(planned(slower(1.3))));
  });

  it('tells percentiles of what it chose', () => {
    const scenario = aScenario();
    const services = scenario.services?.map((s) => ({ ...s, mode: 'aggregated' as const }));
    const plan = planCapacity({
      scenario: { ...scenario, services },
      catalog,
      today: '2026-01-01',
      solver,
    });
    const { latency } = plan.deployments[0] ?? {};
    const { p50, p90 } = latency?.ttftMs ?? {};
    expect(latency?.tpotMs.p50).toBeGreaterThan(0);
    expect(p90).toBeGreaterThan(p50 ?? Infinity);
  });
});
