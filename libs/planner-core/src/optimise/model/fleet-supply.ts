import type { ModelParts } from './fleet-limits';
import type { LimitId, SupplyCap } from '../fleet-problem';
import { present, scaled, sum, term, type Term } from '../program/linear-model';

/** Adds what suppliers allow: chips by period or on running totals, over all, and in one order at least. */
export function addSupply(parts: ModelParts): void {
  for (const cap of parts.problem.supply) {
    const limit: LimitId = { kind: 'supply', supplyId: cap.id };
    if (!parts.isLifted(limit)) addRates(parts, cap, limit);
    addTotal(parts, cap);
    addMinimum(parts, cap);
  }
}

const poolAt = (parts: ModelParts, id: string): number =>
  parts.problem.pools.findIndex((pool) => pool.id === id);

const chipsOf = (parts: ModelParts, p: number): number => parts.problem.pools[p]?.chips ?? 0;

/** Chips that arrive to be owned in a period. */
function arriving(parts: ModelParts, cap: SupplyCap, t: number): Term[] {
  return cap.poolIds.flatMap((id) => {
    const p = poolAt(parts, id);
    return present(parts.poolColumns[p]?.bought[t], chipsOf(parts, p));
  });
}

/** Chips held for hire of a pool in a period: rented, and leased. */
function hired(parts: ModelParts, p: number, t: number): Term[] {
  const columns = parts.poolColumns[p];
  return scaled(
    [
      ...present(columns?.rented[t], 1),
      ...(columns?.leasedNow ?? []).flatMap((now) => present(now[t], 1)),
    ],
    chipsOf(parts, p),
  );
}

function addRates(parts: ModelParts, cap: SupplyCap, limit: LimitId): void {
  for (const t of parts.periods) {
    const most =
      cap.carryOver === true
        ? sum(cap.chipsPerPeriod.slice(0, t + 1))
        : (cap.chipsPerPeriod[t] ?? 0);
    if (most === Infinity) continue;
    const addRow = (name: string, added: Term[]): void => {
      if (added.length === 0) return;
      parts.builder.row(name, { upper: most }, [...added, ...parts.slack(limit, -1)]);
    };
    const name = `supply ${cap.id} ${t}`;
    if (cap.carryOver === true) {
      addRow(name, heldSince(parts, cap, t));
      continue;
    }
    const arrives = arriving(parts, cap, t);
    const before = cap.poolIds.flatMap((id) => hired(parts, poolAt(parts, id), t - 1));
    const now = cap.poolIds.flatMap((id) => hired(parts, poolAt(parts, id), t));
    addRow(name, [...arrives, ...now, ...scaled(before, -1)]);
    // What is given back may be hired again, but makes no room for what is bought.
    if (before.length > 0) addRow(`${name} bought`, arrives);
  }
}

/** Chips that arrived up to a period, and those held for hire in it. */
function heldSince(parts: ModelParts, cap: SupplyCap, t: number): Term[] {
  return cap.poolIds.flatMap((id) => {
    const p = poolAt(parts, id);
    return [
      ...present(parts.ownedColumns[p]?.[t], chipsOf(parts, p)),
      ...(cap.boughtOnly === true ? [] : hired(parts, p, t)),
    ];
  });
}

/** A quota: what arrived up to a period and counts, and what is held for hire in it. */
function addTotal(parts: ModelParts, cap: SupplyCap): void {
  const limit: LimitId = { kind: 'supply-total', supplyId: cap.id };
  if (cap.chipsTotal === undefined || parts.isLifted(limit)) return;
  const hires = cap.boughtOnly !== true && cap.poolIds.some((id) => hiresAt(parts, id));
  const last = parts.periods.length - 1;
  for (const t of hires ? parts.periods : parts.periods.slice(last)) {
    const held =
      cap.counts === undefined ? heldSince(parts, cap, t) : countedSince(parts, cap, cap.counts, t);
    if (held.length === 0) continue;
    parts.builder.row(`quota ${cap.id} ${t}`, { upper: cap.chipsTotal }, [
      ...held,
      ...parts.slack(limit, -1),
    ]);
  }
}

const hiresAt = (parts: ModelParts, id: string): boolean => {
  const p = poolAt(parts, id);
  return parts.periods.some((t) => hired(parts, p, t).length > 0);
};

function countedSince(
  parts: ModelParts,
  cap: SupplyCap,
  counts: readonly (readonly boolean[])[],
  until: number,
): Term[] {
  return cap.poolIds.flatMap((id, k) => {
    const p = poolAt(parts, id);
    const arrived = parts.periods
      .slice(0, until + 1)
      .filter((t) => counts[k]?.[t] === true)
      .flatMap((t) => present(parts.poolColumns[p]?.bought[t], chipsOf(parts, p)));
    return [...arrived, ...(cap.boughtOnly === true ? [] : hired(parts, p, until))];
  });
}

/** What arrives in a period is nothing, or at least the minimum. */
function addMinimum(parts: ModelParts, cap: SupplyCap): void {
  const limit: LimitId = { kind: 'minimum-order', supplyId: cap.id };
  const { minimumChips } = cap;
  if (minimumChips === undefined || minimumChips <= 0 || parts.isLifted(limit)) return;
  for (const t of parts.periods) {
    const order = arriving(parts, cap, t);
    if (order.length === 0) continue;
    const ordered = parts.builder.column({ upper: 1, integer: true });
    parts.builder.row(`minimum ${cap.id} ${t}`, { lower: 0 }, [
      ...order,
      term(ordered, -minimumChips),
      ...parts.slack(limit),
    ]);
    for (const id of cap.poolIds) {
      const p = poolAt(parts, id);
      const pool = parts.problem.pools[p];
      const column = parts.poolColumns[p]?.bought[t] ?? null;
      if (pool === undefined || column === null) continue;
      const most = Math.max(1, parts.mostUnits(pool), Math.ceil(minimumChips / pool.chips));
      parts.builder.row(`ordered ${cap.id} ${id} ${t}`, { upper: 0 }, [
        term(column),
        term(ordered, -most),
      ]);
    }
  }
}
