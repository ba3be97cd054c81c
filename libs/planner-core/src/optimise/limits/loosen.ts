import type { FleetProblem, LimitId } from '../fleet-problem';

/** The problem with one limit loosened by an excess in its own unit; `null` for those that are no matter of degree. */
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
      return {
        ...problem,
        minimumDomesticShare: Math.max(0, (problem.minimumDomesticShare ?? 0) - excess),
      };
    case 'vendor-share':
      return {
        ...problem,
        maximumVendorShare: Math.min(1, (problem.maximumVendorShare ?? 1) + excess),
      };
    case 'demand':
    case 'job':
      return null;
    default:
      return limit satisfies never;
  }
}
