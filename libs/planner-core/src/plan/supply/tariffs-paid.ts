import type { PoolInfo } from '../problem/build-problem';

/** What one act puts on the price of what a plan orders. */
export interface TariffPaid {
  readonly eventId: string;
  readonly sourceId: string;
  readonly share: number;
  /** Paid at once, on all units ordered under the act. */
  readonly usd: number;
}

/** Tariffs paid on the orders of one pool, by act. */
export function tariffsOn(
  { tariffs, hardware }: PoolInfo,
  arrived: readonly number[],
): TariffPaid[] {
  const paid = new Map<string, TariffPaid>();
  arrived.forEach((units, t) => {
    if (units === 0) return;
    for (const { event, share } of tariffs[t] ?? []) {
      const usd = units * share * (hardware.buy?.usd ?? 0) + (paid.get(event.id)?.usd ?? 0);
      paid.set(event.id, { eventId: event.id, sourceId: event.sourceIds[0] ?? '', share, usd });
    }
  });
  return [...paid.values()];
}
