import type { Lease } from '../fleet-problem';

/**
 * Units on lease in a period: those whose term has begun and is not over.
 * @param leased units whose term begins, by lease and period
 */
export function leasedUnits(
  leases: readonly Lease[],
  leased: readonly (readonly number[])[],
  period: number,
): number {
  return leases.reduce((sum, { termPeriods }, k) => {
    const starts = (leased[k] ?? []).slice(Math.max(0, period - termPeriods + 1), period + 1);
    return starts.reduce((a, b) => a + b, sum);
  }, 0);
}
