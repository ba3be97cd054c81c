import { whole, type Placement } from './placement';
import type { UnitCosts } from './unit-costs';

const NOTHING = 1e-9;

/** How a service finds its places anew. */
export interface RefillStyle {
  /** Share of the price of a unit's idle part that is counted back: others may use it later. */
  readonly salvage: number;
  /** Factor on the price of each place, for variety. */
  readonly taste: (place: number) => number;
}

/**
 * Places what is missing of a service: first on units that are idle anyway, then again and again where what is carried
 * costs least for what it is worth, either all of the rest or as much as fills whole units.
 */
export class Refill {
  private readonly some: Float64Array;
  private readonly tried: Float64Array;

  constructor(
    private readonly placement: Placement,
    private readonly unitCosts: UnitCosts,
    /** Places worth a look, by service. */
    private readonly promising: readonly (readonly number[])[],
    /** Worth of one unit of demand by service and period. */
    private readonly worth: readonly ArrayLike<number>[],
  ) {
    this.some = new Float64Array(placement.periods);
    this.tried = new Float64Array(placement.periods);
  }

  /** Whether all of the service found a place. */
  place(service: number, style: RefillStyle): boolean {
    this.useIdle(service, style);
    for (let round = 0; round < MOST_PLACES; round += 1) {
      if (!this.isMissing(service)) {
        this.trim(service);
        return true;
      }
      if (!this.placeBest(service, style)) return false;
    }
    return false;
  }

  private isMissing(service: number): boolean {
    for (let t = 0; t < this.placement.periods; t += 1) {
      if (this.placement.missing(service, t) > NOTHING) return true;
    }
    return false;
  }

  private useIdle(service: number, style: RefillStyle): void {
    const ranked = (this.promising[service] ?? [])
      .map((place) => ({ place, value: this.idleValue(place) * style.taste(place) }))
      .filter((x) => x.value > 0)
      .sort((a, b) => b.value - a.value || a.place - b.place);
    for (const { place } of ranked) {
      this.fill(place, 0, this.some);
      this.commit(place, this.some);
    }
  }

  private idleValue(place: number): number {
    this.fill(place, 0, this.some);
    return this.valueOf(place, this.some);
  }

  private placeBest(service: number, style: RefillStyle): boolean {
    let best = Infinity;
    let chosen = -1;
    for (const place of this.promising[service] ?? []) {
      const most = this.unitsToAdd(place);
      for (const units of most > 1 + NOTHING ? [Infinity, Math.floor(most)] : [Infinity]) {
        this.fill(place, units, this.tried);
        const value = this.valueOf(place, this.tried);
        if (value <= 0) continue;
        const extra = this.placement.extraCost(place, this.tried);
        const idle = style.salvage === 0 ? 0 : style.salvage * this.idleAfter(place, this.tried);
        const ratio = (Math.max(0, extra - idle) / value) * style.taste(place);
        if (ratio < best) {
          best = ratio;
          chosen = place;
          this.some.set(this.tried);
        }
      }
    }
    if (chosen < 0) return false;
    this.commit(chosen, this.some);
    return true;
  }

  /** Most units beyond those held that the rest of the service would take, over periods. */
  private unitsToAdd(place: number): number {
    const { host, units, capacity, service } = this.at(place);
    let most = 0;
    for (let t = 0; t < this.placement.periods; t += 1) {
      const missing = this.placement.missing(service, t);
      if (missing <= NOTHING) continue;
      const used = this.placement.used[host]?.[t] ?? 0;
      const more = used + Math.ceil(missing / capacity - NOTHING) * units;
      most = Math.max(most, more - whole(used));
    }
    return most;
  }

  /** Replicas that carry what is missing, or as many as fit on the units held and `extra` more. */
  private fill(place: number, extra: number, into: Float64Array): void {
    const { host, units, capacity, service } = this.at(place);
    for (let t = 0; t < this.placement.periods; t += 1) {
      const missing = this.placement.missing(service, t);
      if (missing <= NOTHING) {
        into[t] = 0;
        continue;
      }
      const all = Math.ceil(missing / capacity - NOTHING);
      const used = this.placement.used[host]?.[t] ?? 0;
      const held = Math.max(whole(used), this.unitCosts.existing[host]?.[t] ?? 0);
      const fit = extra === Infinity ? all : Math.floor((held + extra - used) / units + NOTHING);
      into[t] = Math.max(0, Math.min(all, fit));
    }
  }

  private valueOf(place: number, more: Float64Array): number {
    const { capacity, service } = this.at(place);
    const worth = this.worth[service];
    let value = 0;
    for (let t = 0; t < this.placement.periods; t += 1) {
      const replicas = more[t] ?? 0;
      if (replicas === 0) continue;
      value +=
        Math.min(replicas * capacity, this.placement.missing(service, t)) * (worth?.[t] ?? 0);
    }
    return value;
  }

  /** Price of what would be idle on units added. */
  private idleAfter(place: number, more: Float64Array): number {
    const { host, units } = this.at(place);
    let usd = 0;
    for (let t = 0; t < this.placement.periods; t += 1) {
      const before = this.placement.used[host]?.[t] ?? 0;
      const after = before + (more[t] ?? 0) * units;
      const idle = whole(after) - after - (whole(before) - before);
      const price = this.unitCosts.monthly[host]?.[t] ?? 0;
      if (idle > 0 && Number.isFinite(price)) usd += idle * price;
    }
    return usd;
  }

  private commit(place: number, more: Float64Array): void {
    for (let t = 0; t < this.placement.periods; t += 1) {
      this.placement.add(place, t, more[t] ?? 0);
    }
  }

  /** Takes away replicas whose work the others carry as well, the largest first. */
  private trim(service: number): void {
    const { placement } = this;
    const own = (placement.ofService[service] ?? [])
      .filter((i) => placement.replicas[i]?.some((n) => n > 0) === true)
      .sort((a, b) => this.at(b).capacity - this.at(a).capacity || a - b);
    for (let t = 0; t < placement.periods; t += 1) {
      for (const place of own) {
        const spare = -placement.missing(service, t);
        const here = placement.replicas[place]?.[t] ?? 0;
        const idle = Math.min(here, Math.floor(spare / this.at(place).capacity + NOTHING));
        if (idle > 0) placement.add(place, t, -idle);
      }
    }
  }

  private at(place: number) {
    return this.placement.places[place] ?? NOWHERE;
  }
}

const NOWHERE = { service: -1, host: -1, units: 1, capacity: 1 };
/** A service on more places than this at once is a sign that it can be carried nowhere. */
const MOST_PLACES = 60;
