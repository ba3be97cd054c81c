import type { Message, RegretRow } from '@headroom/models';
import { ascending, meanOf, percentilesOf, quantileOfSorted } from '../../uncertainty/statistics';
import { roundToCents } from '../../units/convert';

export interface Regret {
  /** The least regretted first. */
  readonly rows: RegretRow[];
  readonly leastRegretPlanId: string;
  /** Least regretted in the worst twentieth of worlds, and in the very worst; of equals, by the mean. */
  readonly leastP95RegretPlanId: string;
  readonly leastMaxRegretPlanId: string;
}

/** Pairs of plans of which the first is regretted less by these rows, and more by the others. */
export function disputedPairs(
  rows: readonly RegretRow[],
  others: readonly RegretRow[],
): [RegretRow, RegretRow][] {
  const rank = new Map(others.map((row, i) => [row.planId, i]));
  const otherRank = ({ planId }: RegretRow): number => rank.get(planId) ?? -1;
  return rows.flatMap((a, i) =>
    rows
      .slice(i + 1)
      .filter((b) => otherRank(b) < otherRank(a))
      .map((b): [RegretRow, RegretRow] => [a, b]),
  );
}

/**
 * Regret of every plan: its cost in a world less the cost of the plan that was best in that world. The least
 * regretted is the one with the lowest mean; of equals, the one with the lowest maximum.
 * @param costs by plan, then by world; at least one of each
 * @param worlds how many of the worlds to look at, from the first on; absent: all
 */
export function regretOf(
  plans: readonly { readonly id: string; readonly title: Message }[],
  costs: readonly Float64Array[],
  worlds: number = costs[0]?.length ?? 0,
): Regret {
  const best = new Float64Array(worlds).fill(Infinity);
  for (const own of costs) {
    for (let w = 0; w < worlds; w += 1) best[w] = Math.min(best[w] ?? 0, own[w] ?? Infinity);
  }
  const rows = plans.map(({ id, title }, i): RegretRow => {
    const own = costs[i]?.subarray(0, worlds) ?? best;
    const regrets = own.map((cost, w) => Math.max(0, cost - (best[w] ?? 0)));
    const sorted = ascending(regrets);
    return {
      planId: id,
      title,
      meanCostUsd: roundToCents(meanOf(own)),
      p90CostUsd: roundToCents(percentilesOf(own).p90),
      meanRegretUsd: roundToCents(meanOf(regrets)),
      p90RegretUsd: roundToCents(quantileOfSorted(sorted, 0.9)),
      p95RegretUsd: roundToCents(quantileOfSorted(sorted, 0.95)),
      maxRegretUsd: roundToCents(sorted.at(-1) ?? 0),
      bestShare: regrets.reduce((n, r) => n + (r === 0 ? 1 : 0), 0) / Math.max(1, worlds),
    };
  });
  rows.sort(
    (a, b) =>
      a.meanRegretUsd - b.meanRegretUsd ||
      a.maxRegretUsd - b.maxRegretUsd ||
      (a.planId < b.planId ? -1 : 1),
  );
  const least = (of: (row: RegretRow) => number): string =>
    rows.reduce<RegretRow | null>((a, b) => (a !== null && of(a) <= of(b) ? a : b), null)?.planId ??
    '';
  return {
    rows,
    leastRegretPlanId: rows[0]?.planId ?? '',
    leastP95RegretPlanId: least((row) => row.p95RegretUsd ?? 0),
    leastMaxRegretPlanId: least((row) => row.maxRegretUsd),
  };
}
