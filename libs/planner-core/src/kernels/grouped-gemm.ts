import { smoothMax } from './smooth';

/** Fitted shape of a fused mixture-of-experts layer (route, two or three grouped GEMMs, combine). */
export interface GroupedGemmCoefficients {
  readonly launch: number;
  readonly compute: number;
  readonly memory: number;
  /** Rows of padding per expert that is hit. */
  readonly padM: number;
  /** Time per distinct expert hit (scheduling of one more group). */
  readonly perExpert: number;
  /** Passes over the routed activations, beyond the weights. */
  readonly permute: number;
  readonly blend: number;
  /** Exponent of the load of the busiest rank in the number of expert-parallel ranks, for skewed routing. */
  readonly skew: number;
}

export interface GroupedGemmSurface extends GroupedGemmCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly weightBytes: number;
}

/** Mean of distinct experts hit when `assignments` fall evenly at random on `experts`. */
export const expectedDistinct = (experts: number, assignments: number): number =>
  experts <= 1 ? Math.min(1, assignments) : experts * (1 - Math.pow(1 - 1 / experts, assignments));

/**
 * Seconds of one rank's share of a MoE layer.
 * @param assignments token-expert pairs this rank computes
 * @param distinct experts of this rank that are hit
 * @param hidden model width
 * @param intermediate width of one expert on this rank (after tensor parallelism)
 * @param matrices 3 for gated experts, 2 otherwise
 */
export function groupedGemmTime(
  s: GroupedGemmSurface,
  assignments: number,
  distinct: number,
  hidden: number,
  intermediate: number,
  matrices: number,
): number {
  if (assignments <= 0) return 0;
  const weights = matrices * hidden * intermediate;
  const compute = (2 * (assignments + s.padM * distinct) * weights) / (s.peak * s.compute);
  const memory = (distinct * weights * s.weightBytes) / (s.bandwidth * s.memory);
  const permute = (assignments * (hidden + intermediate) * 2 * s.permute) / s.bandwidth;
  return s.launch + distinct * s.perExpert + permute + smoothMax(compute, memory, s.blend);
}
