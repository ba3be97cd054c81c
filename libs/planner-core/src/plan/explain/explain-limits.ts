import { say, type Message } from '@headroom/models';
import type { ItemAmounts } from '../../cost/unit-cost-items';
import { BINDING_SHARE, percent } from './binding';
import type { Conflict } from '../../optimise/limits/conflicts';
import type { FleetProblem } from '../../optimise/fleet-problem';
import { unitsInService, type PoolUse } from '../fleet/fleet-use';
import { moneyLimits } from './explain-money';
import { supplyLimits } from './explain-supply';
import type { PlanContext } from '../plan-context';

/**
 * Limits the plan is up against.
 * @param jobItems what units rented for one job cost, by job and period
 */
export function bindingLimits(
  context: PlanContext,
  problem: FleetProblem,
  uses: readonly PoolUse[],
  jobItems: readonly (readonly ItemAmounts[])[],
  totalUsd: number,
): Message[] {
  return [
    ...siteLimits(context, uses),
    ...supplyLimits(context, problem, uses),
    ...kindLimit(problem, uses),
    ...shareLimits(context, problem, uses),
    ...moneyLimits(context, problem, uses, jobItems, totalUsd),
  ];
}

const owned = (use: PoolUse, t: number): number => (use.existing[t] ?? 0) + (use.bought[t] ?? 0);

function siteLimits(context: PlanContext, uses: readonly PoolUse[]): Message[] {
  return context.sites.flatMap((site) => {
    const here = uses.filter((u) => u.info.site.id === site.id);
    const peak = (of: (use: PoolUse) => number) =>
      Math.max(
        0,
        ...context.periods.map((_, t) => here.reduce((sum, u) => sum + owned(u, t) * of(u), 0)),
      );
    const usedKw = peak((u) => u.info.pool.powerKw);
    const used = peak((u) => u.info.pool.racks ?? 0);
    return [
      ...(site.powerKw !== null && usedKw >= site.powerKw * BINDING_SHARE
        ? [
            say('plan/power-binds', {
              site: site.id,
              percent: percent(usedKw / site.powerKw),
              usedKw,
              limitKw: site.powerKw,
            }),
          ]
        : []),
      ...(site.racks !== null && used >= site.racks * BINDING_SHARE
        ? [
            say('plan/racks-bind', {
              site: site.id,
              percent: percent(used / site.racks),
              used,
              limit: site.racks,
            }),
          ]
        : []),
    ];
  });
}

function kindLimit(
  { maximumSystemKinds: most }: FleetProblem,
  uses: readonly PoolUse[],
): Message[] {
  if (most === null) return [];
  const got = uses.filter((u) =>
    [...u.arrived, ...u.rented, ...u.leased, ...u.jobRented].some((n) => n > 0),
  );
  const kinds = new Set(got.map((u) => u.info.hardware.systemId)).size;
  return kinds < most ? [] : [say('plan/kinds-bind', { kinds })];
}

function shareLimits(
  context: PlanContext,
  problem: FleetProblem,
  uses: readonly PoolUse[],
): Message[] {
  const chips = (t: number, of: (use: PoolUse) => boolean) =>
    uses.filter(of).reduce((sum, u) => sum + unitsInService(u, t) * u.info.pool.chips, 0);
  const { minimumDomesticShare: least, maximumVendorShare: most } = problem;
  const messages: Message[] = [];
  const tight = (t: number, inShare: number, limit: number) => {
    const all = chips(t, () => true);
    const largestUnit = Math.max(0, ...uses.map((u) => u.info.pool.chips));
    return all > 0 && Math.abs(inShare / all - limit) * all < largestUnit;
  };
  if (least !== null && least > 0) {
    const t = context.periods.findIndex((_, i) =>
      tight(
        i,
        chips(i, (u) => u.info.pool.domestic),
        least,
      ),
    );
    if (t >= 0) {
      messages.push(
        say('plan/domestic-share-binds', {
          percent: percent(least),
          period: context.periods[t]?.id ?? '',
        }),
      );
    }
  }
  if (most !== null && most < 1) {
    for (const vendor of new Set(uses.map((u) => u.info.pool.vendor))) {
      const t = context.periods.findIndex((_, i) =>
        tight(
          i,
          chips(i, (u) => u.info.pool.vendor === vendor),
          most,
        ),
      );
      if (t >= 0) {
        messages.push(
          say('plan/vendor-share-binds', {
            vendor,
            percent: percent(most),
            period: context.periods[t]?.id ?? '',
          }),
        );
      }
    }
  }
  return messages;
}

/** Significant digits of a sentence; from here on whole numbers, which sentences keep. */
const DIGITS = 4;
/** What binary fractions are off by. */
const ROUNDING = 1e-6;

/** A need rounded up to what a sentence shows of it: the value that is told has to do. */
function enough(need: number): number {
  if (need <= 0) return 0;
  const scale = 10 ** Math.max(0, DIGITS - 1 - Math.floor(Math.log10(need)));
  return Math.ceil(need * scale - ROUNDING) / scale;
}

/** A share that cannot be kept, and the nearest one that could where giving way alone helps. */
function shareConflict(
  code: 'plan/conflict-domestic-share' | 'plan/conflict-vendor-share',
  share: { readonly percent: number; readonly needed: number | null },
): Message {
  const stated = { percent: percent(share.percent) };
  return share.needed === null
    ? say(code, stated)
    : say(`${code}-to`, { ...stated, needed: percent(share.needed) });
}

/** A conflict as a sentence with the cheapest way out where giving way alone helps. */
export function conflictMessage(conflict: Conflict, problem: FleetProblem): Message {
  const { limit, leastExcess } = conflict;
  const excess = enough(leastExcess ?? 0);
  const site = (id: string) => problem.sites.find((s) => s.siteId === id);
  switch (limit.kind) {
    case 'demand':
      return say('plan/conflict-demand', { workload: limit.workloadId, excess });
    case 'job':
      return say('plan/conflict-job', { workload: limit.jobId });
    case 'power': {
      const most = site(limit.siteId)?.powerKw ?? 0;
      const needed = enough(most + excess);
      return say('plan/conflict-power', { site: limit.siteId, excess, needed, limit: most });
    }
    case 'racks': {
      const most = site(limit.siteId)?.racks ?? 0;
      const needed = Math.ceil(most + excess);
      const short = needed - most;
      return say('plan/conflict-racks', { site: limit.siteId, excess: short, needed, limit: most });
    }
    case 'supply':
      return say('plan/conflict-supply', { supply: limit.supplyId, excess: Math.ceil(excess) });
    case 'supply-total': {
      const cap = problem.supply.find((c) => c.id === limit.supplyId);
      const short = Math.ceil(excess);
      return cap?.eventId === undefined
        ? say('plan/conflict-quota', {
            supply: limit.supplyId,
            limit: cap?.chipsTotal ?? 0,
            excess: short,
          })
        : say('plan/conflict-volume-cap', {
            event: cap.eventId,
            limit: cap.chipsTotal ?? 0,
            excess: short,
          });
    }
    case 'minimum-order': {
      const least = problem.supply.find((c) => c.id === limit.supplyId)?.minimumChips ?? 0;
      return say('plan/conflict-minimum-order', {
        supply: limit.supplyId,
        limit: least,
        needed: Math.max(0, Math.floor(least - (leastExcess ?? 0) + ROUNDING)),
      });
    }
    case 'period-budget': {
      const budget = problem.budgets?.find((b) => b.id === limit.budgetId);
      const most = budget?.usd ?? 0;
      const needed = Math.ceil(most + (leastExcess ?? 0));
      return say(`plan/conflict-${budget?.of ?? 'cost'}-budget`, {
        months: budget?.months ?? limit.budgetId,
        limitUsd: most,
        excessUsd: needed - most,
        neededUsd: needed,
      });
    }
    case 'budget': {
      const most = problem.budgetUsd ?? 0;
      const needed = Math.ceil(most + (leastExcess ?? 0));
      return say('plan/conflict-budget', {
        limitUsd: most,
        excessUsd: needed - most,
        neededUsd: needed,
      });
    }
    case 'domestic-share':
      return shareConflict('plan/conflict-domestic-share', {
        percent: problem.minimumDomesticShare ?? 0,
        needed: leastExcess === null ? null : (problem.minimumDomesticShare ?? 0) - leastExcess,
      });
    case 'vendor-share':
      return shareConflict('plan/conflict-vendor-share', {
        percent: problem.maximumVendorShare ?? 1,
        needed: leastExcess === null ? null : (problem.maximumVendorShare ?? 1) + leastExcess,
      });
    case 'system-kinds': {
      const most = problem.maximumSystemKinds ?? 0;
      return say('plan/conflict-system-kinds', { limit: most, needed: most + Math.ceil(excess) });
    }
    default:
      return limit satisfies never;
  }
}
