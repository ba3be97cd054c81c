import type { Choice, Group } from './choices';

/** Many sets of choices, each with what it costs and changes, kept flat. */
export interface PartialPlacements {
  readonly count: number;
  readonly hosts: number;
  readonly cost: Float64Array;
  /** Change of the units taken: host h of set n at `n * hosts + h`. */
  readonly change: Float64Array;
  readonly choicesAt: (n: number) => { readonly group: Group; readonly choice: Choice }[];
  /** Whether every set within the budget is there. */
  readonly complete: boolean;
}

/** A moved copy counts as so much of the budget when not all sets can be listed: few moves stay close to the start. */
const MOVE = 0.05;
/** Keys beyond so many budgets are not looked at. */
const FURTHEST_KEY = 3;
const STEPS = 512;

/**
 * All sets of choices within the budget, at most one of each group; where there are more than asked for, about so many
 * that cost little and move little.
 */
export function cheapestSets(
  groups: readonly Group[],
  hosts: number,
  budget: number,
  most: number,
): PartialPlacements {
  const isAll = reachOf(groups, (c) => c.cost, budget, most) >= budget;
  const keyOf = (c: Choice) => (isAll ? c.cost : c.cost + MOVE * budget * c.moved);
  const reach = isAll ? budget : reachOf(groups, keyOf, FURTHEST_KEY * budget, most);
  const ordered = groups
    .map((group) => {
      const choices = group.choices
        .map((choice) => ({ choice, key: keyOf(choice) }))
        .sort((a, b) => a.key - b.key);
      return { group, choices, least: choices[0]?.key ?? Infinity };
    })
    .sort((a, b) => a.least - b.least || a.group.item - b.group.item);
  const cost = new Float64Array(most);
  const change = new Float64Array(most * hosts);
  const parent = new Int32Array(most);
  const made: { group: Group; choice: Choice }[] = [];
  // The empty set comes first; every other is one that was there with a choice of a later group added.
  let count = 1;
  let overflow = false;
  const extend = (from: number, set: number, key: number): void => {
    const spent = cost[set] ?? 0;
    for (let g = from; g < ordered.length; g += 1) {
      const next = ordered[g];
      if (next === undefined || key + next.least > reach) return;
      for (const { choice, key: more } of next.choices) {
        if (key + more > reach) break;
        if (spent + choice.cost > budget) continue;
        if (count >= most) {
          overflow = true;
          return;
        }
        const added = count;
        count += 1;
        cost[added] = spent + choice.cost;
        parent[added] = set;
        made[added] = { group: next.group, choice };
        for (let h = 0; h < hosts; h += 1) {
          change[added * hosts + h] = (change[set * hosts + h] ?? 0) + (choice.change[h] ?? 0);
        }
        extend(g + 1, added, key + more);
        if (overflow) return;
      }
    }
  };
  extend(0, 0, 0);
  return {
    count,
    hosts,
    cost,
    change,
    complete: isAll && !overflow,
    choicesAt: (n) => {
      const chosen: { group: Group; choice: Choice }[] = [];
      for (let at = n; at > 0; at = parent[at] ?? 0) {
        const step = made[at];
        if (step !== undefined) chosen.push(step);
      }
      return chosen;
    },
  };
}

/** The key up to which there are about as many sets as asked for, counted on a grid of keys. */
function reachOf(
  groups: readonly Group[],
  keyOf: (choice: Choice) => number,
  furthest: number,
  most: number,
): number {
  let ways = new Float64Array(STEPS + 1);
  ways[0] = 1;
  for (const group of groups) {
    const next = ways.slice();
    for (const choice of group.choices) {
      const step = Math.round((keyOf(choice) / furthest) * STEPS);
      for (let i = 0; i + step <= STEPS; i += 1) {
        next[i + step] = (next[i + step] ?? 0) + (ways[i] ?? 0);
      }
    }
    ways = next;
  }
  let total = 0;
  for (let i = 0; i <= STEPS; i += 1) {
    total += ways[i] ?? 0;
    if (total > most) return (furthest * Math.max(0, i - 1)) / STEPS;
  }
  return furthest;
}
