const NOTHING = 1e-9;

/** How a whole number of replicas has to cover a demand: sum of `weightOf(capacity)` x replicas >= `lower`. */
export interface CoverCut {
  readonly lower: number;
  readonly weightOf: (capacity: number) => number;
}

/**
 * Mixed-integer rounding of `sum of capacity x replicas >= demand` after division by `divisor`: with
 * f0 = frac(demand / divisor), every capacity a = capacity / divisor becomes floor(a) + min(1, frac(a) / f0),
 * and demand / divisor is rounded up. Holds for all whole numbers of replicas (Nemhauser and Wolsey 1990) and
 * cuts off fractions of replicas. `null` where the demand is a whole multiple: nothing is gained.
 */
export function coverCut(demand: number, divisor: number): CoverCut | null {
  const share = demand / divisor;
  const whole = Math.floor(share + NOTHING);
  const f0 = share - whole;
  if (f0 <= NOTHING) return null;
  const lower = whole + 1;
  return {
    lower,
    weightOf: (capacity) => {
      const a = capacity / divisor;
      const floor = Math.floor(a + NOTHING);
      return Math.min(lower, floor + Math.min(1, Math.max(0, a - floor) / f0));
    },
  };
}
