import { type FittedSurface, type KernelFamily, type SurfaceFile, SURFACES } from './kernel-data';

/** What decides which measured surface a chip gets. */
export interface KernelClass {
  readonly chipId: string;
  readonly vendor: string;
  readonly architecture: string;
}

/** Where a surface came from, nearest first; the further, the wider the interval. */
export type SurfaceOrigin = 'chip' | 'generation' | 'population';

export interface ChosenSurface {
  readonly origin: SurfaceOrigin;
  readonly values: readonly number[];
  /** Chip it was measured on; `null` for the surface of the population. */
  readonly chip: string | null;
  /** Dense 16-bit peak of the chip it was measured on; `null` for the surface of the population. */
  readonly measuredPeak: number | null;
  /** Precision the surface was measured in; the wanted one where there was one. */
  readonly precision: string;
}

/** Generation of the measured chips; a chip of the same vendor and generation inherits from them. */
const GENERATION_OF: Readonly<Record<string, string>> = {
  'nv-a100-80-sxm': 'ampere',
  'nv-h100-sxm': 'hopper',
  'nv-h200-sxm': 'hopper',
  'nv-b200-sxm': 'blackwell',
  'nv-gb200': 'blackwell',
  'nv-b300-sxm': 'blackwell ultra',
  'nv-rtxpro6000-server': 'blackwell (gb202)',
  'intel-arc-pro-b60': 'battlemage',
};

/** `Blackwell Ultra + Grace` is of the generation `blackwell ultra`: the host CPU does not count. */
export function generationOf(target: KernelClass): string {
  const known = GENERATION_OF[target.chipId];
  if (known !== undefined) return known;
  const name = target.architecture.toLowerCase().split(' + ')[0] ?? '';
  if (name.startsWith('ada')) return 'blackwell (gb202)';
  return target.vendor === 'NVIDIA' ? name : `${target.vendor.toLowerCase()} ${name}`;
}

/** Engines whose kernels stand in for one that was not measured, nearest first. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  vllm: ['vllm', 'sglang', 'tensorrt-llm', 'nccl'],
  sglang: ['sglang', 'tensorrt-llm', 'vllm', 'nccl'],
  'tensorrt-llm': ['tensorrt-llm', 'sglang', 'vllm', 'nccl'],
  vendor: ['vllm', 'sglang', 'tensorrt-llm', 'nccl'],
};

/** Precisions whose shape stands in for one that was not measured. */
const PRECISION_STAND_INS: Readonly<Record<string, readonly string[]>> = {
  bf16: ['bf16'],
  fp8: ['fp8', 'fp8-block', 'bf16'],
  'fp8-block': ['fp8-block', 'fp8', 'bf16'],
  int8: ['int8', 'fp8', 'bf16'],
  fp4: ['fp4', 'mxfp4-fp8', 'fp8', 'fp8-block', 'bf16'],
  'mxfp4-fp8': ['mxfp4-fp8', 'fp4', 'fp8', 'fp8-block', 'bf16'],
  mxfp4: ['mxfp4', 'w4a16', 'bf16'],
  w4a16: ['w4a16', 'mxfp4', 'bf16'],
  'fp8/fp8': ['fp8/fp8', 'bf16/fp8', 'bf16/bf16'],
  'bf16/fp8': ['bf16/fp8', 'bf16/bf16'],
  'bf16/bf16': ['bf16/bf16'],
};

/**
 * The measured surface a chip uses: its own; else of its vendor and generation; else the one fitted to all
 * measured chips at once, each with its own peaks and rates. Within each, the wanted precision and engine come
 * before stand-ins. Of several kernels of an engine, files name first the one measured most.
 * @param file surfaces to choose from; another than the project's own in tests that leave a chip out
 */
export function chooseSurface(
  family: KernelFamily,
  target: KernelClass,
  engine: string,
  precision: string,
  file: SurfaceFile = SURFACES[family],
): ChosenSurface {
  const precisions = PRECISION_STAND_INS[precision] ?? [precision];
  const engines = STAND_INS[engine] ?? [engine];
  const generation = generationOf(target);
  const own = file.surfaces.filter((s) => s.chip === target.chipId);
  const kin = file.surfaces.filter((s) => GENERATION_OF[s.chip] === generation);
  for (const wanted of precisions) {
    const mine = first(own, engines, wanted);
    if (mine) return inherited('chip', mine, wanted);
  }
  for (const wanted of precisions) {
    const near = first(kin, engines, wanted);
    if (near) return inherited('generation', near, wanted);
  }
  for (const wanted of precisions) {
    const like = file.population.find((s) => s.precision === wanted);
    if (like)
      return {
        origin: 'population',
        values: like.values,
        chip: null,
        measuredPeak: null,
        precision: wanted,
      };
  }
  throw new RangeError(`No ${family} surface in ${precision}`);
}

/**
 * A chosen surface with those of every other kernel measured in the same precision on the same chip, whichever
 * engine brought it: engines call the same libraries and take the fastest they find.
 */
export const withRivals = (
  family: KernelFamily,
  chosen: ChosenSurface,
): readonly ChosenSurface[] => [
  chosen,
  ...SURFACES[family].surfaces
    .filter((s) => s.chip === chosen.chip && s.precision === chosen.precision)
    .filter((s) => s.values !== chosen.values)
    .map((s) => ({ ...chosen, values: s.values })),
];

const inherited = (
  origin: SurfaceOrigin,
  surface: FittedSurface,
  precision: string,
): ChosenSurface => ({
  origin,
  values: surface.values,
  chip: surface.chip,
  measuredPeak: MEASURED_PEAK[surface.chip] ?? null,
  precision,
});

/** Dense 16-bit peaks of the measured chips, FLOP a second. */
const MEASURED_PEAK: Readonly<Record<string, number>> = {
  'nv-a100-80-sxm': 312e12,
  'nv-h100-sxm': 989.4e12,
  'nv-h200-sxm': 989.4e12,
  'nv-b200-sxm': 2250e12,
  'nv-gb200': 2500e12,
  'nv-b300-sxm': 2250e12,
  'nv-rtxpro6000-server': 467.8e12,
};

/**
 * Share of its peak a sibling with fewer FLOP a second reaches. What keeps a chip below its peak is mostly
 * time spent beside the multipliers, the same for both; so the share rises as the peak falls:
 * 1 / (1 + (1 / share - 1) x peak / measured peak). A faster sibling is given no more than the measured share.
 */
export const siblingShare = (share: number, peak: number, measuredPeak: number): number =>
  1 / (1 + (1 / share - 1) * Math.min(1, peak / measuredPeak));

const first = (
  surfaces: readonly FittedSurface[],
  engines: readonly string[],
  precision: string,
): FittedSurface | undefined => {
  for (const engine of engines) {
    const found = surfaces.find((s) => s.engine === engine && s.precision === precision);
    if (found) return found;
  }
  return undefined;
};
