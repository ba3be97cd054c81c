import {
  say,
  type FuturePlan,
  type Futures,
  type Message,
  type PolicyBranch,
} from '@headroom/models';
import { solveFleet, type FleetSolution } from '../../optimise/solve-fleet';
import type { Solver } from '../../optimise/program/solver';
import { roundToCents } from '../../units/convert';
import type { PlanProblem, Restriction } from '../problem/build-problem';
import type { Candidates } from '../carriers/candidates';
import { poolUses } from '../fleet/fleet-use';
import { planCosts } from '../money/plan-costs';
import type { PlanContext } from '../plan-context';
import { decisionMonths, earlyDecisions, futureProblem, knownFrom } from './future-problem';
import { neededInFutures } from './needed-in-futures';
import {
  canOrder,
  firstOrders,
  solveFutures,
  solveRecourse,
  type FirstOrders,
  type FutureBlock,
} from './two-stage-program';

const HEDGED = 'hedged';
const WAIT = 'wait';
/** Vendors tried alone for what a second one is worth. */
const MOST_SINGLE_VENDORS = 2;

interface Future extends FutureBlock {
  readonly branch: PolicyBranch;
}

/** One set of first orders and its cost in every future; `null` where demand can then not be carried. */
interface Row {
  readonly id: string;
  readonly title: Message;
  readonly orders: FirstOrders;
  readonly costs: readonly (number | null)[];
}

/**
 * Orders now, recourse later: the orders that are best on average when it is not yet known which future comes
 * true, beside the orders made for each future alone and beside waiting; each lived through every future.
 * `null` without branches, or where no future can be carried.
 */
export function weighFutures(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
): Futures | null {
  const branches = context.policy.branches ?? [];
  const likely = branches.filter((b) => b.probability > 0);
  const needed = neededInFutures(context, candidates, likely);
  const all = likely.map((branch) => futureOf(context, needed, branch));
  const singles = all.map(({ planProblem }) => {
    const answer = solveFleet(planProblem.problem, solver);
    return answer.kind === 'solved' ? answer.solution : null;
  });
  const carried = all.filter((_, k) => singles[k] !== null);
  const total = carried.reduce((sum, f) => sum + f.branch.probability, 0);
  if (carried.length === 0 || total <= 0) return null;
  const futures = carried.map((f) => ({ ...f, probability: f.branch.probability / total }));
  const rows = rowsOf(
    context,
    futures,
    singles.flatMap((s) => s ?? []),
    solver,
  );
  return assemble(context, candidates, solver, all, futures, rows);
}

function futureOf(
  context: PlanContext,
  candidates: Candidates,
  branch: PolicyBranch,
  restriction?: Restriction,
): Future {
  const planProblem = futureProblem(context, candidates, branch, restriction);
  const from = knownFrom(context, branch);
  return {
    branch,
    planProblem,
    probability: branch.probability,
    knownFrom: from,
    early: earlyDecisions(context, planProblem, from),
    monthOf: decisionMonths(context, planProblem),
  };
}

function rowsOf(
  context: PlanContext,
  futures: readonly Future[],
  singles: readonly FleetSolution[],
  solver: Solver,
): Row[] {
  const costOf = (future: Future, solution: FleetSolution): number =>
    totalUsd(context, future.planProblem, solution);
  const parting = firstParting(futures);
  const orders = (future: Future, solution: FleetSolution, until: string): FirstOrders =>
    firstOrders(future.planProblem, earlyDecisions(context, future.planProblem, until), solution);
  const row = (
    id: string,
    title: Message,
    first: FirstOrders,
    until: string,
    own?: number,
  ): Row => {
    const lived = liveThrough(futures, first, until, solver);
    return {
      id,
      title,
      orders: first,
      costs: futures.map((future, k) => {
        const solution = (k === own ? singles[k] : undefined) ?? lived[k] ?? null;
        return solution === null ? null : costOf(future, solution);
      }),
    };
  };
  const rows = futures.flatMap((future, k): Row[] => {
    const single = singles[k];
    if (single === undefined) return [];
    const name = future.branch.name ?? future.branch.id;
    const title = say('futures/plan-for', { branch: name });
    const until = future.knownFrom;
    return [row(`for-${future.branch.id}`, title, orders(future, single, until), until, k)];
  });
  rows.push(row(WAIT, say('futures/plan-wait'), new Map(), parting));
  const hedged = solveFutures(futures, { kind: 'common' }, solver);
  const [first] = futures;
  const [solution] = hedged ?? [];
  if (hedged !== null && first !== undefined && solution !== undefined) {
    rows.push({
      id: HEDGED,
      title: say('futures/plan-hedged'),
      orders: orders(first, solution, parting),
      costs: futures.map((future, k) => {
        const own = hedged[k];
        return own === undefined ? null : costOf(future, own);
      }),
    });
  }
  return withBestHedge(rows, futures);
}

/** The month in which the first of the futures is told from the others. */
const firstParting = (futures: readonly Future[]): string =>
  futures.map((f) => f.knownFrom).sort()[0] ?? '';

/**
 * Orders given until a month, and in every future the best recourse to them; `null` for a future that cannot be
 * carried with them. Where all part in one month every future is a problem of its own; else what is not known yet after
 * the orders given end is decided in common, for all that is left.
 */
function liveThrough(
  futures: readonly Future[],
  orders: FirstOrders,
  until: string,
  solver: Solver,
): (FleetSolution | null)[] {
  if (futures.every((f) => f.knownFrom === until)) {
    return futures.map((future) =>
      canOrder([future], orders) ? solveRecourse(future, orders, solver) : null,
    );
  }
  const solved = solveFutures(futures, { kind: 'fixed', orders, until }, solver);
  return futures.map((_, k) => solved?.[k] ?? null);
}

/**
 * The program stops within a gap of its optimum; where another row then turns out better on average, its
 * orders are the better hedge and are taken for it.
 */
function withBestHedge(rows: readonly Row[], futures: readonly Future[]): Row[] {
  const others = rows.filter((r) => r.id !== HEDGED);
  const best = rows
    .map((row) => ({ row, usd: expected(row, futures) }))
    .filter((x): x is { row: Row; usd: number } => x.usd !== null)
    .sort((a, b) => a.usd - b.usd || (a.row.id === HEDGED ? -1 : 1))[0];
  if (best === undefined) return others;
  return [{ ...best.row, id: HEDGED, title: say('futures/plan-hedged') }, ...others];
}

function expected(row: Row, futures: readonly Future[]): number | null {
  let sum = 0;
  for (const [k, usd] of row.costs.entries()) {
    if (usd === null) return null;
    sum += usd * (futures[k]?.probability ?? 0);
  }
  return sum;
}

function totalUsd(context: PlanContext, planProblem: PlanProblem, solution: FleetSolution): number {
  return planCosts(context, planProblem, solution, poolUses(planProblem, solution)).total.totalUsd;
}

function assemble(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
  all: readonly Future[],
  futures: readonly Future[],
  rows: readonly Row[],
): Futures | null {
  const best = futures.map((_, k) => Math.min(...rows.map((r) => r.costs[k] ?? Infinity)));
  const regrets = (row: Row) =>
    row.costs.map((usd, k) => (usd === null ? null : roundToCents(usd - (best[k] ?? 0))));
  const plans = rows.map((row): FuturePlan => {
    const own = regrets(row);
    const usd = expected(row, futures);
    return {
      id: row.id,
      title: row.title,
      orders: ordersOf(futures, row.orders),
      expectedCostUsd: usd === null ? null : roundToCents(usd),
      maxRegretUsd: own.some((r) => r === null) ? null : Math.max(...own.map((r) => r ?? 0)),
    };
  });
  const usdOf = (id: string) => plans.find((p) => p.id === id)?.expectedCostUsd ?? null;
  const hedged = usdOf(HEDGED);
  if (hedged === null) return null;
  const over = (usd: number | null): number | null =>
    usd === null ? null : roundToCents(Math.max(0, usd - hedged));
  const likeliest = likeliestOf(futures);
  const single = likeliest === null ? null : usdOf(`for-${likeliest.id}`);
  const knowing = futures.reduce((sum, f, k) => sum + f.probability * (best[k] ?? 0), 0);
  const vendor = singleVendor(context, candidates, solver, futures);
  const told: Omit<Futures, 'findings'> = {
    knownFrom: firstParting(futures),
    branches: futures.map(({ branch, probability, knownFrom: from }) => ({
      id: branch.id,
      name: branch.name ?? branch.id,
      probability,
      knownFrom: from,
    })),
    plans,
    outcomes: rows.flatMap((row) => {
      const own = regrets(row);
      return futures.map(({ branch }, k) => {
        const usd = row.costs[k] ?? null;
        return {
          planId: row.id,
          branchId: branch.id,
          costUsd: usd,
          regretUsd: own[k] ?? null,
        };
      });
    }),
    chosenPlanId: HEDGED,
    expectedCostUsd: hedged,
    hedgingUsd: over(single),
    knowingUsd: roundToCents(Math.max(0, hedged - knowing)),
    waitingUsd: over(usdOf(WAIT)),
    secondVendorUsd: over(vendor?.usd ?? null),
    singleVendor: vendor?.vendor ?? null,
  };
  return { ...told, findings: findingsOf(told, all, futures) };
}

const likeliestOf = (futures: readonly Future[]): PolicyBranch | null =>
  futures.reduce<Future | null>(
    (a, b) => (a === null || b.probability > a.probability ? b : a),
    null,
  )?.branch ?? null;

function ordersOf(futures: readonly Future[], orders: FirstOrders): FuturePlan['orders'] {
  const [first] = futures;
  return (first?.planProblem.problem.pools ?? []).flatMap((pool) =>
    (['buy', 'rent', 'lease'] as const).flatMap((way) => {
      const units = [...orders]
        .filter(([name]) => name.startsWith(`${way} ${pool.id} `))
        .map(([, n]) => n);
      // Purchases and leases of several periods add up; what is rented is held, not added.
      const held = way !== 'rent' ? units.reduce((a, b) => a + b, 0) : Math.max(0, ...units);
      return held === 0
        ? []
        : [{ systemId: pool.systemId, siteId: pool.siteId, acquisition: way, units: held }];
    }),
  );
}

/** The vendor that alone carries every future at the least mean cost; what is owned may be anyone's. */
function singleVendor(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
  futures: readonly Future[],
): { vendor: string; usd: number } | null {
  const systems = new Map<string, Set<string>>();
  for (const { hardware } of [...candidates.services, ...candidates.jobs]) {
    systems.set(
      hardware.vendor,
      (systems.get(hardware.vendor) ?? new Set()).add(hardware.systemId),
    );
  }
  const workloads = [...candidates.services, ...candidates.jobs];
  const ids = new Set(workloads.map((w) => w.workloadId));
  const able = [...systems].filter(
    ([vendor]) =>
      new Set(workloads.filter((w) => w.hardware.vendor === vendor).map((w) => w.workloadId))
        .size === ids.size,
  );
  const priced = able.slice(0, MOST_SINGLE_VENDORS).flatMap(([vendor, only]) => {
    const own = futures.map((f) => ({
      ...futureOf(context, candidates, f.branch, { systems: only }),
      probability: f.probability,
    }));
    const solved = solveFutures(own, { kind: 'common' }, solver);
    if (solved === null) return [];
    const usd = own.reduce((sum, f, k) => {
      const solution = solved[k];
      return solution === undefined
        ? sum
        : sum + f.probability * totalUsd(context, f.planProblem, solution);
    }, 0);
    return [{ vendor, usd }];
  });
  return priced.sort((a, b) => a.usd - b.usd || (a.vendor < b.vendor ? -1 : 1))[0] ?? null;
}

const PERCENT = 100;
/** Differences below this share of the mean cost are within the gap of the program. */
const NOTABLE_SHARE = 0.005;

function findingsOf(
  told: Omit<Futures, 'findings'>,
  all: readonly Future[],
  futures: readonly Future[],
): Message[] {
  const isNotable = (usd: number): boolean => usd > told.expectedCostUsd * NOTABLE_SHARE;
  const month = told.knownFrom;
  const carried = new Set(futures.map((f) => f.branch.id));
  const likeliest = likeliestOf(futures);
  const branch = likeliest?.name ?? likeliest?.id ?? '';
  return [
    ...all
      .filter((f) => !carried.has(f.branch.id))
      .map(({ branch }) =>
        say('futures/left-out', {
          branch: branch.name ?? branch.id,
          percent: branch.probability * PERCENT,
        }),
      ),
    told.hedgingUsd === null
      ? say('futures/hedging-needed', { branch })
      : isNotable(told.hedgingUsd)
        ? say('futures/hedging', { branch, usd: told.hedgingUsd })
        : say('futures/no-hedging', { branch }),
    say('futures/knowing', { usd: told.knowingUsd }),
    told.waitingUsd === null
      ? say('futures/waiting-impossible', { month })
      : isNotable(told.waitingUsd)
        ? say('futures/waiting-costs', { month, usd: told.waitingUsd })
        : say('futures/waiting-is-free', { month }),
    told.secondVendorUsd === null || told.singleVendor === null
      ? say('futures/second-vendor-needed')
      : isNotable(told.secondVendorUsd)
        ? say('futures/second-vendor', { vendor: told.singleVendor, usd: told.secondVendorUsd })
        : say('futures/second-vendor-free', { vendor: told.singleVendor }),
  ];
}
