import type { Period } from '../../forecast/period';
import type { PlanProblem } from '../problem/build-problem';
import type { MoreUnits } from './recourse';
import type { World } from './worlds';

/** Periods until a world is recognised for what it is. */
const REVIEW_PERIODS = 1;
/** Float noise must not make an order a period late. */
const SLACK = 1e-6;

/** A service option as it is read in every world. */
export interface MarketOption {
  /** Position in the whole problem. */
  readonly option: number;
  readonly pool: number;
  readonly unitsPerReplica: number;
}

/**
 * What can still be got in a world beside a plan's own orders, and what it costs to leave demand: the same for
 * every plan tried. `enter` writes it anew for the world at hand.
 */
export class Market {
  /** Options by service, in the order of the problem. */
  readonly options: readonly (readonly MarketOption[])[];
  /** Price of one request per second nothing carries for a period, by service and period. */
  readonly unservedUsd: readonly Float64Array[];
  /** Ways to more by option. */
  readonly more: readonly MoreUnits[];
  /** Least cost of one more request per second in a period, by option: no way to it is cheaper. */
  readonly leastUsd: readonly Float64Array[];
  /** Months of the horizon before each period. */
  readonly starts: readonly number[];
  private readonly rentUsd: readonly Float64Array[];
  private readonly buyToEndUsd: readonly Float64Array[];
  private readonly leastUnitUsd: readonly Float64Array[];

  /** @param middle the world in the middle, whose costs price what nothing carries */
  constructor(
    readonly planProblem: PlanProblem,
    readonly periods: readonly Period[],
    middle: World,
    readonly shortfallCostMultiple: number,
  ) {
    const { problem, pools } = planProblem;
    const byPeriod = (): Float64Array => new Float64Array(periods.length);
    const poolAt = new Map(pools.map((p, i) => [p.pool.id, i]));
    const poolOf = problem.serviceOptions.map((o) => poolAt.get(o.poolId) ?? 0);
    let months = 0;
    this.starts = periods.map((p) => (months += p.months.length) - p.months.length);
    this.rentUsd = pools.map(byPeriod);
    this.buyToEndUsd = pools.map(byPeriod);
    this.leastUnitUsd = pools.map(byPeriod);
    this.leastUsd = problem.serviceOptions.map(byPeriod);
    this.more = problem.serviceOptions.map((option, i) => ({
      perReplica: 0,
      unitsPerReplica: option.unitsPerReplica,
      rentUsd: this.rentUsd[poolOf[i] ?? 0] ?? [],
      buyToEndUsd: this.buyToEndUsd[poolOf[i] ?? 0] ?? [],
    }));
    this.options = problem.services.map(({ workloadId }) =>
      problem.serviceOptions.flatMap(({ workloadId: id, unitsPerReplica }, option) =>
        id === workloadId ? [{ option, pool: poolOf[option] ?? 0, unitsPerReplica }] : [],
      ),
    );
    this.unservedUsd = this.options.map((options) =>
      Float64Array.from(periods, (_, t) => {
        const least = Math.min(...options.map((o) => this.carryingUsd(o, middle, t)));
        return Number.isFinite(least) ? shortfallCostMultiple * least : 0;
      }),
    );
  }

  /** Reads the world at hand. */
  enter(world: World): void {
    this.planProblem.pools.forEach((_, p) => {
      this.enterPool(p, world);
    });
    this.more.forEach((more, i) => {
      more.perReplica = world.capacity[i] ?? 0;
    });
    this.options.forEach((options, s) => {
      const unserved = this.unservedUsd[s];
      for (const { option, pool, unitsPerReplica } of options) {
        const least = this.leastUsd[option];
        if (least === undefined) continue;
        const perUnit = (world.capacity[option] ?? 0) / unitsPerReplica;
        for (let t = 0; t < least.length; t += 1) {
          least[t] = Math.min(
            (this.leastUnitUsd[pool]?.[t] ?? 0) / perUnit,
            unserved?.[t] ?? Infinity,
          );
        }
      }
    });
  }

  private enterPool(p: number, world: World): void {
    const pool = this.planProblem.pools[p]?.pool;
    const rent = this.rentUsd[p];
    const toEnd = this.buyToEndUsd[p];
    const least = this.leastUnitUsd[p];
    const bought = world.boughtUsd[p];
    const rented = world.rentedUsd[p];
    if (!pool || !rent || !toEnd || !least || !bought || !rented) return;
    const earliest = (this.starts[REVIEW_PERIODS] ?? Infinity) + (world.leadMonths[p] ?? 0) - SLACK;
    const { surcharge } = pool.buy ?? {};
    const priceFactor = world.priceFactor[p] ?? 1;
    let usd = 0;
    let surchargeUsd = 0;
    for (let t = rent.length - 1; t >= 0; t -= 1) {
      usd += bought[t] ?? 0;
      surchargeUsd += (surcharge?.costUsd[t] ?? 0) * priceFactor;
      const opens = pool.buy?.open[t] === true && (this.starts[t] ?? 0) >= earliest;
      toEnd[t] = opens ? usd + surchargeUsd * (surcharge?.share[t] ?? 0) : Infinity;
      rent[t] = pool.rent?.open[t] === true ? (rented[t] ?? Infinity) : Infinity;
    }
    let owns = false;
    for (let t = 0; t < rent.length; t += 1) {
      owns ||= toEnd[t] !== Infinity;
      least[t] = Math.min(rent[t] ?? Infinity, owns ? (bought[t] ?? 0) : Infinity);
    }
  }

  /** Cheapest cost of one request per second on an option, however its units are got. */
  private carryingUsd({ option, pool: p, unitsPerReplica }: MarketOption, world: World, t: number) {
    const pool = this.planProblem.pools[p]?.pool;
    const units = unitsPerReplica / (world.capacity[option] ?? 1);
    const ways = [
      pool?.buy ? (world.boughtUsd[p]?.[t] ?? 0) : Infinity,
      pool?.rent ? (world.rentedUsd[p]?.[t] ?? 0) : Infinity,
      (pool?.existingUnits[t] ?? 0) > 0 ? (world.existingUsd[p]?.[t] ?? 0) : Infinity,
    ];
    return units * Math.min(...ways);
  }
}
