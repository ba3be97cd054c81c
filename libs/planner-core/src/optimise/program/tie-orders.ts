import type { FleetBlock } from '../model/fleet-block';
import { term, type LinearModelBuilder } from './linear-model';

/**
 * Makes what arrives before the branching the same in all blocks: purchases that arrive in the first
 * `boughtPeriods` periods, and rents and leases of the first `rentedPeriods`. Pools are matched by id. Where the door is
 * shut in one of the futures the order cannot be common to all, and is barred in the others.
 */
export function tieOrders(
  builder: LinearModelBuilder,
  blocks: readonly FleetBlock[],
  { boughtPeriods, rentedPeriods }: { boughtPeriods: number; rentedPeriods: number },
): void {
  const ids = [...new Set(blocks.flatMap((b) => b.problem.pools.map((p) => p.id)))];
  for (const id of ids) {
    const own = blocks.map((b) => b.pools[b.problem.pools.findIndex((p) => p.id === id)]);
    for (let t = 0; t < boughtPeriods; t += 1) {
      tie(
        builder,
        `tie ${id} ${t}`,
        own.map((p) => p?.bought[t] ?? null),
      );
    }
    for (let t = 0; t < rentedPeriods; t += 1) {
      tie(
        builder,
        `tie rent ${id} ${t}`,
        own.map((p) => p?.rented[t] ?? null),
      );
      const leases = Math.max(0, ...own.map((p) => p?.leased.length ?? 0));
      for (let k = 0; k < leases; k += 1) {
        tie(
          builder,
          `tie lease ${id} ${k} ${t}`,
          own.map((p) => p?.leased[k]?.[t] ?? null),
        );
      }
    }
  }
}

function tie(builder: LinearModelBuilder, name: string, columns: readonly (number | null)[]): void {
  const open = columns.filter((c) => c !== null);
  const [first, ...others] = open;
  if (first === undefined) return;
  if (open.length < columns.length) {
    for (const column of open) builder.row(name, { lower: 0, upper: 0 }, [term(column)]);
    return;
  }
  for (const other of others) {
    builder.row(name, { lower: 0, upper: 0 }, [term(first), term(other, -1)]);
  }
}
