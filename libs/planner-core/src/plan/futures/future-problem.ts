import type { PolicyBranch } from '@headroom/models';
import { orderMonth } from '../../supply/supply-terms';
import { buildProblem, type PlanProblem, type Restriction } from '../build-problem';
import { branchView, type Candidates } from '../candidates';
import type { PlanContext } from '../plan-context';

/**
 * Month from which it is known which future comes true: the scenario's, or that of the earliest event of any
 * branch, or (for futures that differ by demand alone) the second period.
 */
export function knownFrom({ policy, periods }: PlanContext): string {
  if (policy.branchesKnownFrom !== undefined) return policy.branchesKnownFrom;
  const events = (policy.branches ?? []).flatMap((b) =>
    b.events.map((e) => e.effective.slice(0, 7)),
  );
  const second = periods[1]?.id ?? periods[0]?.id ?? '';
  return events.sort()[0] ?? second;
}

/** The fleet problem of one future: its rules, and its demand from the month the futures part. */
export function futureProblem(
  context: PlanContext,
  candidates: Candidates,
  branch: PolicyBranch,
  restriction: Restriction = {},
): PlanProblem {
  const from = knownFrom(context);
  const factor = branch.demandFactor ?? 1;
  return buildProblem(
    context,
    {
      serviceCarriers: candidates.services,
      jobCarriers: candidates.jobs,
      sitesOf: candidates.sitesUnder(branchView(context.policy, branch.events)),
      servicePlans: candidates.servicePlans.map((plan) => ({
        ...plan,
        loads: plan.loads.map((load) =>
          factor === 1 || load.period < from
            ? load
            : {
                ...load,
                peakRequestsPerSecond: load.peakRequestsPerSecond * factor,
                requests: load.requests * factor,
              },
        ),
      })),
    },
    restriction,
  );
}

/** Which decisions of a pool have to be taken before the future is known, by period. */
export interface EarlyDecisions {
  /** Bought units that arrive in the period were ordered before. */
  readonly bought: readonly boolean[];
  readonly rented: readonly boolean[];
}

export function earlyDecisions(
  { periods, policy, ...context }: PlanContext,
  { pools }: PlanProblem,
): EarlyDecisions[] {
  const from = knownFrom({ periods, policy, ...context });
  return pools.map(({ hardware }) => ({
    bought: periods.map((period) => orderMonth(period, hardware.terms) < from),
    rented: periods.map((period) => period.id < from),
  }));
}
