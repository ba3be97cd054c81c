import type { FleetProblem, LimitId, SupplyCap } from '../fleet-problem';

/** The problem without one limit; as it is for what is asked of the fleet, which nothing takes away. */
export function liftLimit(problem: FleetProblem, limit: LimitId): FleetProblem {
  const withCap = (supplyId: string, lift: (cap: SupplyCap) => SupplyCap): FleetProblem => ({
    ...problem,
    supply: problem.supply.map((cap) => (cap.id === supplyId ? lift(cap) : cap)),
  });
  const withSite = (siteId: string, lifted: { powerKw: null } | { racks: null }): FleetProblem => ({
    ...problem,
    sites: problem.sites.map((s) => (s.siteId === siteId ? { ...s, ...lifted } : s)),
  });
  switch (limit.kind) {
    case 'power':
      return withSite(limit.siteId, { powerKw: null });
    case 'racks':
      return withSite(limit.siteId, { racks: null });
    case 'supply':
      return withCap(limit.supplyId, (cap) => ({
        ...cap,
        chipsPerPeriod: cap.chipsPerPeriod.map(() => Infinity),
      }));
    case 'supply-total':
      return withCap(limit.supplyId, ({ chipsTotal: _, ...cap }) => cap);
    case 'minimum-order':
      return withCap(limit.supplyId, ({ minimumChips: _, ...cap }) => cap);
    case 'budget':
      return { ...problem, budgetUsd: null };
    case 'period-budget':
      return {
        ...problem,
        budgets: (problem.budgets ?? []).filter((b) => b.id !== limit.budgetId),
      };
    case 'domestic-share':
      return { ...problem, minimumDomesticShare: null };
    case 'vendor-share':
      return { ...problem, maximumVendorShare: null };
    case 'system-kinds':
      return { ...problem, maximumSystemKinds: null };
    case 'demand':
    case 'job':
      return problem;
    default:
      return limit satisfies never;
  }
}
