import type { Machine } from '../../topology/machine';
import data from '../data/efficiency.json';

/**
 * Coefficients of the training engine. `gemm*`, `attention` are shares of the dense peak on large shapes; the
 * overlaps are shares of a transfer hidden behind compute. Fitted by the calibration tool, which writes the data file.
 */
export interface TrainingEfficiency {
  readonly gemm16: number;
  readonly gemm8: number;
  readonly gemm4: number;
  /** Block-scaled FP8 relative to per-tensor FP8. */
  readonly blockScaling: number;
  /** Fused attention, share of the 16-bit peak at head width 128. */
  readonly attention: number;
  /** Head width at which fused attention loses half of what it reaches on wide heads. */
  readonly halfHeadDim: number;
  /** Grouped products of experts relative to one dense product of the same shape. */
  readonly groupedGemm: number;
  /** A dimension of this many elements reaches half of the large-shape efficiency. */
  readonly halfDimension: number;
  /** Multiplies the counted bytes of norms, activations, residuals, casts. */
  readonly elementwise: number;
  /** Multiplies the counted bytes of routing tokens to experts and back. */
  readonly permute: number;
  /** Launch and host time of one layer forward, seconds. */
  readonly layerOverhead: number;
  readonly moeLayerOverhead: number;
  /** Multiply the collective rates of the topology. */
  readonly scaleUpRate: number;
  readonly scaleOutRate: number;
  readonly tensorOverlap: number;
  readonly expertOverlap: number;
  readonly contextOverlap: number;
  readonly dataOverlap: number;
  readonly shardOverlap: number;
  readonly pipelineOverlap: number;
  /** Passes over the attention square of software without fused attention; 0 elsewhere. */
  readonly unfusedPasses: number;
  /** Time of one step outside the model, seconds. */
  readonly stepOverhead: number;
  /** Relative slowdown each doubling of chips beyond one node brings (stragglers, jitter). */
  readonly stragglerPerDoubling: number;
  /** How fast the odds of the products' efficiency fall with the chip's 16-bit peak: larger chips are harder to fill. */
  readonly peakSlope: number;
}

/** How training software drives a machine; it decides fusion and overlap. */
export type TrainingStack =
  'megatron' | 'megatron-fsdp' | 'torch-fsdp' | 'xla' | 'early-megatron' | 'early-deepspeed';

/** What most who train on a machine use today: TPUs are driven through XLA, everything else by Megatron and its ports. */
export const usualStack = (machine: Pick<Machine, 'chipId' | 'architecture'>): TrainingStack =>
  chipClass(machine) === 'TPU' ? 'xla' : 'megatron';

/** Software from before fused attention. */
export const isEarly = (stack: TrainingStack): boolean =>
  stack === 'early-megatron' || stack === 'early-deepspeed';

export type EfficiencyName = keyof TrainingEfficiency;

/** Offsets are added to the logarithm of a coefficient (to its logit for shares that are overlaps). */
export type EfficiencyOffsets = Readonly<Partial<Record<EfficiencyName, number>>>;

export interface EfficiencyData {
  readonly base: TrainingEfficiency;
  readonly classes: Readonly<Record<string, EfficiencyOffsets>>;
  readonly chips: Readonly<Record<string, EfficiencyOffsets>>;
  readonly stacks: Readonly<Record<string, EfficiencyOffsets>>;
  readonly sigma: Readonly<Record<'dense' | 'moe', ErrorSigma>>;
  /** Measured runs each chip was fitted to. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Standard deviations of the log error of a predicted speed, by how much is known. */
export interface ErrorSigma {
  readonly chipSeen: number;
  readonly classSeen: number;
  readonly unseen: number;
  /** For a layout that had to be found. */
  readonly layoutFound: number;
}

export const EFFICIENCY_DATA: EfficiencyData = data;

const LOGIT_NAMES: ReadonlySet<string> = new Set<EfficiencyName>([
  'gemm16',
  'gemm8',
  'gemm4',
  'attention',
  'tensorOverlap',
  'expertOverlap',
  'contextOverlap',
  'dataOverlap',
  'shardOverlap',
  'pipelineOverlap',
]);

/** Class of a chip by its architecture's name: the same vendor and generation. */
export function chipClass(machine: Pick<Machine, 'chipId' | 'architecture'>): string | null {
  const architecture = machine.architecture.toLowerCase();
  for (const key of Object.keys(EFFICIENCY_DATA.classes)) {
    const name = key.toLowerCase();
    if (architecture.startsWith(name) || machine.chipId.includes(`-${name}`)) return key;
  }
  return null;
}

/** A chip of this 16-bit peak or less is filled by any large product. */
const SMALL_PEAK = 2.5e14;
const LATER_CHIP_ATTENTION = 0.5;
const PEAK_BOUND: readonly EfficiencyName[] = ['gemm16', 'gemm8', 'gemm4'];

/** Coefficients for a machine and stack: the population's, moved by what was fitted for class, chip and stack. */
export function efficiencyOf(
  machine: Pick<Machine, 'chipId' | 'architecture' | 'peakFlops'>,
  stack: TrainingStack,
  source: EfficiencyData = EFFICIENCY_DATA,
): TrainingEfficiency {
  const kind = chipClass(machine);
  const offsets = [
    kind === null ? undefined : source.classes[kind],
    source.chips[machine.chipId],
    source.stacks[stack],
  ];
  const peak = machine.peakFlops.bf16 ?? machine.peakFlops.fp16 ?? SMALL_PEAK;
  const size = Math.max(0, Math.log(peak / SMALL_PEAK));
  const result: Record<EfficiencyName, number> = { ...source.base };
  for (const name of Object.keys(result) as EfficiencyName[]) {
    let offset = 0;
    for (const level of offsets) offset += level?.[name] ?? 0;
    if (PEAK_BOUND.includes(name)) offset -= source.base.peakSlope * size;
    if (offset !== 0) result[name] = moved(name, result[name], offset);
  }
  // FlashAttention-2 reaches half the share of Hopper's peak that it reaches of Ampere's (arXiv:2407.08608).
  if (stack === 'torch-fsdp' && kind !== 'Ampere') result.attention *= LATER_CHIP_ATTENTION;
  // Fused attention kernels came to Megatron in 2023; everything else here has them.
  if (!isEarly(stack)) result.unfusedPasses = 0;
  return result;
}

function moved(name: EfficiencyName, value: number, offset: number): number {
  if (!LOGIT_NAMES.has(name)) return value * Math.exp(offset);
  const odds = (value / (1 - value)) * Math.exp(offset);
  return odds / (1 + odds);
}

/** Rows of a chip that weigh as much as what its class says about it. */
const PRIOR_ROWS = 10;

/**
 * Standard deviation of the log error of a predicted speed, by how much of the machine was measured: the more rows
 * of the very chip, the nearer to the error on chips seen.
 * @param family mixtures of experts are predicted less well than dense models
 * @param layout whether the layout was stated or had to be found
 */
export function relativeSigma(
  machine: Pick<Machine, 'chipId' | 'architecture'>,
  family: 'dense' | 'moe',
  layout: 'stated' | 'found',
  source: EfficiencyData = EFFICIENCY_DATA,
): number {
  const sigma = source.sigma[family];
  const before = chipClass(machine) === null ? sigma.unseen : sigma.classSeen;
  const rows = source.rows[machine.chipId] ?? 0;
  const known = Math.sqrt(
    (rows * sigma.chipSeen ** 2 + PRIOR_ROWS * before ** 2) / (rows + PRIOR_ROWS),
  );
  if (layout === 'stated') return known;
  // On chips that were measured the error of layouts found holds the chip's own already.
  return rows > 0 ? sigma.layoutFound : Math.max(known, sigma.layoutFound);
}
