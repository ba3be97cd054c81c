import { RecourseFinder } from './recourse';
import type { Market } from './market';
import type { Holding, TriedPlan } from './tried-plan';
import type { World } from './worlds';

/** What becomes of a plan in one world; written anew by every call. */
export interface Outcome {
  /** Everything paid, and demand left to nothing at its price. */
  costUsd: number;
  /** Most chips held at once. */
  chips: number;
  leavesDemand: boolean;
  /** Demand that the planned fleet does not carry, over all that is asked, in requests. */
  shortShare: number;
  /** Lowest share of the capacity that is left, by service; 1 where nothing is asked. */
  readonly headroom: Float64Array;
  /** Wall-clock days by job of the plan. */
  readonly jobDays: Float64Array;
}

/** Float noise must not round a whole number of units up. */
const ROUNDING = 1e-6;
/** A way is left out only where it cannot be cheaper, float noise aside. */
const CERTAINLY = 1 + 1e-9;

/** Lives plans through worlds of one market. All it needs is kept from world to world: nothing is allocated. */
export class Trial {
  readonly outcome: Outcome;
  private readonly finder: RecourseFinder;
  private readonly owned: readonly Float64Array[];
  private readonly chips: Float64Array;
  private readonly missing: readonly Float64Array[];
  private readonly spare: Float64Array;
  private readonly kept: Float64Array;

  constructor(private readonly market: Market) {
    const { periods, planProblem } = market;
    const { services, jobIds } = planProblem.problem;
    const byPeriod = (): Float64Array => new Float64Array(periods.length);
    this.finder = new RecourseFinder(periods.length);
    this.owned = planProblem.pools.map(byPeriod);
    this.chips = byPeriod();
    this.missing = services.map(byPeriod);
    this.spare = new Float64Array(planProblem.pools.length);
    this.kept = new Float64Array(planProblem.pools.length);
    this.outcome = {
      costUsd: 0,
      chips: 0,
      leavesDemand: false,
      shortShare: 0,
      headroom: new Float64Array(services.length),
      jobDays: new Float64Array(jobIds.length),
    };
  }

  /**
   * Lives one plan through the world the market was entered with: its orders arrive when they do, what was rented
   * is kept as far as it is needed, and what is still missing is got in the cheapest way that is open, or left at
   * its price. Writes into `outcome`.
   */
  live(plan: TriedPlan, world: World): void {
    const { outcome, chips } = this;
    outcome.costUsd = 0;
    outcome.leavesDemand = false;
    outcome.headroom.fill(1);
    chips.fill(0);
    this.ownUnits(plan, world);
    this.serve(plan, world);
    let extraChips = 0;
    for (let s = 0; s < this.missing.length; s += 1) extraChips += this.getMore(s, plan);
    this.runJobs(plan, world);
    let most = 0;
    for (const held of chips) most = Math.max(most, held);
    outcome.chips = most + extraChips;
  }

  private ownUnits({ pools }: TriedPlan, world: World): void {
    for (let p = 0; p < pools.length; p += 1) {
      const pool = pools[p];
      const owned = this.owned[p];
      if (pool === undefined || owned === undefined || !pool.isUsed) continue;
      const late = world.lateMonths[p] ?? 0;
      if (late === 0) owned.set(pool.bought);
      else this.arriveLate(owned, pool.arrived, late);
      const bought = world.boughtUsd[p];
      const existing = world.existingUsd[p];
      for (let t = 0; t < owned.length; t += 1) {
        const own = owned[t] ?? 0;
        const before = pool.existing[t] ?? 0;
        const leased = pool.leased[t] ?? 0;
        this.outcome.costUsd +=
          own * (bought?.[t] ?? 0) +
          before * (existing?.[t] ?? 0) +
          (pool.surchargeUsd[t] ?? 0) * (world.priceFactor[p] ?? 1) +
          (pool.leasedUsd[t] ?? 0) * (world.rentFactor[p] ?? 1);
        this.chips[t] = (this.chips[t] ?? 0) + (own + before + leased) * pool.chips;
      }
    }
  }

  /** Mean units in service by period when each order arrives so many months later (or earlier) than planned. */
  private arriveLate(owned: Float64Array, arrived: ArrayLike<number>, lateMonths: number): void {
    const { starts, periods } = this.market;
    owned.fill(0);
    for (let t0 = 0; t0 < owned.length; t0 += 1) {
      const count = arrived[t0] ?? 0;
      if (count === 0) continue;
      const from = (starts[t0] ?? 0) + lateMonths;
      for (let t = 0; t < owned.length; t += 1) {
        const months = periods[t]?.months.length ?? 1;
        const share = ((starts[t] ?? 0) + months - from) / months;
        owned[t] = (owned[t] ?? 0) + count * Math.min(1, Math.max(0, share));
      }
    }
  }

  private serve(plan: TriedPlan, world: World): void {
    const { outcome, spare, kept } = this;
    let asked = 0;
    let short = 0;
    for (let t = 0; t < this.chips.length; t += 1) {
      spare.fill(0);
      kept.fill(0);
      for (let s = 0; s < this.missing.length; s += 1) this.serveOne(s, t, plan, world);
      for (let p = 0; p < kept.length; p += 1) {
        const pool = plan.pools[p];
        const units = kept[p] ?? 0;
        if (units <= 0 || pool === undefined) continue;
        const rented = Math.min(pool.rented[t] ?? 0, Math.ceil(units - ROUNDING));
        outcome.costUsd += rented * (world.rentedUsd[p]?.[t] ?? 0);
        this.chips[t] = (this.chips[t] ?? 0) + rented * pool.chips;
      }
      this.lendSpare(world, t);
      const days = this.market.periods[t]?.days ?? 0;
      for (let s = 0; s < this.missing.length; s += 1) {
        asked += (world.demand[s]?.[t] ?? 0) * days;
        short += (this.missing[s]?.[t] ?? 0) * days;
      }
    }
    outcome.shortShare = asked > 0 ? short / asked : 0;
  }

  private serveOne(s: number, t: number, plan: TriedPlan, world: World): void {
    const holdings = plan.holdings[s];
    const row = this.missing[s];
    if (holdings === undefined || row === undefined) return;
    const demand = world.demand[s]?.[t] ?? 0;
    let own = 0;
    let rent = 0;
    for (const h of holdings) {
      const perUnit = (world.capacity[h.option] ?? 0) / h.unitsPerReplica;
      own += this.ownUnitsOf(h, plan, t) * perUnit;
      rent += (h.rentUnits[t] ?? 0) * perUnit;
    }
    const capacity = own + rent;
    const short = demand - capacity;
    row[t] = Math.max(0, short);
    if (demand <= 0 && capacity <= 0) return;
    const left = capacity > 0 ? -short / capacity : -1;
    const { headroom } = this.outcome;
    headroom[s] = Math.min(headroom[s] ?? 1, left);
    const keep = rent > 0 ? Math.min(1, Math.max(0, (demand - own) / rent)) : 0;
    const idle = own > 0 ? Math.max(0, 1 - demand / own) : 0;
    for (const h of holdings) {
      this.kept[h.pool] = (this.kept[h.pool] ?? 0) + (h.rentUnits[t] ?? 0) * keep;
      this.spare[h.pool] = (this.spare[h.pool] ?? 0) + this.ownUnitsOf(h, plan, t) * idle;
    }
  }

  private ownUnitsOf(h: Holding, plan: TriedPlan, t: number): number {
    const pool = plan.pools[h.pool];
    const there =
      (pool?.existing[t] ?? 0) + (pool?.leased[t] ?? 0) + (this.owned[h.pool]?.[t] ?? 0);
    return (h.ownShare[t] ?? 0) * there;
  }

  /** Gives owned units one service does not need to others that can use them, in the order of the scenario. */
  private lendSpare(world: World, t: number): void {
    const { options } = this.market;
    for (let s = 0; s < options.length; s += 1) {
      const row = this.missing[s];
      if (row === undefined || (row[t] ?? 0) <= 0) continue;
      for (const { option, pool, unitsPerReplica } of options[s] ?? []) {
        const free = this.spare[pool] ?? 0;
        const short = row[t] ?? 0;
        const perUnit = (world.capacity[option] ?? 0) / unitsPerReplica;
        if (free <= 0 || short <= 0 || perUnit <= 0) continue;
        const lent = Math.min(free, short / perUnit);
        this.spare[pool] = free - lent;
        row[t] = short - lent * perUnit;
      }
    }
  }

  /** Gets what a service still misses, or leaves it; returns the chips got. */
  private getMore(s: number, plan: TriedPlan): number {
    const { market, finder, outcome } = this;
    const short = this.missing[s];
    const prices = market.unservedUsd[s];
    if (short === undefined || prices === undefined || !short.some((d) => d > 0)) return 0;
    let usd = dot(short, prices);
    let leavesDemand = true;
    let chips = 0;
    for (const { option, pool } of market.options[s] ?? []) {
      const more = market.more[option];
      const least = market.leastUsd[option];
      if (more === undefined || least === undefined || more.perReplica <= 0) continue;
      if (dot(short, least) > usd * CERTAINLY) continue;
      finder.find(short, prices, more, plan.mostBought[pool] ?? 0);
      if (finder.answer.usd >= usd) continue;
      ({ usd, leavesDemand } = finder.answer);
      chips = finder.answer.peakUnits * (plan.pools[pool]?.chips ?? 0);
    }
    outcome.costUsd += usd;
    outcome.leavesDemand ||= leavesDemand;
    return chips;
  }

  private runJobs({ jobs }: TriedPlan, world: World): void {
    const { outcome, chips } = this;
    for (let j = 0; j < jobs.length; j += 1) {
      const job = jobs[j];
      if (job === undefined) continue;
      const days = world.jobDays[job.job] ?? job.plannedDays;
      outcome.jobDays[j] = days;
      outcome.costUsd += job.rentUsd * (days / job.plannedDays) * (world.rentFactor[job.pool] ?? 1);
      for (let t = 0; t < chips.length; t += 1) {
        chips[t] = (chips[t] ?? 0) + (job.rentedChips[t] ?? 0);
      }
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
