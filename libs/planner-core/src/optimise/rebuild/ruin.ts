import type { Chance } from './chance';
import { whole, type Placement } from './placement';

/** What was taken out: services with missing replicas, and a host they had better leave (-1: none). */
export interface Ruin {
  readonly services: readonly number[];
  readonly avoided: number;
}

/** Shares of the ways to take out. */
const LEVEL = 0.4;
const ANY_LEVEL = 0.03;
const SERVICES = 0.05;
const FROM = 0.02;
/** Periods of a stretch that is cleared, at most, as a share of all. */
const LONGEST_STRETCH = 0.5;

/**
 * Takes a part of the fleet out: units a host holds beyond what it holds in some period, units of a host, services that
 * share one, a service from a period on, or, most often, a few services that share a host for a stretch of periods.
 */
export function ruinOne(placement: Placement, chance: Chance): Ruin {
  const busy = placement.used.flatMap((used, h) => (used.some((u) => u > 0) ? [h] : []));
  const host = chance.pick(busy) ?? 0;
  const kind = chance.next();
  if (kind < LEVEL) return closeUnits(placement, chance, host, levelOfPeriod);
  if (kind < LEVEL + ANY_LEVEL) return closeUnits(placement, chance, host, anyLevel);
  if (kind < LEVEL + ANY_LEVEL + SERVICES) return clearServices(placement, chance, host);
  if (kind < LEVEL + ANY_LEVEL + SERVICES + FROM) return clearFrom(placement, chance);
  return clearStretch(placement, chance, host);
}

type Level = (used: ArrayLike<number>, chance: Chance) => number;

/** A unit less, or up to three, than are held in one of the periods. */
const levelOfPeriod: Level = (used, chance) => {
  const held = whole(used[chance.below(used.length)] ?? 0);
  const top = held > 0 ? held : most(used);
  return Math.max(0, top - 1 - (chance.next() < 0.7 ? 0 : chance.below(3)));
};

const anyLevel: Level = (used, chance) => chance.below(Math.max(1, most(used)));

const most = (used: ArrayLike<number>): number => whole(Math.max(...Array.from(used)));

/** Takes replicas off until the units above a level are free, in every period. */
function closeUnits(placement: Placement, chance: Chance, host: number, levelOf: Level): Ruin {
  const level = levelOf(placement.used[host] ?? [0], chance);
  const places = shuffled(
    (placement.atHost[host] ?? []).filter(
      (i) => placement.replicas[i]?.some((n) => n > 0) === true,
    ),
    chance,
  );
  const touched = new Set<number>();
  for (let t = 0; t < placement.periods; t += 1) {
    for (const place of places) {
      const over = (placement.used[host]?.[t] ?? 0) - level;
      if (over <= 1e-6) break;
      const { units, service } = placement.places[place] ?? { units: 1, service: 0 };
      const here = placement.replicas[place]?.[t] ?? 0;
      const off = Math.min(here, Math.ceil(over / units - 1e-6));
      if (off <= 0) continue;
      placement.add(place, t, -off);
      touched.add(service);
    }
  }
  return { services: shuffled([...touched], chance), avoided: host };
}

/** Takes out a few services that run on one host, everywhere. */
function clearServices(placement: Placement, chance: Chance, host: number): Ruin {
  const services = someAt(placement, chance, host, 1 + chance.below(3));
  for (const service of services) clear(placement, service, 0, placement.periods);
  return { services, avoided: -1 };
}

/** A few services that run on a host. */
function someAt(placement: Placement, chance: Chance, host: number, count: number): number[] {
  const there = (placement.atHost[host] ?? []).flatMap((i) =>
    placement.replicas[i]?.some((n) => n > 0) === true ? [placement.places[i]?.service ?? 0] : [],
  );
  return shuffled([...new Set(there)], chance).slice(0, count);
}

function clearFrom(placement: Placement, chance: Chance): Ruin {
  const from = chance.below(placement.periods);
  const services = [chance.below(placement.demand.length), chance.below(placement.demand.length)];
  const unique = [...new Set(services)];
  for (const service of unique) clear(placement, service, from, placement.periods);
  return { services: unique, avoided: -1 };
}

/** Takes a few services that run on one host out for a stretch of periods, wherever they run then. */
function clearStretch(placement: Placement, chance: Chance, host: number): Ruin {
  const { periods } = placement;
  const from = chance.below(periods);
  const longest = Math.max(1, Math.floor(periods * LONGEST_STRETCH));
  const until = Math.min(periods, from + 1 + chance.below(longest));
  const services = someAt(placement, chance, host, 1 + chance.below(4));
  for (const service of services) clear(placement, service, from, until);
  return { services, avoided: -1 };
}

function clear(placement: Placement, service: number, from: number, until: number): void {
  for (const place of placement.ofService[service] ?? []) {
    const replicas = placement.replicas[place];
    for (let t = from; t < until; t += 1) placement.add(place, t, -(replicas?.[t] ?? 0));
  }
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const keyed = list.map((item) => ({ item, key: chance.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
