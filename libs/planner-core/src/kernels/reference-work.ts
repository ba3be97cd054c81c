import type { ComputePrecision } from '@headroom/models';
import {
  type DecodeAttentionCoefficients,
  decodeAttentionTime,
  type PrefillAttentionCoefficients,
  prefillAttentionTime,
} from './attention';
import { type GemmCoefficients, gemmTime } from './gemm';
import { expectedDistinct, type GroupedGemmCoefficients, groupedGemmTime } from './grouped-gemm';

/**
 * Work that kernels are compared by: shapes of served models, from a few tokens to many, each counted alike
 * however long it takes. The device is the same for every chip, between a Hopper and a Blackwell, so that chips
 * that inherit one measurement choose the same kernel and a faster one of them stays faster.
 */
const BANDWIDTH = 4.8e12;
const SIXTEEN_BIT_PEAK = 1.3e15;
const PEAK: Readonly<Record<ComputePrecision, number>> = {
  fp32: SIXTEEN_BIT_PEAK / 2,
  tf32: SIXTEEN_BIT_PEAK / 2,
  bf16: SIXTEEN_BIT_PEAK,
  fp16: SIXTEEN_BIT_PEAK,
  fp8: 2 * SIXTEEN_BIT_PEAK,
  int8: 2 * SIXTEEN_BIT_PEAK,
  fp4: 4 * SIXTEEN_BIT_PEAK,
};

/** What a matrix kernel's format says of its bytes and arithmetic. */
interface WorkFormat {
  readonly weightBytes: number;
  readonly activationBytes: number;
  readonly peak: ComputePrecision;
}

const sumOf = (values: readonly number[], logTime: (value: number) => number): number =>
  values.reduce((sum, value) => sum + logTime(value), 0);

/** Sum of logarithms of seconds over projections of few and many rows. */
export function denseWork(c: GemmCoefficients, f: WorkFormat): number {
  const surface = {
    ...c,
    cacheGain: 0,
    peak: PEAK[f.peak],
    bandwidth: BANDWIDTH,
    activationBytes: f.activationBytes,
    weightBytes: f.weightBytes,
    outputBytes: 2,
  };
  return sumOf([8, 64, 512, 4096], (rows) =>
    sumOf([2048, 8192], (width) => Math.log(gemmTime(surface, rows, width, 8192))),
  );
}

/** The same over layers of 128 experts with few and many routed tokens. */
export function expertWork(c: GroupedGemmCoefficients, f: WorkFormat): number {
  const surface = { ...c, peak: PEAK[f.peak], bandwidth: BANDWIDTH, weightBytes: f.weightBytes };
  return sumOf([64, 512, 4096, 65_536], (pairs) =>
    Math.log(groupedGemmTime(surface, pairs, expectedDistinct(128, pairs), 4096, 512, 3)),
  );
}

/** The same over decode batches at short and long contexts; latent attention reads one shared head. */
export function decodeWork(
  c: DecodeAttentionCoefficients,
  kvBytes: number,
  latent: boolean,
): number {
  const surface = { ...c, cacheGain: 0, peak: PEAK.bf16, bandwidth: BANDWIDTH, kvBytes };
  const heads = latent ? 16 : 8;
  const read = latent ? 576 : 256;
  const worked = latent ? 1088 : 256;
  return sumOf([4, 32, 128], (sequences) =>
    sumOf([1500, 8000], (context) =>
      Math.log(decodeAttentionTime(surface, sequences, context, heads, 1, read, worked)),
    ),
  );
}

/** The same over prompts of short and long length. */
export function prefillWork(c: PrefillAttentionCoefficients, kvBytes: number): number {
  const surface = { ...c, peak: PEAK.bf16, bandwidth: BANDWIDTH, kvBytes };
  return sumOf([512, 1024, 4096, 8192], (length) =>
    Math.log(prefillAttentionTime(surface, 1, length, 0, 16, 4, 256, 0)),
  );
}
