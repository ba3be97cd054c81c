import { say, type Message } from '@headroom/models';
import { solveFleet, type FleetSolution } from '../../../optimise/solve-fleet';
import type { SolveOptions, Solver } from '../../../optimise/program/solver';
import { roundToCents } from '../../../units/convert';
import { buildProblem, type PlanProblem } from '../../problem/build-problem';
import type { Candidates } from '../../carriers/candidates';
import { jobCarriers } from '../../carriers/carriers';
import { takenJobs } from '../../fleet/fleet-use';
import type { PlanContext } from '../../plan-context';

interface Planned {
  readonly context: PlanContext;
  readonly candidates: Candidates;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
}

/** What runs at night, on whose units, and what all of it together saves against units of its own. */
export function nightReasons(planned: Planned, solver: Solver): Message[] {
  const { context, planProblem, solution } = planned;
  const jobs = takenJobs(planProblem, solution).filter((j) => j.option.slot === 'night');
  if (jobs.length === 0) return [];
  const told = jobs.map(({ carrier, option }) =>
    say('plan/at-night', {
      workload: option.jobId,
      system: carrier.hardware.system.name,
      units: option.units,
      hours: carrier.run.offPeakHoursPerDay ?? 0,
      services: servicesOn(planned, option.poolId).join(', '),
      start: carrier.run.startDay,
      end: carrier.run.endDay,
    }),
  );
  const isCost = (context.scenario.objective ?? 'cost') === 'cost';
  const saved = isCost ? savedUsd(planned, solver) : null;
  return saved === null
    ? told
    : [
        ...told,
        say('plan/at-night-saves', {
          workload: jobs.map((j) => j.option.jobId).join(', '),
          usd: Math.max(0, roundToCents(saved)),
        }),
      ];
}

/** Services that leave units of a pool at night. */
function servicesOn({ planProblem, solution }: Planned, poolId: string): string[] {
  const names = planProblem.problem.serviceOptions.flatMap((option, i) =>
    option.poolId === poolId && (solution.nightReplicas?.[i] ?? null) !== null
      ? [option.workloadId]
      : [],
  );
  return [...new Set(names)];
}

/** Near enough for a comparison. */
const EFFORT: SolveOptions = { relativeGap: 0.005, maximumNodes: 200 };

/** What the best fleet costs more in which every job has units of its own; `null` where there is none. */
function savedUsd(
  { context, candidates, planProblem, solution }: Planned,
  solver: Solver,
): number | null {
  const hardware = [
    ...new Set([...candidates.services, ...candidates.jobs].map((c) => c.hardware)),
  ];
  const own = (context.scenario.training ?? []).flatMap(
    (job) => jobCarriers(context, { ...job, sharing: 'own' }, hardware).carriers,
  );
  const { problem } = buildProblem(context, {
    servicePlans: candidates.servicePlans,
    serviceCarriers: candidates.services,
    jobCarriers: own,
    sitesOf: candidates.sitesUnder(context.policy),
  });
  const answer = solveFleet(problem, solver, EFFORT);
  return answer.kind === 'solved'
    ? answer.solution.objective +
        problem.fixedCostUsd -
        solution.objective -
        planProblem.problem.fixedCostUsd
    : null;
}
