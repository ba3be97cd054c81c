import type { PolicyBranch } from '@headroom/models';
import { replacing } from '../../optimise/reduce/dominated-pools';
import type { PlanProblem, PoolInfo } from '../problem/build-problem';
import type { Candidates } from '../carriers/candidates';
import type { PlanContext } from '../plan-context';
import { futureProblem } from './future-problem';

/**
 * The candidates without systems that another does for no more of anything at every site in every future, ordered no
 * earlier: orders common to all futures stay common when one takes the other's place, so the best orders cost the same.
 */
export function neededInFutures(
  context: PlanContext,
  candidates: Candidates,
  branches: readonly PolicyBranch[],
): Candidates {
  const futures = branches.map((branch) => futureProblem(context, candidates, branch));
  const inAll = futures.map(replacementsIn);
  const systems = [...new Set(futures.flatMap((f) => f.pools.map((p) => p.pool.systemId)))].sort();
  const out = new Set<string>();
  for (const system of systems) {
    const replaced = systems.some(
      (other) =>
        other !== system &&
        !out.has(other) &&
        inAll.every((canReplace) => canReplace(other, system)),
    );
    if (replaced) out.add(system);
  }
  const isNeeded = (c: Candidates['services'][number] | Candidates['jobs'][number]) =>
    !out.has(c.hardware.systemId);
  return {
    ...candidates,
    services: candidates.services.filter(isNeeded),
    jobs: candidates.jobs.filter(isNeeded),
  };
}

/** Whether a system takes the place of another at each site of one future; not where either is missing there. */
function replacementsIn({
  problem,
  pools,
}: PlanProblem): (better: string, system: string) => boolean {
  const canReplace = replacing(problem);
  const bySystem = new Map<string, PoolInfo[]>();
  for (const info of pools) {
    bySystem.set(info.pool.systemId, [...(bySystem.get(info.pool.systemId) ?? []), info]);
  }
  const lead = (info: PoolInfo) => info.hardware.terms.leadTimeMonths;
  return (better, system) => {
    const own = bySystem.get(system) ?? [];
    const others = bySystem.get(better) ?? [];
    return (
      own.length > 0 &&
      own.length === others.length &&
      own.every((info) =>
        others.some((other) => lead(other) <= lead(info) && canReplace(other.pool, info.pool)),
      )
    );
  };
}
