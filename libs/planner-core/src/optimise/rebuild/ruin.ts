import type { Chance } from './chance';
import type { Placement } from './placement';

/** What was taken out: services with missing replicas, and a host they had better leave (-1: none). */
export interface Ruin {
  readonly services: readonly number[];
  readonly avoided: number;
}

/** Takes a part of the fleet out: a unit of a host, a whole host, services that share one, or a service from a period on. */
export function ruinOne(placement: Placement, chance: Chance): Ruin {
  const busy = placement.used.flatMap((used, h) => (used.some((u) => u > 0) ? [h] : []));
  const host = chance.pick(busy) ?? 0;
  const kind = chance.next();
  if (kind < 0.5) return closeUnits(placement, chance, host);
  if (kind < 0.8) return clearServices(placement, chance, host);
  return clearFrom(placement, chance);
}

/** Takes replicas off until the units above a level are free, in every period. */
function closeUnits(placement: Placement, chance: Chance, host: number): Ruin {
  const most = Math.max(...(placement.used[host] ?? [0])) + 1e-9;
  const top = Math.ceil(most - 1e-6);
  const level = chance.next() < 0.7 ? top - 1 : chance.below(Math.max(1, top));
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
  const there = (placement.atHost[host] ?? []).flatMap((i) =>
    placement.replicas[i]?.some((n) => n > 0) === true ? [placement.places[i]?.service ?? 0] : [],
  );
  const services = shuffled([...new Set(there)], chance).slice(0, 1 + chance.below(3));
  for (const service of services) clear(placement, service, 0);
  return { services, avoided: -1 };
}

function clearFrom(placement: Placement, chance: Chance): Ruin {
  const from = chance.below(placement.periods);
  const services = [chance.below(placement.demand.length), chance.below(placement.demand.length)];
  const unique = [...new Set(services)];
  for (const service of unique) clear(placement, service, from);
  return { services: unique, avoided: -1 };
}

function clear(placement: Placement, service: number, from: number): void {
  for (const place of placement.ofService[service] ?? []) {
    const replicas = placement.replicas[place];
    for (let t = from; t < placement.periods; t += 1)
      placement.add(place, t, -(replicas?.[t] ?? 0));
  }
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const keyed = list.map((item) => ({ item, key: chance.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
