import {
  say,
  type Message,
  type Prediction,
  type Scenario,
  type ServiceDeployment,
  type TrainingRun,
} from '@headroom/models';
import { serviceIdOf } from '../../workload/length-parts';

/** What runs in the plan, as predicted. */
export interface Predicted {
  readonly scenario: Scenario;
  readonly deployments: readonly ServiceDeployment[];
  readonly trainingRuns: readonly TrainingRun[];
  readonly systemName: (systemId: string) => string;
}

/** Limits that are kept in the middle of the prediction but not all through its 80 % interval. */
export function planRisks(predicted: Predicted): Message[] {
  return [...slowAnswers(predicted), ...lateRuns(predicted)];
}

function slowAnswers({ scenario, deployments, systemName }: Predicted): Message[] {
  return deployments.flatMap((deployment) => {
    const slo = scenario.services?.find((s) => s.id === serviceIdOf(deployment.workloadId))?.slo;
    const at = { workload: deployment.workloadId, system: systemName(deployment.systemId) };
    const over = (
      code: 'plan/ttft-at-risk' | 'plan/tpot-at-risk',
      limitMs: number | undefined,
      { mid, high }: Prediction,
    ): Message[] =>
      limitMs !== undefined && high > limitMs
        ? [say(code, { ...at, highMs: high, midMs: mid, limitMs })]
        : [];
    return [
      ...over('plan/ttft-at-risk', slo?.ttftMs, deployment.ttftMs),
      ...over('plan/tpot-at-risk', slo?.tpotMs, deployment.tpotMs),
    ];
  });
}

function lateRuns({ scenario, trainingRuns, systemName }: Predicted): Message[] {
  return trainingRuns.flatMap((run) => {
    const limitDays = scenario.training?.find((j) => j.id === run.workloadId)?.deadlineDays;
    const { mid, high } = run.wallClockDays;
    return limitDays !== undefined && high > limitDays
      ? [
          say('plan/deadline-at-risk', {
            workload: run.workloadId,
            system: systemName(run.systemId),
            highDays: high,
            midDays: mid,
            limitDays,
          }),
        ]
      : [];
  });
}

/** Deadlines that size a run: on half the units, the next smaller layout, it would end after it. */
export function bindingDeadlines({ scenario, trainingRuns }: Predicted): Message[] {
  return trainingRuns.flatMap((run) => {
    const limitDays = scenario.training?.find((j) => j.id === run.workloadId)?.deadlineDays;
    const days = run.wallClockDays.mid;
    return limitDays === undefined || run.systems === 1 || 2 * days <= limitDays
      ? []
      : [
          say('plan/deadline-binds', {
            workload: run.workloadId,
            limitDays,
            chips: run.chips,
            days,
          }),
        ];
  });
}
