import type { PolicyBranch } from '@headroom/models';
import { orderMonth } from '../../supply/supply-terms';
import { buildProblem, type PlanProblem, type Restriction } from '../problem/build-problem';
import { branchView, type Candidates } from '../carriers/candidates';
import type { PlanContext } from '../plan-context';

/**
 * Month from which it is known whether a branch comes true: its own; else the one the scenario has for all, or that
 * of the earliest event of any branch, or (for futures that differ by demand alone) the second period.
 */
export function knownFrom({ policy, periods }: PlanContext, branch: PolicyBranch): string {
  const own = branch.knownFrom ?? policy.branchesKnownFrom;
  if (own !== undefined) return own;
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
  const from = knownFrom(context, branch);
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

/** A decision by a name that means the same in every future. */
export const decisionName = (
  way: 'buy' | 'rent' | 'lease',
  poolId: string,
  period: number,
  lease?: number,
): string => `${way} ${poolId} ${period}${lease === undefined ? '' : ` ${lease}`}`;

/** Which decisions of a pool have to be taken before a month, by period. */
export interface EarlyDecisions {
  /** Bought units that arrive in the period were ordered before. */
  readonly bought: readonly boolean[];
  /** Rent and leases begin when they are agreed on. */
  readonly rented: readonly boolean[];
}

export const earlyDecisions = (
  { periods }: PlanContext,
  { pools }: PlanProblem,
  before: string,
): EarlyDecisions[] =>
  pools.map(({ hardware }) => ({
    bought: periods.map((period) => orderMonth(period, hardware.terms) < before),
    rented: periods.map((period) => period.id < before),
  }));

/** Month in which every decision of a problem has to be taken, by its name. */
export const decisionMonths = (
  { periods }: PlanContext,
  { pools }: PlanProblem,
): Map<string, string> =>
  new Map(
    pools.flatMap(({ pool, hardware }) =>
      periods.flatMap((period, t): [string, string][] => [
        [decisionName('buy', pool.id, t), orderMonth(period, hardware.terms)],
        [decisionName('rent', pool.id, t), period.id],
        ...(pool.leases ?? []).map((_, k): [string, string] => [
          decisionName('lease', pool.id, t, k),
          period.id,
        ]),
      ]),
    ),
  );
