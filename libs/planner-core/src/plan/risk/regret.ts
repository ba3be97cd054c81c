import type { Message, RegretRow } from '@headroom/models';
import { meanOf, percentilesOf } from '../../uncertainty/statistics';
import { roundToCents } from '../../units/convert';

export interface Regret {
  /** The least regretted first. */
  readonly rows: RegretRow[];
  readonly leastRegretPlanId: string;
}

/**
 * Regret of every plan: its cost in a world less the cost of the plan that was best in that world. The least
 * regretted is the one with the lowest mean; of equals, the one with the lowest maximum.
 * @param costs by plan, then by world; at least one of each
 */
export function regretOf(
  plans: readonly { readonly id: string; readonly title: Message }[],
  costs: readonly (readonly number[])[],
): Regret {
  const worlds = costs[0]?.length ?? 0;
  const best = Array.from({ length: worlds }, (_, w) =>
    Math.min(...costs.map((c) => c[w] ?? Infinity)),
  );
  const rows = plans.map(({ id, title }, i): RegretRow => {
    const own = costs[i] ?? [];
    const regrets = own.map((cost, w) => Math.max(0, cost - (best[w] ?? 0)));
    return {
      planId: id,
      title,
      meanCostUsd: roundToCents(meanOf(own)),
      p90CostUsd: roundToCents(percentilesOf(own).p90),
      meanRegretUsd: roundToCents(meanOf(regrets)),
      p90RegretUsd: roundToCents(percentilesOf(regrets).p90),
      maxRegretUsd: roundToCents(Math.max(...regrets)),
      bestShare: regrets.filter((r) => r === 0).length / Math.max(1, worlds),
    };
  });
  rows.sort(
    (a, b) =>
      a.meanRegretUsd - b.meanRegretUsd ||
      a.maxRegretUsd - b.maxRegretUsd ||
      (a.planId < b.planId ? -1 : 1),
  );
  return { rows, leastRegretPlanId: rows[0]?.planId ?? '' };
}
