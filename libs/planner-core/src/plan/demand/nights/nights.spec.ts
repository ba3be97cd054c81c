import {
  plan as planSchema,
  type Plan,
  type Scenario,
  type TrainingDemand,
} from '@headroom/models';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../catalog/catalog';
import { loadSolver, type Solver } from '../../../optimise/program/solver';
import { brokenRules } from '../../../testing/check-plan';
import { aScenario } from '../../../testing/scenarios';
import { checkScenario } from '../../scenario/check-scenario';
import { planCapacity } from '../../plan-capacity';

const catalog = loadCatalog();
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const tune = (
  sharing: TrainingDemand['sharing'],
  more: Partial<TrainingDemand> = {},
): TrainingDemand => ({
  id: 'tune',
  model: 'llama-3.1-8b',
  method: 'sft',
  tokens: 2e10,
  sequenceTokens: 8192,
  globalBatchTokens: 2e6,
  start: '2026-01-01',
  deadlineDays: 60,
  sharing,
  ...more,
});

function scenarioOf(
  job: TrainingDemand,
  offPeak: { shareOfPeak: number; hoursPerDay: number } | undefined = {
    shareOfPeak: 0.25,
    hoursPerDay: 8,
  },
): Scenario {
  const base = aScenario({
    candidates: { systems: ['nv-dgx-h100'] },
    training: [job],
    risk: { samples: 0 },
  });
  return {
    ...base,
    services: base.services?.map((s) => ({ ...s, load: { requestsPerSecond: 60, offPeak } })),
  };
}

/** Plans, and has the plan read against its scenario. */
function plan(scenario: Scenario): Plan {
  const made = planCapacity({ scenario, catalog, today: '2025-12-01', solver });
  expect(planSchema.safeParse(made).error).toBeUndefined();
  expect(brokenRules(made, scenario, catalog)).toEqual([]);
  return made;
}

const GAP = 1.005;
const costOf = ({ status, costTotal }: Plan): number =>
  status === 'planned' ? costTotal.totalUsd : Infinity;

describe('a training job that shares', () => {
  it('runs at night on units of a service, longer, and saves what its own would cost', () => {
    const made = plan(scenarioOf(tune('off-peak')));
    const own = plan(scenarioOf(tune('own')));
    const [run] = made.trainingRuns;
    expect(made.placements.find((p) => p.workloadId === 'tune')?.slot).toBe('night');
    expect(run?.offPeakHoursPerDay).toBe(8);
    expect(costOf(made)).toBeLessThan(costOf(own));
    const codes = made.reasoning?.map((m) => m.code) ?? [];
    expect(codes).toContain('plan/at-night');
    expect(codes).toContain('plan/at-night-saves');
    const saved = made.reasoning?.find((m) => m.code === 'plan/at-night-saves')?.params['usd'];
    expect(saved).toBeCloseTo(costOf(own) - costOf(made), -3);
  });

  it('takes at least as many days more as it has fewer hours, and keeps its deadline', () => {
    const [night] = plan(
      scenarioOf(tune('off-peak', { deadlineDays: undefined, chips: 8 })),
    ).trainingRuns;
    const [day] = plan(scenarioOf(tune('own', { deadlineDays: undefined, chips: 8 }))).trainingRuns;
    expect(night?.wallClockDays.mid).toBeGreaterThan((day?.wallClockDays.mid ?? 0) * 3);
    expect(night?.wallClockDays.mid).toBeLessThan((day?.wallClockDays.mid ?? 0) * 3.3);
    const [kept] = plan(scenarioOf(tune('off-peak', { deadlineDays: 20 }))).trainingRuns;
    expect(kept?.wallClockDays.mid).toBeLessThanOrEqual(20 * (1 + 1e-9));
  });

  it('pays for the hours of its nights, and the service for the rest', () => {
    const made = plan(scenarioOf(tune('off-peak')));
    const [chat, job] = made.unitCosts;
    const own = plan(scenarioOf(tune('own'))).unitCosts[1];
    // As much work, and the handing over of every night on top of it.
    expect(job?.totalUsd).toBeGreaterThan(own?.totalUsd ?? Infinity);
    expect(job?.totalUsd).toBeLessThan((own?.totalUsd ?? 0) * 1.2);
    expect((job?.totalUsd ?? 0) + (chat?.totalUsd ?? 0)).toBeCloseTo(costOf(made), 0);
  });

  it('never costs more than the best of both where either will do, whatever the night', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (shareOfPeak, hoursPerDay) => {
          const night = { shareOfPeak, hoursPerDay };
          const any = costOf(plan(scenarioOf(tune('any'), night)));
          expect(any).toBeLessThanOrEqual(costOf(plan(scenarioOf(tune('own'), night))) * GAP);
          expect(any).toBeLessThanOrEqual(costOf(plan(scenarioOf(tune('off-peak'), night))) * GAP);
        },
      ),
      { numRuns: 4 },
    );
  });

  it('is told where the nights are too short, or nobody leaves anything', () => {
    const brief = scenarioOf(tune('off-peak'), { shareOfPeak: 0.25, hoursPerDay: 1 });
    const short = plan({ ...brief, assumptions: { restartMinutes: 90 } });
    expect(short.status).toBe('infeasible');
    expect(short.excuses.map((e) => e.code)).toContain('plan/nights-too-short');
    const scenario = scenarioOf(tune('off-peak'));
    const restless = {
      ...scenario,
      services: scenario.services?.map((s) => ({ ...s, load: { requestsPerSecond: 60 } })),
    };
    expect(checkScenario(restless, catalog)).toEqual([
      expect.objectContaining({ code: 'scenario/no-off-peak', pointer: '/training/0/sharing' }),
    ]);
  });
});
