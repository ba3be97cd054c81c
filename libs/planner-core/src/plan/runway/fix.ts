import type { ScenarioDocument } from '@headroom/models';
import { INSTALL_MONTHS, supplyTermsOf } from '../../supply/supply-terms';
import { quantileOf } from '../../uncertainty/distribution';
import { settleScenario } from '../../uncertainty/middle';
import type { PlanProblem, PoolInfo } from '../problem/build-problem';

/** What would be ordered for a pool that runs out, and how long that takes. */
export interface Fix {
  readonly systemId: string;
  readonly systemName: string;
  readonly acquisition: 'buy' | 'rent';
  readonly leadMonthsP50: number;
  readonly leadMonthsP90: number;
}

/** Months from order to service of every pool's system at a share of what is possible. */
export function leadMonths(
  document: ScenarioDocument,
  { pools }: PlanProblem,
  share: number,
): number[] {
  const { limits } = settleScenario(document, (value) => quantileOf(value)(share));
  return pools.map(
    ({ hardware }) =>
      Math.round(
        supplyTermsOf(hardware, limits?.supply ?? [], INSTALL_MONTHS).leadTimeMonths * PRECISION,
      ) / PRECISION,
  );
}

/** Orders are counted in whole months: float noise must not add one. */
const PRECISION = 1e6;

/**
 * The way to more capacity when a pool is full: more of the same where it can still be got, bought before
 * rented as the plan holds it; otherwise the cheapest other system at the site that can carry the workload.
 * `null` where every door is shut by then.
 * @param period planning period in which more is needed
 */
export function fixFor(
  planProblem: PlanProblem,
  pool: number,
  workloadIds: readonly string[],
  period: number,
  leads: { readonly p50: readonly number[]; readonly p90: readonly number[] },
): Fix | null {
  const own = planProblem.pools[pool];
  if (own === undefined) return null;
  const offered = (p: number): Fix | null => {
    const info = planProblem.pools[p];
    const acquisition = info === undefined ? null : openWay(info, period);
    if (info === undefined || acquisition === null) return null;
    const isBuy = acquisition === 'buy';
    return {
      systemId: info.hardware.systemId,
      systemName: info.hardware.system.name,
      acquisition,
      leadMonthsP50: isBuy ? (leads.p50[p] ?? 0) : 0,
      leadMonthsP90: isBuy ? (leads.p90[p] ?? 0) : 0,
    };
  };
  const same = offered(pool);
  if (same !== null) return same;
  const others = planProblem.problem.serviceOptions
    .filter((o) => workloadIds.includes(o.workloadId))
    .map((option) => {
      const p = planProblem.pools.findIndex((i) => i.pool.id === option.poolId);
      const info = planProblem.pools[p];
      const usd = info === undefined ? Infinity : unitUsd(info, period);
      return { p, info, usd: (usd * option.unitsPerReplica) / option.capacityPerReplica };
    })
    .filter((x) => x.info?.site.id === own.site.id && offered(x.p) !== null)
    .sort((a, b) => a.usd - b.usd || a.p - b.p);
  const [best] = others;
  return best === undefined ? null : offered(best.p);
}

function openWay({ pool }: PoolInfo, period: number): 'buy' | 'rent' | null {
  if (pool.buy?.open[period] === true) return 'buy';
  return pool.rent?.open[period] === true ? 'rent' : null;
}

const unitUsd = (info: PoolInfo, period: number): number =>
  openWay(info, period) === 'buy'
    ? (info.pool.buy?.costUsd[period] ?? Infinity)
    : (info.pool.rent?.costUsd[period] ?? Infinity);
