import { say, type Message } from '@headroom/models';
import type { FleetProblem, SupplyCap } from '../../optimise/fleet-problem';
import type { PoolUse } from '../fleet/fleet-use';
import type { PlanContext } from '../plan-context';

/** What suppliers hold the plan back by: chips of a period or in all, and orders that may not be smaller. */
export function supplyLimits(
  context: PlanContext,
  problem: FleetProblem,
  uses: readonly PoolUse[],
): Message[] {
  return problem.supply.flatMap((cap) => {
    const pools = uses.filter((u) => cap.poolIds.includes(u.info.pool.id));
    return [
      ...rateBinds(context, cap, pools),
      ...totalBinds(cap, pools),
      ...minimumBinds(context, cap, pools),
    ];
  });
}

const smallestUnit = (pools: readonly PoolUse[]): number =>
  Math.min(...pools.map((u) => u.info.pool.chips));

const hiredChips = (u: PoolUse, t: number): number =>
  u.info.pool.chips * ((u.rented[t] ?? 0) + (u.leased[t] ?? 0));

const chipsArriving = (pools: readonly PoolUse[], t: number): number =>
  pools.reduce((sum, u) => sum + u.info.pool.chips * (u.arrived[t] ?? 0), 0);

/** Chips added in a period: what arrives, and what more is held for hire than before. */
const chipsAdded = (pools: readonly PoolUse[], t: number): number =>
  chipsArriving(pools, t) + chipsHiredMore(pools, t);

const chipsHiredMore = (pools: readonly PoolUse[], t: number): number =>
  pools.reduce((sum, u) => sum + hiredChips(u, t) - (t > 0 ? hiredChips(u, t - 1) : 0), 0);

function rateBinds({ periods }: PlanContext, cap: SupplyCap, pools: readonly PoolUse[]): Message[] {
  let allowed = 0;
  let held = 0;
  const period = periods.findIndex((_, t) => {
    const added =
      cap.carryOver === true
        ? chipsAdded(pools, t)
        : chipsArriving(pools, t) + Math.max(0, chipsHiredMore(pools, t));
    const most = cap.chipsPerPeriod[t] ?? 0;
    allowed = cap.carryOver === true ? allowed + most : most;
    held = cap.carryOver === true ? held + added : added;
    return added > 0 && held + smallestUnit(pools) > allowed;
  });
  return period < 0
    ? []
    : [
        say('plan/supply-binds', {
          supply: cap.id,
          period: periods[period]?.id ?? '',
          chips: cap.chipsPerPeriod[period] ?? 0,
        }),
      ];
}

/** Most chips of a quota in use at once: what arrived and counts, and what is held for hire. */
function chipsOfQuota(cap: SupplyCap, pools: readonly PoolUse[]): number {
  const periods = cap.chipsPerPeriod.map((_, t) => t);
  let arrived = 0;
  return Math.max(
    0,
    ...periods.map((t) => {
      arrived += pools.reduce((sum, u) => {
        const k = cap.poolIds.indexOf(u.info.pool.id);
        const counts = cap.counts?.[k]?.[t] ?? true;
        return counts ? sum + u.info.pool.chips * (u.arrived[t] ?? 0) : sum;
      }, 0);
      return pools.reduce(
        (sum, u) => (cap.boughtOnly === true ? sum : sum + hiredChips(u, t)),
        arrived,
      );
    }),
  );
}

function totalBinds(cap: SupplyCap, pools: readonly PoolUse[]): Message[] {
  const { chipsTotal, eventId } = cap;
  const chips = chipsOfQuota(cap, pools);
  if (chipsTotal === undefined || chips === 0 || chips + smallestUnit(pools) <= chipsTotal)
    return [];
  return [
    eventId === undefined
      ? say('plan/quota-binds', { supply: cap.id, chips, limit: chipsTotal })
      : say('plan/volume-cap-binds', { event: eventId, chips, limit: chipsTotal }),
  ];
}

/** Where an order is of the least size that is taken, a smaller one might have done. */
function minimumBinds(
  { periods }: PlanContext,
  cap: SupplyCap,
  pools: readonly PoolUse[],
): Message[] {
  const least = cap.minimumChips;
  if (least === undefined) return [];
  const period = periods.findIndex((_, t) => {
    const ordered = chipsArriving(pools, t);
    return ordered > 0 && ordered - smallestUnit(pools) < least;
  });
  return period < 0
    ? []
    : [
        say('plan/minimum-order-binds', {
          supply: cap.id,
          period: periods[period]?.id ?? '',
          chips: chipsArriving(pools, period),
          limit: least,
        }),
      ];
}
