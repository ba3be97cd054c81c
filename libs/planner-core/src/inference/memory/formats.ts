import type { KvPrecision, WeightPrecision } from '@headroom/models';
import type { KernelEngine, KernelFormat } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import type { ServingFormats } from './layout';
import type { ModelShape } from './model-shape';

/** Whether the matrix units of a chip compute in a weight format, or a wider one can stand in without loss. */
export function canServe(machine: Machine, precision: WeightPrecision): boolean {
  const { peakFlops } = machine;
  switch (precision) {
    case 'bf16':
      return peakFlops.bf16 !== null || peakFlops.fp16 !== null;
    case 'fp16':
      return peakFlops.fp16 !== null || peakFlops.bf16 !== null;
    case 'fp8':
      return peakFlops.fp8 !== null;
    case 'int8':
      return peakFlops.int8 !== null;
    case 'fp4':
      return peakFlops.fp4 !== null;
    case 'w4a16':
    case 'mxfp4':
      return peakFlops.bf16 !== null || peakFlops.fp16 !== null;
  }
}

/**
 * How an engine stores and multiplies each part of a model for a requested precision. MoE checkpoints in FP4
 * keep attention in 16 bits (NVIDIA's published NVFP4 checkpoints); FP8 MoE checkpoints scale by blocks.
 * @param experts format of the routed experts where it differs, e.g. MXFP4 of gpt-oss
 */
export function servingFormats(
  machine: Machine,
  s: ModelShape,
  engine: KernelEngine,
  weights: WeightPrecision,
  experts: WeightPrecision | 'mxfp4' | null,
  kv: KvPrecision | null,
): ServingFormats {
  const moe = s.moeLayers > 0;
  const base = kernelFormat(weights, moe);
  const expertFormat =
    experts === 'mxfp4' || (weights === 'mxfp4' && moe)
      ? machine.peakFlops.fp4 !== null
        ? 'mxfp4-fp8'
        : 'mxfp4'
      : experts === null
        ? base
        : kernelFormat(experts, true);
  const attention: KernelFormat = moe && weights === 'fp4' ? 'bf16' : base;
  const dense: KernelFormat = moe && weights === 'fp4' ? 'fp4' : base;
  const kvPrecision = kv ?? defaultKv(machine, s, engine, weights);
  const decodeAttention = kvPrecision === 'bf16' ? 'bf16/bf16' : 'bf16/fp8';
  return {
    weights,
    kv: kvPrecision,
    attention,
    dense,
    experts: expertFormat,
    head: 'bf16',
    prefillAttention:
      kvPrecision === 'bf16'
        ? 'bf16/bf16'
        : engine === 'tensorrt-llm' && s.latent === null
          ? 'fp8/fp8'
          : 'bf16/fp8',
    decodeAttention,
  };
}

function kernelFormat(precision: WeightPrecision, moe: boolean): KernelFormat {
  switch (precision) {
    case 'bf16':
    case 'fp16':
      return 'bf16';
    case 'fp8':
      return moe ? 'fp8-block' : 'fp8';
    case 'int8':
      return 'int8';
    case 'fp4':
      return 'fp4';
    case 'w4a16':
      return 'w4a16';
    case 'mxfp4':
      return moe ? 'bf16' : 'mxfp4';
  }
}

/**
 * TensorRT-LLM caches in FP8 with quantised checkpoints. On chips with FP4 so do vLLM, as the loops that wait for
 * memory show, and all engines for latent caches; elsewhere 16 bits are kept unless asked.
 */
function defaultKv(
  machine: Machine,
  s: ModelShape,
  engine: KernelEngine,
  weights: WeightPrecision,
): KvPrecision {
  const low = weights === 'fp8' || weights === 'fp4';
  if (!low || machine.peakFlops.fp8 === null) return 'bf16';
  if (engine === 'tensorrt-llm') return 'fp8';
  const newest = machine.peakFlops.fp4 !== null;
  return newest && (engine === 'vllm' || s.latent !== null) ? 'fp8' : 'bf16';
}
