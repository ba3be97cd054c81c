import type { FleetModel } from '../model/fleet-block';
import { placeFractionally } from './fractional';
import { packingOf, type Packing, type SideRow } from './packing';
import type { Placed } from './choices';
import { FITS, placeItems, type Placement } from './place-items';
import { countsBetween, cutOf, firstCuts, obeys } from './unit-counts';

/** A fleet by column of the program, and what no fleet costs less than. */
export interface ProvedFleet {
  readonly kind: 'solved';
  readonly objective: number;
  readonly bound: number;
  readonly gapShare: number;
  readonly values: readonly number[];
}

/** Work done at most, counted so that equal input gives equal output. */
export interface ProofEffort {
  /** Counts of units looked at, in part or whole. */
  readonly nodes: number;
  /** Fleets for which items are divided over hosts. */
  readonly fleets: number;
  /** Fleets that are filled with whole items. */
  readonly placements: number;
  /** Sets of choices listed for each half of the items of a fleet. */
  readonly sets: number;
}

const PROOF_EFFORT: ProofEffort = {
  nodes: 400_000,
  fleets: 600,
  placements: 16,
  sets: 100_000,
};

/** Costs up to this share above the bound are looked at first, then twice the share, and so on. */
const FIRST_REACH = 0.001;

/**
 * The cheapest fleet of one period with few kinds of units, proved: whole counts of units are gone through in the order of
 * their cost, and each is refuted or filled. Most are refuted by prices at which items cost more than the units are
 * worth, prices that refuted others tried first (Benders 1962); of the others most are filled by dividing no item.
 * The first that is filled is the optimum unless a cheaper one could be neither filled nor refuted: the bound is then what that one
 * costs. `null` where the fleet is of another sort, or the work ends before any is filled.
 */
export function proveFleet(
  fleet: FleetModel,
  effort: ProofEffort = PROOF_EFFORT,
): ProvedFleet | null {
  const packing = packingOf(fleet);
  if (packing === null) return null;
  let cuts = firstCuts(packing);
  let nodesLeft = effort.nodes;
  let fleetsLeft = effort.fleets;
  let placementsLeft = effort.placements;
  /** What the cheapest fleet costs that was neither filled nor refuted. */
  let open = Infinity;
  let below = -1;
  for (const most of reaches(packing, cuts)) {
    const found = countsBetween(packing, cuts, below, most, nodesLeft);
    if (found === null) return null;
    nodesLeft = found.nodesLeft;
    const refuting: SideRow[] = [];
    for (const { counts, cost } of found.fleets) {
      if (!refuting.every((cut) => obeys(counts, cut))) continue;
      if (fleetsLeft === 0) return null;
      fleetsLeft -= 1;
      const outcome = fill(packing, counts, effort.sets);
      if (outcome.kind === 'placed') {
        const bound = Math.min(cost, open);
        const gapShare = cost === 0 ? 0 : (cost - bound) / cost;
        const values = valuesOf(fleet, packing, counts, outcome.placed);
        return { kind: 'solved', objective: cost, bound, gapShare, values };
      }
      if (outcome.kind === 'refuted') {
        refuting.unshift(outcome.cut);
        continue;
      }
      if (outcome.kind === 'unknown') open = Math.min(open, cost);
      placementsLeft -= 1;
      if (placementsLeft === 0) return null;
    }
    cuts = [...refuting, ...cuts];
    below = most;
  }
  return null;
}

/** Costs up to which fleets are looked for, each time twice as far above what no fleet costs less than. */
function reaches(packing: Packing, cuts: readonly SideRow[]): number[] {
  const prices = packing.units.map((u) => u.price);
  const least = Math.max(
    0,
    ...cuts.map(({ coefficients, lower }) =>
      lower <= 0
        ? 0
        : lower / Math.max(...coefficients.map((c, j) => Math.max(0, c) / (prices[j] ?? 1))),
    ),
  );
  const step = FIRST_REACH * Math.max(least, Math.min(...prices));
  const most = packing.units.reduce((s, u) => s + u.price * u.upper, 0);
  const found = [least + step];
  for (let more = 2 * step; (found.at(-1) ?? most) < most; more *= 2) found.push(least + more);
  return found;
}

type Outcome =
  | Extract<Placement, { kind: 'placed' | 'none' | 'unknown' }>
  | { readonly kind: 'refuted'; readonly cut: SideRow };

/** Fills a fleet with all items, or tells why it cannot hold them. */
function fill(packing: Packing, counts: readonly number[], mostSets: number): Outcome {
  const capacity = packing.existing.map((n, h) =>
    packing.units.reduce((s, { adds }, j) => s + (adds[h] ?? 0) * (counts[j] ?? 0), n),
  );
  const divided = placeFractionally(
    packing,
    capacity.map((c) => (c > 0 ? c + FITS : 0)),
  );
  if (divided.kind === 'unknown') return divided;
  if (divided.kind === 'refuted') return { kind: 'refuted', cut: cutOf(packing, divided.prices) };
  return placeItems(packing, capacity, divided, mostSets);
}

/** Values of all columns of the program. */
function valuesOf(
  fleet: FleetModel,
  packing: Packing,
  counts: readonly number[],
  placed: readonly Placed[],
): number[] {
  const values = fleet.model.columns.map(() => 0);
  packing.units.forEach(({ column }, j) => {
    values[column] = counts[j] ?? 0;
  });
  for (const [alias, column] of packing.aliases) values[alias] = values[column] ?? 0;
  const { entryStart, entryColumn, entryReplicas } = packing;
  for (const { option, copies } of placed) {
    for (let e = entryStart[option] ?? 0; e < (entryStart[option + 1] ?? 0); e += 1) {
      const column = entryColumn[e] ?? 0;
      values[column] = (values[column] ?? 0) + copies * (entryReplicas[e] ?? 0);
    }
  }
  return values;
}
