import type { Plan, Scenario } from '@headroom/models';

const NEARLY = 1e-6;
const HOURS_PER_DAY = 24;

/** Rules about what runs at night a plan breaks, read from the scenario and the plan alone. */
export function brokenNights(plan: Plan, scenario: Scenario): string[] {
  return [...brokenSlots(plan, scenario), ...brokenNightDemand(plan, scenario)];
}

/** Only jobs that may share run at night, in no more hours than all services with quiet hours have. */
function brokenSlots(plan: Plan, scenario: Scenario): string[] {
  const hours = (scenario.services ?? []).flatMap((s) => s.load.offPeak?.hoursPerDay ?? []);
  return plan.placements
    .filter((p) => p.kind === 'training')
    .flatMap(({ workloadId, slot, deploymentId }) => {
      const sharing = scenario.training?.find((j) => j.id === workloadId)?.sharing ?? 'own';
      const run = plan.trainingRuns.find((r) => r.id === deploymentId);
      if (slot !== 'night') return sharing === 'off-peak' ? [`${workloadId} runs by day`] : [];
      const held = run?.offPeakHoursPerDay ?? HOURS_PER_DAY;
      return [
        ...(sharing === 'own' ? [`${workloadId} runs at night`] : []),
        ...(held > Math.min(...hours) * (1 + NEARLY)
          ? [`${workloadId} takes too much of nights`]
          : []),
      ];
    });
}

/** What stays up at night carries what is asked for then, and is no more than what is up by day. */
function brokenNightDemand(plan: Plan, scenario: Scenario): string[] {
  return plan.coverage.flatMap(({ workloadId, unit, byPeriod }) => {
    const service = scenario.services?.find((s) => s.id === workloadId.split('/')[0]);
    if (unit !== 'requestsPerSecond' || service === undefined) return [];
    const left = service.load.offPeak?.shareOfPeak ?? 1;
    return byPeriod.flatMap(({ period, demand }) => {
      const own = plan.placements.filter((p) => p.workloadId === workloadId);
      let carried = 0;
      let isMore = false;
      for (const p of own) {
        const at = p.byPeriod.find((x) => x.period === period);
        const rate = plan.deployments.find((d) => d.id === p.deploymentId);
        const up = at?.replicasAtNight ?? at?.replicas ?? 0;
        isMore ||= up > (at?.replicas ?? 0) + NEARLY;
        carried += up * (rate?.requestsPerSecondPerReplica ?? 0);
      }
      return [
        ...(carried < demand * (left - NEARLY)
          ? [`${workloadId} is not carried at night in ${period}`]
          : []),
        ...(isMore ? [`${workloadId} has more up at night than by day in ${period}`] : []),
      ];
    });
  });
}
