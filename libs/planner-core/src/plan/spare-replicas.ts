/** Hours until a failed replica is back: the host is swapped from stock. */
const REPAIR_HOURS = 24;
/** More spares than replicas say that the replica is too large for the availability asked. */
const MOST_SPARES_SHARE = 1;

/** Share of time one replica is down: r x t / (1 + r x t), r = chips / MTBF of a chip. */
export function replicaDownShare(chips: number, chipMtbfHours: number): number {
  const load = (chips / chipMtbfHours) * REPAIR_HOURS;
  return load / (1 + load);
}

/**
 * Replicas to run so that at least `needed` are up with the probability asked, each being down
 * independently for its share of time (binomial).
 */
export function replicasWithSpares(
  needed: number,
  downShare: number,
  availability: number,
): number {
  const most = needed + Math.max(1, Math.ceil(needed * MOST_SPARES_SHARE));
  for (let running = needed; running < most; running += 1) {
    if (shareOfTimeUp(running, needed, downShare) >= availability) return running;
  }
  return most;
}

/** P(at least `needed` of `running` are up), summed over the few that may be down. */
function shareOfTimeUp(running: number, needed: number, downShare: number): number {
  let probability = (1 - downShare) ** running;
  let sum = probability;
  for (let down = 1; down <= running - needed; down += 1) {
    probability *= ((running - down + 1) / down) * (downShare / (1 - downShare));
    sum += probability;
  }
  return sum;
}
