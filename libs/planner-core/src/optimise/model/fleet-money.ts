import type { ModelParts } from './fleet-limits';
import type { LimitId, PeriodBudget } from '../fleet-problem';
import { present, sum, term, type Term } from '../program/linear-model';
import { arrivalCost, leaseWeight } from './pool-columns';

/** Adds the budget of the horizon and those of single periods. */
export function addBudgets(parts: ModelParts): void {
  addBudget(parts);
  for (const budget of parts.problem.budgets ?? []) addPeriodBudget(parts, budget);
}

function addBudget(parts: ModelParts): void {
  const { budgetUsd, fixedCostUsd } = parts.problem;
  const limit: LimitId = { kind: 'budget' };
  if (budgetUsd === null || parts.isLifted(limit)) return;
  const spent = parts.problem.pools.flatMap((pool, p) => {
    const columns = parts.poolColumns[p];
    return parts.periods.flatMap((t) => [
      ...present(columns?.bought[t], pool.buy === null ? 0 : arrivalCost(pool.buy, 'costUsd', t)),
      ...present(columns?.rented[t], pool.rent?.costUsd[t] ?? 0),
      ...(pool.leases ?? []).flatMap((lease, k) =>
        present(columns?.leased[k]?.[t], leaseWeight(lease, lease.costUsd, t)),
      ),
    ]);
  });
  const rents = parts.problem.jobOptions.flatMap((o, i) =>
    o.dedicatedRent === null ? [] : [term(parts.jobs[i] ?? 0, o.dedicatedRent.costUsd)],
  );
  parts.builder.row('budget', { upper: budgetUsd - fixedCostUsd }, [
    ...spent,
    ...rents,
    ...parts.slack(limit, -1),
  ]);
}

function addPeriodBudget(parts: ModelParts, budget: PeriodBudget): void {
  const limit: LimitId = { kind: 'period-budget', budgetId: budget.id };
  if (parts.isLifted(limit)) return;
  const inside = parts.periods.filter((t) => t >= budget.fromPeriod && t <= budget.untilPeriod);
  const spent = inside.flatMap((t) =>
    budget.of === 'capex' ? capexIn(parts, t) : costIn(parts, t),
  );
  if (spent.length === 0) return;
  const fixed =
    budget.of === 'capex'
      ? 0
      : sum(inside.map((t) => parts.problem.fixedCostUsdByPeriod?.[t] ?? 0));
  parts.builder.row(`period budget ${budget.id}`, { upper: budget.usd - fixed }, [
    ...spent,
    ...parts.slack(limit, -1),
  ]);
}

const capexIn = (parts: ModelParts, t: number): Term[] =>
  parts.problem.pools.flatMap((pool, p) =>
    present(parts.poolColumns[p]?.bought[t], pool.buy?.capexUsd?.[t] ?? 0),
  );

/** What is in service in a period, at what it costs there. */
function costIn(parts: ModelParts, t: number): Term[] {
  const units = parts.problem.pools.flatMap((pool, p) => {
    const columns = parts.poolColumns[p];
    return [
      ...present(parts.ownedColumns[p]?.[t], pool.buy?.costUsd[t] ?? 0),
      ...surcharges(parts, p, t),
      ...present(columns?.rented[t], pool.rent?.costUsd[t] ?? 0),
      ...(pool.leases ?? []).flatMap((lease, k) =>
        present(columns?.leasedNow[k]?.[t], lease.costUsd[t] ?? 0),
      ),
    ];
  });
  const rents = parts.problem.jobOptions.flatMap((o, i) =>
    o.dedicatedRent === null
      ? []
      : [term(parts.jobs[i] ?? 0, o.dedicatedRent.costUsdByPeriod?.[t] ?? 0)],
  );
  return [...units, ...rents];
}

/** What units in service in a period cost beyond the others because of when they arrived. */
function surcharges(parts: ModelParts, p: number, t: number): Term[] {
  const surcharge = parts.problem.pools[p]?.buy?.surcharge;
  if (surcharge === undefined) return [];
  return parts.periods.slice(0, t + 1).flatMap((arrival) => {
    const usd = (surcharge.share[arrival] ?? 0) * (surcharge.costUsd[t] ?? 0);
    return usd === 0 ? [] : present(parts.poolColumns[p]?.bought[arrival], usd);
  });
}
