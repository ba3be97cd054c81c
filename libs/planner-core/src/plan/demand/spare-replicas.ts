import { normalQuantile } from '../../inference/open-loop/open-loop';

/** Hours until a failed replica is back: the host is swapped from stock. */
const REPAIR_HOURS = 24;
/** From here on the binomial is counted by its normal approximation. */
const MANY_REPLICAS = 200;

/** Share of time one replica is down: r x t / (1 + r x t), r = chips / MTBF of a chip. */
export function replicaDownShare(chips: number, chipMtbfHours: number): number {
  const load = (chips / chipMtbfHours) * REPAIR_HOURS;
  return load / (1 + load);
}

/**
 * Replicas to run so that at least `needed` are up with the probability asked, each being down
 * independently for its share of time (binomial). Never more than twice what is needed.
 */
export function replicasWithSpares(
  needed: number,
  downShare: number,
  availability: number,
): number {
  const most = 2 * needed;
  if (needed > MANY_REPLICAS) {
    const mean = needed / (1 - downShare);
    const deviation = Math.sqrt(mean * downShare * (1 - downShare)) / (1 - downShare);
    return Math.min(most, Math.ceil(mean + normalQuantile(availability) * deviation));
  }
  let running = needed;
  while (running < most && shareOfTimeUp(running, needed, downShare) < availability) running += 1;
  return running;
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
