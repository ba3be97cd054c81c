import type { Conflict } from './conflicts';
import type { FleetProblem, LimitId } from './fleet-problem';
import { solveFleet } from './solve-fleet';
import type { Solver } from './solver';

/** The conflict that costs least to resolve by loosening it alone, and the weight of the fleet then. */
export interface WayOut {
  readonly conflict: Conflict;
  readonly weight: number;
}

/** A little more than the least, so that rounding does not close the door again. */
const MARGIN = 1 + 1e-6;

/** Loosens each limit of a conflict by the least that helps, and plans anew; `null` where no single one helps. */
export function cheapestWayOut(
  problem: FleetProblem,
  conflicts: readonly Conflict[],
  solver: Solver,
): WayOut | null {
  let best: WayOut | null = null;
  for (const conflict of conflicts) {
    if (conflict.leastExcess === null) continue;
    const loose = loosen(problem, conflict.limit, conflict.leastExcess * MARGIN);
    const answer = loose === null ? null : solveFleet(loose, solver);
    if (answer?.kind !== 'solved') continue;
    const weight = answer.solution.objective;
    if (best === null || weight < best.weight) best = { conflict, weight };
  }
  return best;
}

/** The problem with one limit loosened; `null` for those that are no matter of degree. */
export function loosen(problem: FleetProblem, limit: LimitId, excess: number): FleetProblem | null {
  switch (limit.kind) {
    case 'power':
    case 'racks': {
      const more = (id: string, most: number | null) =>
        most !== null && id === limit.siteId ? most + excess : most;
      return {
        ...problem,
        sites: problem.sites.map((s) =>
          limit.kind === 'power'
            ? { ...s, powerKw: more(s.siteId, s.powerKw) }
            : { ...s, racks: more(s.siteId, s.racks) },
        ),
      };
    }
    case 'supply':
      return {
        ...problem,
        supply: problem.supply.map((s) =>
          s.id === limit.supplyId
            ? { ...s, chipsPerPeriod: s.chipsPerPeriod.map((n) => n + excess) }
            : s,
        ),
      };
    case 'supply-total':
      return {
        ...problem,
        supply: problem.supply.map((s) =>
          s.id === limit.supplyId && s.chipsTotal !== undefined
            ? { ...s, chipsTotal: s.chipsTotal + excess }
            : s,
        ),
      };
    case 'minimum-order':
      return {
        ...problem,
        supply: problem.supply.map((s) =>
          s.id === limit.supplyId && s.minimumChips !== undefined
            ? { ...s, minimumChips: Math.max(0, s.minimumChips - excess) }
            : s,
        ),
      };
    case 'period-budget':
      return {
        ...problem,
        budgets: problem.budgets?.map((b) =>
          b.id === limit.budgetId ? { ...b, usd: b.usd + excess } : b,
        ),
      };
    case 'budget':
      return { ...problem, budgetUsd: (problem.budgetUsd ?? 0) + excess };
    case 'system-kinds':
      return {
        ...problem,
        maximumSystemKinds: (problem.maximumSystemKinds ?? 0) + Math.ceil(excess),
      };
    case 'domestic-share':
      return { ...problem, minimumDomesticShare: null };
    case 'vendor-share':
      return { ...problem, maximumVendorShare: null };
    case 'demand':
    case 'job':
      return null;
    default:
      return limit satisfies never;
  }
}
