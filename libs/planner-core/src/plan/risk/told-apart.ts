import { quote, say, type Message } from '@headroom/models';

/** What each plan costs in each world. */
type CostsByPlan = readonly Float64Array[];

/**
 * Plans that cost the same in every world, because they order the same ahead, as one: the first of them, under a title
 * that names them all. A table of regret could not tell them apart.
 * @param plans at least one
 * @param costs by plan, in the worlds of one seed and of another
 */
export function toldApart<T extends { readonly title: Message }>(
  plans: readonly T[],
  [costs, otherCosts]: readonly [CostsByPlan, CostsByPlan],
): { readonly plans: T[]; readonly costs: readonly [Float64Array[], Float64Array[]] } {
  const firstAlike = plans.map((_, i) =>
    plans.findIndex((__, k) => alike(costs[k], costs[i]) && alike(otherCosts[k], otherCosts[i])),
  );
  const isKept = (_: unknown, i: number): boolean => firstAlike[i] === i;
  const titled = plans.map((plan, i): T => {
    const same = plans.filter((_, k) => k !== i && firstAlike[k] === i);
    const title = same.reduce(
      (told, { title: next }) =>
        say('risk/plan-alike', { ...quote('first', told), ...quote('second', next) }),
      plan.title,
    );
    return { ...plan, title };
  });
  return {
    plans: titled.filter(isKept),
    costs: [costs.filter(isKept), otherCosts.filter(isKept)],
  };
}

const alike = (a: Float64Array | undefined, b: Float64Array | undefined): boolean =>
  a !== undefined && b !== undefined && a.every((cost, w) => cost === b[w]);
