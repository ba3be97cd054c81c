import { fleetModel } from '../model/fleet-model';
import type { FleetProblem, LimitId } from '../fleet-problem';
import { relaxFleet, type FleetRelaxation } from '../relax/relax-fleet';
import { solveFleet } from '../solve-fleet';
import type { Solver } from '../program/solver';
import { loosen } from './loosen';

/** What moving one limit by a stated step saves over the horizon, in the objective's unit. */
export interface LimitSaving {
  readonly limit: LimitId;
  /** kW, racks, chips by period or in all, USD, share of chips, or kinds. */
  readonly step: number;
  readonly saving: number;
}

/** The step each limit is moved by: one of what people ask for. */
const STEPS = {
  power: 1000,
  racks: 1,
  supply: 1,
  'supply-total': 1,
  'period-budget': 1e6,
  'domestic-share': 0.01,
  'vendor-share': 0.01,
} as const;

type Stepped = Extract<LimitId, { kind: keyof typeof STEPS }>;

const NOTHING = 1e-9;
/** Programs of more columns are not solved anew: the price of the last bit then stands for the whole step. */
const MOST_COLUMNS = 3000;
/** More replicas to decide than this are not decided again to see what one more kind of system saves. */
const MOST_REPLICAS = 400;

/**
 * What one more of every limit that binds is worth: the relaxation, with the cuts that whole replicas obey, solved anew
 * with the limit moved by the step. A shadow price holds for small changes only, so it decides which limits bind, and
 * stands for the whole step in large programs alone, where it can only say too much. Whole units may save less than
 * fractions do. A limit on kinds of systems has no price at all in the relaxation: there whole fleets are compared.
 */
export function limitSavings(problem: FleetProblem, solver: Solver): LimitSaving[] {
  const fleet = fleetModel(problem, { mergeSites: true });
  const relaxation = relaxFleet(fleet, solver);
  if (relaxation === null) return [];
  const priceOf = (prefix: string): number =>
    fleet.model.rows.reduce(
      (sum, row, r) =>
        row.name.startsWith(prefix) ? sum + Math.abs(relaxation.rowDuals[r] ?? 0) : sum,
      0,
    );
  const isSmall = fleet.model.columns.length <= MOST_COLUMNS;
  const savings = steppedLimits(problem).flatMap(({ limit, prefix }): LimitSaving[] => {
    const step = STEPS[limit.kind];
    const price = priceOf(prefix);
    if (price <= NOTHING) return [];
    const isShare = limit.kind === 'domestic-share' || limit.kind === 'vendor-share';
    if (!isSmall && isShare) return [];
    const saving = isSmall ? savedByMoving(problem, limit, step, relaxation, solver) : price * step;
    return saving > NOTHING ? [{ limit, step, saving }] : [];
  });
  return [...savings, ...kindSaving(problem, solver)];
}

/** Limits that are a matter of degree, with how the names of their rows begin. */
function steppedLimits(problem: FleetProblem): { limit: Stepped; prefix: string }[] {
  return [
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
    { limit: { kind: 'domestic-share' }, prefix: 'domestic ' },
    { limit: { kind: 'vendor-share' }, prefix: 'vendor ' },
  ];
}

/** How much lower the relaxation lies with the limit moved; its cuts hold whatever the limits are. */
function savedByMoving(
  problem: FleetProblem,
  limit: Stepped,
  step: number,
  { bound, cuts }: FleetRelaxation,
  solver: Solver,
): number {
  const moved = moveLimit(problem, limit, step);
  if (moved === null) return 0;
  const { model } = fleetModel(moved, { mergeSites: true });
  const answer = solver.relax({ ...model, rows: [...model.rows, ...cuts] });
  return answer.kind === 'solved' ? Math.max(0, bound - answer.objective) : 0;
}

/** The problem with a limit moved by a step to the side that leaves more open; `null` where it is absent. */
export function moveLimit(
  problem: FleetProblem,
  limit: LimitId,
  step: number,
): FleetProblem | null {
  const { minimumDomesticShare, maximumVendorShare } = problem;
  switch (limit.kind) {
    case 'domestic-share':
      return minimumDomesticShare === null
        ? null
        : { ...problem, minimumDomesticShare: Math.max(0, minimumDomesticShare - step) };
    case 'vendor-share':
      return maximumVendorShare === null
        ? null
        : { ...problem, maximumVendorShare: Math.min(1, maximumVendorShare + step) };
    default:
      return loosen(problem, limit, step);
  }
}

/** What one more kind of system saves, beyond what the gaps of the two fleets leave open. */
function kindSaving(problem: FleetProblem, solver: Solver): LimitSaving[] {
  const limit = { kind: 'system-kinds' } as const;
  const replicas = problem.serviceOptions.length * problem.periods;
  const more = moveLimit(problem, limit, 1);
  if (problem.maximumSystemKinds === null || more === null || replicas > MOST_REPLICAS) return [];
  const [now, then] = [problem, more].map((p) => solveFleet(p, solver));
  if (now?.kind !== 'solved' || then?.kind !== 'solved') return [];
  const saving = now.solution.bound - then.solution.objective;
  return saving > NOTHING ? [{ limit, step: 1, saving }] : [];
}
