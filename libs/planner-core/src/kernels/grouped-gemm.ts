import { smoothMax } from './smooth';

/** Fitted shape of a fused mixture-of-experts layer (route, two or three grouped GEMMs, combine). */
export interface GroupedGemmCoefficients {
  readonly launch: number;
  readonly compute: number;
  readonly memory: number;
  /** Rows of padding per expert that is hit. */
  readonly padM: number;
  /** Columns a tile adds to the width of one expert. */
  readonly padWidth: number;
  /** Rows of the tile every expert fills once it has more than a few tokens. */
  readonly tile: number;
  /** Tokens per expert at which kernels turn to that tile. */
  readonly tileAt: number;
  /** Weights of so many experts are read before the memory pipeline is full. */
  readonly fill: number;
  /** Time per distinct expert hit (scheduling of one more group). */
  readonly perExpert: number;
  /** Serial time per element of width and depth, once experts have several tokens each. */
  readonly serial: number;
  /** Passes over the activations this rank computes, beyond the weights. */
  readonly permute: number;
  /** Passes over the activations routed anywhere, which a rank that holds all tokens sorts and sums. */
  readonly spread: number;
  /** Share of the rows of experts elsewhere that is multiplied all the same, where kernels cannot skip them. */
  readonly ghost: number;
  readonly blend: number;
}

export interface GroupedGemmSurface extends GroupedGemmCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly weightBytes: number;
}

/** Mean of distinct experts hit when `assignments` fall evenly at random on `experts`. */
export const expectedDistinct = (experts: number, assignments: number): number =>
  experts <= 1 ? Math.min(1, assignments) : experts * (1 - Math.pow(1 - 1 / experts, assignments));

/** Tokens per expert at which half the serial time of a group shows. */
const SERIAL_AT = 4;
/** Turns between tile sizes are nearly sharp. */
const TILE_BLEND = 0.05;
const SERIAL_BLEND = 0.2;

/**
 * Seconds of one rank's share of a MoE layer.
 * @param assignments token-expert pairs this rank computes
 * @param distinct experts of this rank that are hit
 * @param hidden model width
 * @param intermediate width of one expert on this rank (after tensor parallelism)
 * @param matrices 3 for gated experts, 2 otherwise
 * @param routed token-expert pairs of all tokens this rank holds, whoever computes them
 */
export function groupedGemmTime(
  s: GroupedGemmSurface,
  assignments: number,
  distinct: number,
  hidden: number,
  intermediate: number,
  matrices: number,
  routed: number = assignments,
): number {
  if (assignments <= 0) return 0;
  const weights = matrices * hidden * (intermediate + s.padWidth);
  const each = assignments / distinct;
  const tiles = (s.tile * distinct * each * each) / (each * each + s.tileAt * s.tileAt);
  const own = smoothMax(assignments + s.padM * distinct, tiles, TILE_BLEND);
  const rows = own + s.ghost * Math.max(0, routed - assignments);
  const compute = (2 * rows * weights) / (s.peak * s.compute);
  const memory = ((distinct + s.fill) * weights * s.weightBytes) / (s.bandwidth * s.memory);
  const serial = (s.serial * (hidden + intermediate) * each) / (each + SERIAL_AT);
  const passes = assignments * s.permute + routed * s.spread;
  return (
    s.launch +
    distinct * s.perExpert +
    (passes * (hidden + intermediate) * 2) / s.bandwidth +
    smoothMax(smoothMax(compute, memory, s.blend), serial, SERIAL_BLEND)
  );
}
