/** One way to get more of a pool once it is seen that demand is not carried. All arrays by period. */
export interface MoreUnits {
  /** Requests per second of one replica, and the units it takes: units are had whole, replicas too. */
  perReplica: number;
  readonly unitsPerReplica: number;
  /** Cost of one more rented unit in a period; `Infinity` where nothing can be rented. */
  readonly rentUsd: ArrayLike<number>;
  /** Cost of one more bought unit from a period to the end; `Infinity` where none can arrive then. */
  readonly buyToEndUsd: ArrayLike<number>;
}

/** The answer to what is missing, written anew by every call: this runs millions of times and allocates nothing. */
export interface Recourse {
  usd: number;
  /** Most units added at once. */
  peakUnits: number;
  leavesDemand: boolean;
}

/** Float noise must not round a whole number of units up. */
const ROUNDING = 1e-6;

/** The cheapest way to carry what the fleet does not, with one pool, for a horizon of so many periods. */
export class RecourseFinder {
  readonly answer: Recourse = { usd: 0, peakUnits: 0, leavesDemand: false };
  private readonly units: Float64Array;
  private readonly levels: Float64Array;
  private readonly layer = { usd: 0, leavesDemand: false, holdsUnits: false };

  constructor(private readonly periods: number) {
    this.units = new Float64Array(periods);
    this.levels = new Float64Array(periods);
  }

  /**
   * Exact without a solver: stack the missing units by period; each layer of the stack is one unit that is
   * missing in some periods, and its best answer is to rent (or leave demand, at its price) until some period and
   * own from then on, because owning later costs less. Layers missing in the same periods cost the same and are
   * counted at once. Writes into `answer`.
   * @param missing requests per second that are not carried, by period
   * @param unservedUsd price of one request per second left for a whole period, by period
   * @param mostBought units that can still be bought; what is above can only be rented
   */
  find(
    missing: ArrayLike<number>,
    unservedUsd: ArrayLike<number>,
    more: MoreUnits,
    mostBought: number,
  ): void {
    const { answer, layer } = this;
    answer.usd = 0;
    answer.peakUnits = 0;
    answer.leavesDemand = false;
    const count = this.stack(missing, more);
    let below = 0;
    for (let k = 0; k < count; k += 1) {
      const level = this.levels[k] ?? 0;
      const bought = Math.max(0, Math.min(level, mostBought) - below);
      for (const mayBuy of [true, false]) {
        const layers = mayBuy ? bought : level - below - bought;
        if (layers <= 0) continue;
        this.price(level, unservedUsd, more, mayBuy);
        answer.usd += layer.usd * layers;
        answer.leavesDemand ||= layer.leavesDemand;
        if (layer.holdsUnits) answer.peakUnits = level;
      }
      below = level;
    }
  }

  /** Whole units missing by period, and their different numbers in ascending order; returns how many differ. */
  private stack(missing: ArrayLike<number>, more: MoreUnits): number {
    const { units, levels } = this;
    let count = 0;
    for (let t = 0; t < this.periods; t += 1) {
      const demand = missing[t] ?? 0;
      const replicas = demand > 0 ? Math.ceil(demand / more.perReplica - ROUNDING) : 0;
      const level = Math.max(0, Math.ceil(replicas * more.unitsPerReplica - ROUNDING));
      units[t] = level;
      if (level === 0) continue;
      let at = count;
      while (at > 0 && (levels[at - 1] ?? 0) > level) at -= 1;
      if (at > 0 && levels[at - 1] === level) continue;
      levels.copyWithin(at + 1, at, count);
      levels[at] = level;
      count += 1;
    }
    return count;
  }

  private price(
    level: number,
    unservedUsd: ArrayLike<number>,
    more: MoreUnits,
    mayBuy: boolean,
  ): void {
    const { units, layer } = this;
    const perUnit = more.perReplica / more.unitsPerReplica;
    let before = 0;
    let left = false;
    let rents = false;
    layer.usd = Infinity;
    for (let t = 0; t < this.periods; t += 1) {
      const toEnd = mayBuy ? before + (more.buyToEndUsd[t] ?? Infinity) : Infinity;
      if (toEnd < layer.usd) {
        layer.usd = toEnd;
        layer.leavesDemand = left;
        layer.holdsUnits = true;
      }
      if ((units[t] ?? 0) < level) continue;
      const rent = more.rentUsd[t] ?? Infinity;
      const unserved = perUnit * (unservedUsd[t] ?? 0);
      if (unserved < rent) {
        before += unserved;
        left = true;
      } else {
        before += rent;
        rents = true;
      }
    }
    if (before < layer.usd) {
      layer.usd = before;
      layer.leavesDemand = left;
      layer.holdsUnits = rents;
    }
  }
}
