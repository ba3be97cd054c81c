import { SobolSequence } from '../../uncertainty/sobol';
import type { Market } from './market';
import { Trial } from './try-plan';
import type { TriedPlan } from './tried-plan';
import type { WorldMaker } from './worlds';

/** Points of the worlds of one seed: one coordinate between 0 and 1 per input. */
export function drawPoints(inputs: number, seed: number, samples: number): Float64Array[] {
  const sequence = new SobolSequence(inputs, seed);
  return Array.from({ length: samples }, (_, i) => sequence.point(i));
}

/** What became of the plans in every world of one seed. Arrays by world. */
export interface LivedWorlds {
  /** By plan, in their order. */
  readonly costs: readonly Float64Array[];
  /** Of the first plan, as all that follows. */
  readonly chips: Float64Array;
  readonly shortShare: Float64Array;
  /** By service. */
  readonly headroom: readonly Float64Array[];
  /** By job of the plan. */
  readonly jobDays: readonly Float64Array[];
  /** By pool: how much later than planned its orders arrive. */
  readonly lateMonths: readonly Float64Array[];
  readonly unservedWorldsShare: number;
}

/** Lives all plans through all worlds: every world is drawn once, and all plans tried in it. */
export function liveThrough(
  plans: readonly TriedPlan[],
  points: readonly Float64Array[],
  maker: WorldMaker,
  market: Market,
): LivedWorlds {
  const byWorld = (): Float64Array => new Float64Array(points.length);
  const trial = new Trial(market);
  const [first] = plans;
  const { problem, pools } = market.planProblem;
  const costs = plans.map(byWorld);
  const chips = byWorld();
  const shortShare = byWorld();
  const headroom = problem.services.map(byWorld);
  const jobDays = (first?.jobs ?? []).map(byWorld);
  const lateMonths = pools.map(byWorld);
  let unserved = 0;
  points.forEach((point, w) => {
    const world = maker.at(point);
    market.enter(world);
    plans.forEach((plan, i) => {
      trial.live(plan, world);
      const { outcome } = trial;
      const row = costs[i];
      if (row !== undefined) row[w] = outcome.costUsd;
      if (i > 0) return;
      chips[w] = outcome.chips;
      shortShare[w] = outcome.shortShare;
      put(headroom, w, outcome.headroom);
      put(jobDays, w, outcome.jobDays);
      put(lateMonths, w, world.lateMonths);
      unserved += outcome.leavesDemand ? 1 : 0;
    });
  });
  return {
    costs,
    chips,
    shortShare,
    headroom,
    jobDays,
    lateMonths,
    unservedWorldsShare: unserved / points.length,
  };
}

function put(rows: readonly Float64Array[], w: number, values: Float64Array): void {
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (row !== undefined) row[w] = values[i] ?? 0;
  }
}
