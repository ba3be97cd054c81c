/**
 * Splits an amount in whole cents by weights so that the parts sum to it exactly (largest remainder).
 * @param totalUsd amount with at most two decimals
 * @param weights non-negative; all zero splits evenly
 * @throws RangeError without weights
 */
export function splitUsd(totalUsd: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError('Nothing to split among');
  const cents = Math.round(totalUsd * 100);
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((w) => (sum > 0 ? (cents * w) / sum : cents / weights.length));
  const parts = exact.map(Math.floor);
  let left = cents - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((part) => part / 100);
}
