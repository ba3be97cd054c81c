import type { Message } from '@headroom/models';
import { dominatedPools } from '../../optimise/reduce/dominated-pools';
import type { FleetAnswer, FleetSolution } from '../../optimise/solve-fleet';
import { solveOverAll } from '../../optimise/solve-over-all';
import type { Solver } from '../../optimise/program/solver';
import { buildProblem, type PlanProblem } from './build-problem';
import type { Candidates } from '../carriers/candidates';
import type { Carrier } from '../carriers/carriers';
import { entryPrices, type EntryPrice } from '../explain/entry-prices';
import type { PlanContext } from '../plan-context';
import { restrictProblem, translateSolution } from './restrict-problem';
import { strandedWorkloads } from './stranded-workloads';
import { oversizedServices } from '../demand/too-large';

/** The answer of one choice of candidates, over every carrier they have. */
export interface SolvedCarriers {
  /** Those worth weighing otherwise, with all that the fleet uses. */
  readonly candidates: Candidates;
  /** Theirs where there is a fleet; else that of every carrier some fleet may need. */
  readonly planProblem: PlanProblem;
  /** By system, what would have to change for it to enter; empty where money is not the objective. */
  readonly entries: ReadonlyMap<string, EntryPrice>;
  /** Systems the bound holds over. */
  readonly systems: number;
  readonly answer:
    | FleetAnswer
    /** Workloads nothing may carry. */
    | { readonly kind: 'stranded'; readonly conflicts: readonly Message[] }
    /** Services beyond what can be planned. */
    | { readonly kind: 'oversized'; readonly conflicts: readonly Message[] };
}

/** Solves for every carrier there is; the bound of the solution holds over all of them. */
export function solveCarriers(
  context: PlanContext,
  candidates: Candidates,
  solver: Solver,
): SolvedCarriers {
  const all = buildProblem(context, {
    ...everyCarrier(candidates),
    servicePlans: candidates.servicePlans,
    sitesOf: candidates.sitesUnder(context.policy),
  });
  const unsolved = { candidates, planProblem: all, entries: NO_ENTRIES, systems: 0 };
  const stranded = strandedWorkloads(context, candidates, all);
  if (stranded.length > 0) {
    return { ...unsolved, answer: { kind: 'stranded', conflicts: stranded } };
  }
  const oversized = oversizedServices(all.problem);
  if (oversized.length > 0) {
    return { ...unsolved, answer: { kind: 'oversized', conflicts: oversized } };
  }
  const likely = new Set(carriersOf(candidates).map((c) => c.hardware.systemId));
  const systemOf = systemByPool(all);
  const isLikely = (poolId: string) => likely.has(systemOf(poolId));
  const { answer, priced } = solveOverAll(all.problem, solver, { isLikely });
  if (answer.kind !== 'solved') {
    const out = dominatedPools(all.problem);
    return { ...unsolved, planProblem: restrictProblem(all, (_, id) => !out.has(id)), answer };
  }
  const kept = new Set([
    ...carriersOf(candidates).map((c) => carrierKey(c.workloadId, c.hardware.systemId)),
    ...carriersUsed(all, answer.solution),
  ]);
  const isKept = (workloadId: string, poolId: string) =>
    kept.has(carrierKey(workloadId, systemOf(poolId)));
  const planProblem = restrictProblem(all, isKept);
  const isCost = MONEY.has(context.scenario.objective ?? 'cost');
  return {
    candidates: withCarriers(candidates, kept),
    planProblem,
    entries: isCost && priced !== null ? entryPrices(all, priced) : NO_ENTRIES,
    systems: new Set(all.problem.pools.map((p) => p.systemId)).size,
    answer: { kind: 'solved', solution: translateSolution(answer.solution, all, planProblem) },
  };
}

const NO_ENTRIES: ReadonlyMap<string, EntryPrice> = new Map();
/** Objectives under which weights are USD. */
const MONEY: ReadonlySet<string> = new Set(['cost', 'demand', 'latency']);

const carriersOf = ({ services, jobs }: Candidates): Carrier[] => [...services, ...jobs];

const carrierKey = (workloadId: string, systemId: string): string => `${workloadId}|${systemId}`;

function systemByPool({ problem }: PlanProblem): (poolId: string) => string {
  const systems = new Map(problem.pools.map((p) => [p.id, p.systemId]));
  return (id) => systems.get(id) ?? '';
}

/** All carriers found, whether kept for comparisons or not. */
export function everyCarrier({ ranked }: Pick<Candidates, 'ranked'>) {
  const all = [...ranked.values()].flatMap((list) => list.map((r) => r.carrier));
  return {
    serviceCarriers: all.filter((c) => c.kind === 'service'),
    jobCarriers: all.filter((c) => c.kind === 'job'),
  };
}

/** Candidates with the carriers of a problem kept. */
export function withCarriersOf(found: Candidates, { problem }: PlanProblem): Candidates {
  const systems = new Map(problem.pools.map((p) => [p.id, p.systemId]));
  const keys = [
    ...problem.serviceOptions.map((o) => carrierKey(o.workloadId, systems.get(o.poolId) ?? '')),
    ...problem.jobOptions.map((o) => carrierKey(o.jobId, systems.get(o.poolId) ?? '')),
  ];
  return withCarriers(found, new Set(keys));
}

function withCarriers(found: Candidates, kept: ReadonlySet<string>): Candidates {
  const { serviceCarriers, jobCarriers } = everyCarrier(found);
  const isKept = (c: Carrier) => kept.has(carrierKey(c.workloadId, c.hardware.systemId));
  return {
    ...found,
    services: serviceCarriers.filter(isKept),
    jobs: jobCarriers.filter(isKept),
  };
}

/** What runs in the fleet, and what could run on systems of which it has units: shares may call for idle ones. */
function carriersUsed(all: PlanProblem, solution: FleetSolution): string[] {
  const { pools, serviceOptions, jobOptions } = all.problem;
  const systemOf = systemByPool(all);
  const held = new Set(
    pools.flatMap(({ systemId }, p) => {
      const { bought = [], rented = [], leased = [] } = solution.pools[p] ?? {};
      return [...bought, ...rented, ...leased.flat()].some((n) => n > 0) ? [systemId] : [];
    }),
  );
  const isUsed = (poolId: string, runs: boolean) => runs || held.has(systemOf(poolId));
  const jobs = new Set(solution.jobs);
  return [
    ...serviceOptions
      .filter((o, i) => isUsed(o.poolId, solution.replicas[i]?.some((n) => n > 0) === true))
      .map((o) => carrierKey(o.workloadId, systemOf(o.poolId))),
    ...jobOptions
      .filter((o, i) => isUsed(o.poolId, jobs.has(i)))
      .map((o) => carrierKey(o.jobId, systemOf(o.poolId))),
  ];
}
