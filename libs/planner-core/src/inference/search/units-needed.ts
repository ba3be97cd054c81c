/** How many replicas and systems carry a load, and their chips. */
export interface UnitsNeeded {
  readonly replicas: number;
  readonly systems: number;
  readonly chips: number;
}

/**
 * Whole replicas for a load, and the whole systems they take: as many replicas on one system as its chips hold,
 * or as many systems for one replica as it spans.
 * @param rate requests a second one replica may carry
 */
export function unitsNeeded(
  load: number,
  rate: number,
  chipsOfReplica: number,
  chipsOfSystem: number,
): UnitsNeeded {
  const replicas = Math.max(1, Math.ceil((load / rate) * (1 - ROUNDING)));
  const systems =
    chipsOfReplica <= chipsOfSystem
      ? Math.ceil(replicas / Math.floor(chipsOfSystem / chipsOfReplica))
      : replicas * Math.ceil(chipsOfReplica / chipsOfSystem);
  return { replicas, systems, chips: systems * chipsOfSystem };
}

/** Keeps a load that is a whole number of replicas from being rounded up by the last bit. */
const ROUNDING = 1e-12;
