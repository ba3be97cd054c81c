/** Chips that work as one by tensor parallelism: a stage of one data-parallel part of an instance. */
export interface TensorGroup {
  readonly pool: number;
  readonly stage: number;
  readonly chips: number;
}

/** Instances of one layout. */
export interface Pool {
  readonly instances: number;
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
}

/** One unit of the system with the groups that lie in it, and the chips no group of this replica takes. */
export interface DrawnUnit {
  readonly groups: readonly TensorGroup[];
  readonly freeChips: number;
}

/**
 * Where the groups of a replica lie: tensor-parallel ranks beside each other, then data-parallel parts, stages of
 * the pipeline outermost, filled into units in that order. A group larger than what is left of a unit goes on in the next.
 */
export function topologyOf(pools: readonly Pool[], chipsPerUnit: number): DrawnUnit[] {
  const groups = pools.flatMap(({ instances, tp, pp, dp }, pool) =>
    Array.from({ length: instances * pp * dp }, (_, i) => ({
      pool,
      stage: Math.floor(i / dp) % pp,
      chips: tp,
    })),
  );
  const units: TensorGroup[][] = [];
  let free = 0;
  for (const group of groups) {
    for (let left = group.chips; left > 0;) {
      if (free === 0) {
        units.push([]);
        free = chipsPerUnit;
      }
      const taken = Math.min(left, free);
      units.at(-1)?.push({ ...group, chips: taken });
      free -= taken;
      left -= taken;
    }
  }
  return units.map((inUnit, i) => ({
    groups: inUnit,
    freeChips: i === units.length - 1 ? free : 0,
  }));
}
