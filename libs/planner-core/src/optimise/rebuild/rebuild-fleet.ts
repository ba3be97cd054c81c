import type { FleetModel } from '../model/fleet-block';
import type { FleetRelaxation } from '../relax/relax-fleet';
import { Chance } from './chance';
import { HeldLimits } from './held-limits';
import { JobPlaces } from './job-places';
import { Placement } from './placement';
import { Refill, type RefillStyle } from './refill';
import { ruinOne } from './ruin';
import { UnitCosts } from './unit-costs';

/** Replicas and jobs of a fleet by column of the program, and the units they take. */
export interface RebuiltFleet {
  readonly replicas: ReadonlyMap<number, number>;
  readonly jobs: ReadonlyMap<number, number>;
  /** Units in use by host and period. */
  readonly units: readonly (readonly number[])[];
}

export interface RebuildEffort {
  /** Steps of taking apart and rebuilding. */
  readonly steps: number;
  /** What is this cheap, limits priced in, is good enough. */
  readonly enough: number;
  /** Whether jobs may leave the options the relaxation takes most. */
  readonly movesJobs: boolean;
}

const SEED = 1;

/** Places looked at for every service, the cheapest first. */
const PROMISING = 14;
/** A step may make the fleet dearer by this share at first, by less and less later. */
const FIRST_THRESHOLD = 0.0001;
const JOBS_EVERY = 100;
const NOTHING = 1e-9;

/**
 * Fleets of whole replicas and units by taking parts out and placing them anew where they cost least (ruin and recreate,
 * Schrimpf et al. 2000), with threshold accepting (Dueck and Scheuer 1990). Limits enter through prices only at first: whether
 * they are kept has to be looked at afterwards. `reprice` goes on at other prices, `hold` with limits held.
 */
export class FleetRebuilder {
  private readonly chance = new Chance(SEED);
  private unitCosts: UnitCosts;
  private readonly placement: Placement;
  private readonly jobs: JobPlaces;
  private refill: Refill;
  private held: HeldLimits | null = null;

  constructor(
    private readonly fleet: FleetModel,
    private readonly relaxation: FleetRelaxation,
  ) {
    this.unitCosts = new UnitCosts(fleet, relaxation.rowDuals);
    this.placement = new Placement(fleet, this.unitCosts);
    this.jobs = new JobPlaces(fleet, this.placement, relaxation);
    this.refill = this.refillAtPrices();
    startFrom(this.placement, relaxation.values);
  }

  /** Whether every service has found a place; nothing else can be done before. */
  placeAll(): boolean {
    const { placement } = this;
    const byWork = placement.demand
      .map((_, w) => ({ w, work: workOf(placement, w) }))
      .sort((a, b) => b.work - a.work || a.w - b.w);
    const plain: RefillStyle = { salvage: 0.5, taste: () => 1 };
    const placed = byWork.every(({ w }) => this.refill.place(w, plain));
    placement.keep();
    return placed;
  }

  /** Goes on at other prices of limits, by row. */
  reprice(prices: readonly number[]): void {
    this.unitCosts = new UnitCosts(this.fleet, prices);
    this.placement.reprice(this.unitCosts);
    this.jobs.reprice(prices);
    this.refill = this.refillAtPrices();
  }

  /**
   * From now on limits are held as the search moves: what is beyond them costs more than it saves, and what is cheapest is
   * told without their prices, which only guide where parts go. Without effect where no limit can be held so.
   */
  hold(): void {
    if (this.held !== null) return;
    const held = new HeldLimits(this.fleet, this.relaxation);
    if (held.isEmpty) return;
    this.held = held;
    this.placement.hold(held);
  }

  /** Whether any of these rows is held, which then costs more to break. By row, what is beyond it. */
  steepen(broken: ReadonlyMap<number, number>): boolean {
    return this.held?.steepen(broken) ?? false;
  }

  /** The cheapest fleet found within a number of steps. */
  run({ steps, enough, movesJobs }: RebuildEffort): RebuiltFleet {
    const { placement, jobs, chance } = this;
    const total = () => this.total();
    if (movesJobs) jobs.settle(total);
    let now = total();
    let best = now;
    let kept = snapshot(placement, jobs);
    for (let step = 0; step < steps && best > enough; step += 1) {
      if (movesJobs && step % JOBS_EVERY === JOBS_EVERY - 1) {
        jobs.settle(total);
        now = total();
      }
      const { services, avoided } = ruinOne(placement, chance);
      const style = styleOf(placement, chance, avoided);
      const done = services.every((w) => this.refill.place(w, style));
      const cost = done ? total() : Infinity;
      const threshold = FIRST_THRESHOLD * (1 - step / steps) * Math.abs(best);
      if (cost > now + threshold * chance.next() ** 2) {
        placement.takeBack();
        continue;
      }
      placement.keep();
      now = cost;
      if (cost < best - NOTHING * Math.abs(best)) {
        best = cost;
        kept = snapshot(placement, jobs);
      }
    }
    return readOut(placement, kept);
  }

  private total(): number {
    const priced = this.placement.cost();
    return this.held === null || priced === Infinity
      ? priced + this.jobs.cost()
      : this.held.score(this.jobs.chosenColumns());
  }

  private refillAtPrices(): Refill {
    const { placement, unitCosts } = this;
    const { promising, worth } = outlook(this.fleet, placement, unitCosts, this.relaxation);
    return new Refill(placement, unitCosts, promising, worth);
  }
}

function styleOf(placement: Placement, chance: Chance, avoided: number): RefillStyle {
  const noise = chance.next() < 0.5 ? 0 : 0.2 * chance.next();
  const salt = chance.below(1 << 20);
  return {
    salvage: chance.next(),
    taste: (place) => {
      const away = placement.places[place]?.host === avoided ? 1.3 : 1;
      return noise === 0 ? away : away * (1 + noise * (new Chance(salt + place).next() - 0.5));
    },
  };
}

const workOf = (placement: Placement, service: number): number =>
  Array.from({ length: placement.periods }, (_, t) =>
    Math.max(0, placement.missing(service, t)),
  ).reduce((a, b) => a + b, 0);

/** The whole replicas of the relaxation. */
function startFrom(placement: Placement, values: readonly number[]): void {
  placement.places.forEach(({ columns }, place) => {
    columns.forEach((column, t) => {
      placement.add(place, t, Math.floor((values[column] ?? 0) + 1e-6));
    });
  });
  placement.keep();
}

/** Where services may go, and what carrying one unit of demand is worth: the least it costs anywhere. */
function outlook(
  { problem }: FleetModel,
  placement: Placement,
  unitCosts: UnitCosts,
  { values }: FleetRelaxation,
) {
  const priceAt = (place: number, t: number): number => {
    const { host, units, capacity } = placement.places[place] ?? {
      host: -1,
      units: 0,
      capacity: 1,
    };
    return ((unitCosts.monthly[host]?.[t] ?? Infinity) * units) / capacity;
  };
  const periods = Array.from({ length: problem.periods }, (_, t) => t);
  const worth = placement.ofService.map((places) =>
    Float64Array.from(periods, (t) => {
      const least = Math.min(...places.map((i) => priceAt(i, t)));
      return Number.isFinite(least) ? Math.max(least, 1e-9) : 1e-9;
    }),
  );
  const promising = placement.ofService.map((places) => {
    const last = periods.at(-1) ?? 0;
    const ranked = [...places].sort((a, b) => priceAt(a, last) - priceAt(b, last) || a - b);
    const inUse = places.filter((i) =>
      placement.places[i]?.columns.some((c) => (values[c] ?? 0) > 1e-6),
    );
    return [...new Set([...ranked.slice(0, PROMISING), ...inUse])];
  });
  return { promising, worth };
}

/** What the fleet is now, to be read out when nothing better has come. */
interface Snapshot {
  readonly replicas: readonly Int32Array[];
  readonly units: readonly (readonly number[])[];
  readonly jobs: ReadonlyMap<number, number>;
}

const snapshot = (placement: Placement, jobs: JobPlaces): Snapshot => ({
  replicas: placement.replicas.map((r) => Int32Array.from(r)),
  units: placement.used.map((used, h) => [...used].map((_, t) => placement.unitsOf(h, t))),
  jobs: jobs.taken(),
});

const readOut = (placement: Placement, { replicas, units, jobs }: Snapshot): RebuiltFleet => ({
  replicas: new Map(
    placement.places.flatMap(({ columns }, i) =>
      columns.map((c, t) => [c, replicas[i]?.[t] ?? 0] as const),
    ),
  ),
  jobs,
  units,
});
