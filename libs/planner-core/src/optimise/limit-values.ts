import { fleetModel } from './fleet-model';
import type { FleetProblem, LimitId } from './fleet-problem';
import { relaxFleet } from './relax-fleet';
import type { Solver } from './solver';

/** What one more of a limit would save over the horizon, in the objective's unit. */
export interface LimitValue {
  readonly limit: LimitId;
  /** By kW, rack, chip per period or in all, or USD, in every period the limit holds for. */
  readonly perUnit: number;
}

const NOTHING = 1e-9;

/**
 * Shadow prices of the limits on power, racks, supply and budget: duals of their rows, summed over periods, in the
 * relaxation with its cuts. They hold for small changes and for replicas and units as fractions, so what a
 * whole unit more would save can differ. Limits that do not bind there have none.
 */
export function limitValues(problem: FleetProblem, solver: Solver): LimitValue[] {
  const fleet = fleetModel(problem, { mergeSites: true });
  const duals = relaxFleet(fleet, solver)?.rowDuals ?? [];
  const worth = (prefix: string): number =>
    fleet.model.rows.reduce(
      (sum, row, r) => (row.name.startsWith(prefix) ? sum - (duals[r] ?? 0) : sum),
      0,
    );
  const limits: { limit: LimitId; prefix: string }[] = [
    ...problem.sites.flatMap(({ siteId }) => [
      { limit: { kind: 'power', siteId } as const, prefix: `power ${siteId} ` },
      { limit: { kind: 'racks', siteId } as const, prefix: `racks ${siteId} ` },
    ]),
    ...problem.supply.flatMap(({ id }) => [
      { limit: { kind: 'supply', supplyId: id } as const, prefix: `supply ${id} ` },
      { limit: { kind: 'supply-total', supplyId: id } as const, prefix: `quota ${id} ` },
    ]),
    ...(problem.budgets ?? []).map(({ id }) => ({
      limit: { kind: 'period-budget', budgetId: id } as const,
      prefix: `period budget ${id}`,
    })),
    { limit: { kind: 'budget' }, prefix: 'budget' },
  ];
  return limits
    .map(({ limit, prefix }) => ({ limit, perUnit: worth(prefix) }))
    .filter((v) => v.perUnit > NOTHING);
}
