import type { ComputePrecision } from '@headroom/models';
import type { Machine } from '../topology/machine';
import type { DecodeAttentionSurface, PrefillAttentionSurface } from './attention';
import {
  chooseSurface,
  type KernelClass,
  siblingShare,
  type SurfaceOrigin,
  withRivals,
} from './choose-surface';
import type { ExchangeSurface } from './exchange';
import type { GemmSurface } from './gemm';
import type { GroupedGemmSurface } from './grouped-gemm';
import { type KernelFamily } from './kernel-data';
import { PARAMETERS } from './parameters';
import { decodeWork, denseWork, expertWork, prefillWork } from './reference-work';

export type KernelEngine = 'vllm' | 'sglang' | 'tensorrt-llm' | 'vendor';

/** How a matrix kernel stores and multiplies numbers. */
export type KernelFormat =
  'bf16' | 'fp8' | 'fp8-block' | 'int8' | 'fp4' | 'w4a16' | 'mxfp4' | 'mxfp4-fp8';
export type AttentionFormat = 'bf16/bf16' | 'bf16/fp8' | 'fp8/fp8';

export interface Format {
  /** Bytes per weight, scales included. */
  readonly weightBytes: number;
  readonly activationBytes: number;
  readonly peak: ComputePrecision;
}

/** Scales: one FP32 per 128 x 128 block (FP8), one FP8 per 16 (NVFP4), one 8-bit exponent per 32 (MXFP4). */
export const FORMATS: Readonly<Record<KernelFormat, Format>> = {
  bf16: { weightBytes: 2, activationBytes: 2, peak: 'bf16' },
  fp8: { weightBytes: 1, activationBytes: 1, peak: 'fp8' },
  'fp8-block': { weightBytes: 1.002, activationBytes: 1.03, peak: 'fp8' },
  int8: { weightBytes: 1, activationBytes: 1, peak: 'int8' },
  fp4: { weightBytes: 0.5625, activationBytes: 0.5625, peak: 'fp4' },
  w4a16: { weightBytes: 0.53, activationBytes: 2, peak: 'bf16' },
  mxfp4: { weightBytes: 0.53, activationBytes: 2, peak: 'bf16' },
  'mxfp4-fp8': { weightBytes: 0.53, activationBytes: 1, peak: 'fp8' },
};

/** Every kernel surface of one machine and engine, bound to its peaks and rates. */
export interface KernelSet {
  readonly gemm: Readonly<Record<KernelFormat, GemmSurface>>;
  readonly grouped: Readonly<Record<KernelFormat, GroupedGemmSurface>>;
  readonly prefillAttention: Readonly<Record<AttentionFormat, PrefillAttentionSurface>>;
  readonly prefillMla: Readonly<Record<AttentionFormat, PrefillAttentionSurface>>;
  readonly decodeAttention: Readonly<Record<AttentionFormat, DecodeAttentionSurface>>;
  readonly decodeMla: Readonly<Record<AttentionFormat, DecodeAttentionSurface>>;
  readonly allReduce: ExchangeSurface;
  readonly allGather: ExchangeSurface;
  readonly dispatch: ExchangeSurface;
  readonly bandwidth: number;
  /** How near the matrix surface is to this chip; drives the width of intervals. */
  readonly origin: SurfaceOrigin;
}

const KERNEL_FORMATS = Object.keys(FORMATS) as KernelFormat[];
const ATTENTION_FORMATS: readonly AttentionFormat[] = ['bf16/bf16', 'bf16/fp8', 'fp8/fp8'];

/**
 * Some engines were timed without CUDA graphs, so their launches hold host time that a served step does not
 * pay. No launch of a single kernel is taken as longer than this.
 */
const LONGEST_LAUNCH = 16e-6;
/** The same for one dense matrix multiplication, its quantisation of activations included. */
const LONGEST_GEMM_LAUNCH = 5e-6;

/** Experts a dispatch looks through for its base time: as many as most large models route to. */
const DISPATCHED_EXPERTS = 256;

const cache = new WeakMap<Machine, Map<KernelEngine, KernelSet>>();

/** The kernel surfaces a machine runs an engine with; the same object for the same arguments. */
export function kernelsOf(machine: Machine, engine: KernelEngine): KernelSet {
  let byEngine = cache.get(machine);
  if (byEngine === undefined) {
    byEngine = new Map();
    cache.set(machine, byEngine);
  }
  let set = byEngine.get(engine);
  if (set === undefined) {
    set = bind(machine, engine);
    byEngine.set(engine, set);
  }
  return set;
}

function bind(machine: Machine, engine: KernelEngine): KernelSet {
  const target: KernelClass = machine;
  const bandwidth = machine.memoryBandwidth;
  const bf16 = sixteenBitPeak(machine);
  const peakOf = (precision: ComputePrecision): number => machine.peakFlops[precision] ?? bf16;
  const attentionPeak = (format: AttentionFormat): number =>
    format === 'fp8/fp8' ? peakOf('fp8') : bf16;
  const kvBytes = (format: AttentionFormat): number => (format === 'bf16/bf16' ? 2 : 1);
  const chosen = <F extends KernelFamily>(
    family: F,
    precision: string,
    work?: (c: Coefficients<F>) => number,
  ): Coefficients<F> => {
    const surface = chooseSurface(family, target, engine, precision);
    const coefficients = work
      ? fastest(
          withRivals(family, surface).map((s) => named(family, s.values)),
          work,
        )
      : named(family, surface.values);
    const { origin, measuredPeak } = surface;
    return origin === 'generation' && measuredPeak !== null && 'compute' in coefficients
      ? { ...coefficients, compute: siblingShare(Number(coefficients.compute), bf16, measuredPeak) }
      : coefficients;
  };
  const exchange = (precision: string): ExchangeSurface => ({
    ...chosen('exchange', precision),
    bandwidth: machine.fabric.scaleUpBandwidth,
  });
  const attention = (family: 'prefill-attention' | 'prefill-mla') =>
    record(ATTENTION_FORMATS, (format) => ({
      ...capped(chosen(family, format, (c) => prefillWork(capped(c), kvBytes(format)))),
      peak: attentionPeak(format),
      bandwidth,
      kvBytes: kvBytes(format),
    }));
  const decode = (family: 'decode-attention' | 'decode-mla') =>
    record(ATTENTION_FORMATS, (format) => ({
      ...capped(
        chosen(family, format, (c) =>
          decodeWork(capped(c), kvBytes(format), family === 'decode-mla'),
        ),
      ),
      // One layer's cache is gone from the chip's own memory when the next step comes back to it.
      cacheGain: 0,
      peak: attentionPeak(format),
      bandwidth,
      kvBytes: kvBytes(format),
    }));
  const { base, perDoubling, efficiency, blend, crowding, perExpert } = named(
    'dispatch',
    chooseSurface('dispatch', target, 'sglang', 'low-latency').values,
  );
  return {
    gemm: record(KERNEL_FORMATS, (format) => ({
      ...capped(
        chosen('gemm', format, (c) => denseWork(capped(c, LONGEST_GEMM_LAUNCH), FORMATS[format])),
        LONGEST_GEMM_LAUNCH,
      ),
      // Weights of a served model are never left in cache by the layer before.
      cacheGain: 0,
      peak: peakOf(FORMATS[format].peak),
      bandwidth,
      activationBytes: FORMATS[format].activationBytes,
      weightBytes: FORMATS[format].weightBytes,
      outputBytes: 2,
    })),
    grouped: record(KERNEL_FORMATS, (format) => ({
      ...chosen('moe', format, (c) => expertWork(c, FORMATS[format])),
      peak: peakOf(FORMATS[format].peak),
      bandwidth,
      weightBytes: FORMATS[format].weightBytes,
    })),
    prefillAttention: attention('prefill-attention'),
    prefillMla: attention('prefill-mla'),
    decodeAttention: decode('decode-attention'),
    decodeMla: decode('decode-mla'),
    allReduce: exchange('all-reduce'),
    allGather: exchange('all-gather'),
    dispatch: {
      base: base + DISPATCHED_EXPERTS * perExpert,
      perDoubling,
      efficiency,
      blend,
      crowding,
      bandwidth: machine.fabric.scaleUpBandwidth,
    },
    bandwidth,
    origin: chooseSurface('gemm', target, engine, 'bf16').origin,
  };
}

function sixteenBitPeak(machine: Machine): number {
  const { bf16, fp16, tf32, fp32 } = machine.peakFlops;
  const peak = bf16 ?? fp16 ?? tf32 ?? fp32;
  if (peak === null) {
    const { fp8, int8, fp4 } = machine.peakFlops;
    return (fp8 ?? int8 ?? fp4 ?? 0) / 2;
  }
  return peak;
}

type Coefficients<F extends KernelFamily> = Readonly<
  Record<(typeof PARAMETERS)[F][number], number>
>;

function named<F extends KernelFamily>(family: F, values: readonly number[]): Coefficients<F> {
  const names: readonly string[] = PARAMETERS[family];
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0])) as Coefficients<F>;
}

/** The kernel that does a piece of work soonest; of equals the first. */
function fastest<T extends object>(kernels: readonly T[], work: (kernel: T) => number): T {
  const [first, ...rivals] = kernels;
  if (first === undefined) throw new RangeError('No kernel to choose from');
  let best = first;
  let least = work(first);
  for (const kernel of rivals) {
    const time = work(kernel);
    if (time < least) {
      best = kernel;
      least = time;
    }
  }
  return best;
}

const capped = <T extends { readonly launch: number }>(
  coefficients: T,
  longest: number = LONGEST_LAUNCH,
): T => (coefficients.launch > longest ? { ...coefficients, launch: longest } : coefficients);

function record<K extends string, T>(keys: readonly K[], make: (key: K) => T): Record<K, T> {
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, T>;
}
