import {
  IDEAL_DECODE,
  IDEAL_EXCHANGE,
  IDEAL_GEMM,
  IDEAL_GROUPED,
  IDEAL_PREFILL,
} from '../../kernels/ideal-coefficients';
import type { KernelSet } from '../../kernels/kernel-set';
import type { StepContext } from '../engine/step';

/** The same step on the same layout at the speed of light: every kernel at the datasheet's peak, loads even. */
export function idealContext(c: StepContext): StepContext {
  return {
    ...c,
    kernels: idealKernels(c.kernels),
    fabric: { ...c.fabric, scaleOutLatency: ZERO_SECONDS, scaleUpLatency: ZERO_SECONDS },
    routingSkew: 0,
  };
}

const ZERO_SECONDS = 0 as StepContext['fabric']['scaleOutLatency'];

function idealKernels(k: KernelSet): KernelSet {
  return {
    ...k,
    gemm: each(k.gemm, (s) => ({ ...s, ...IDEAL_GEMM })),
    grouped: each(k.grouped, (s) => ({ ...s, ...IDEAL_GROUPED })),
    prefillAttention: each(k.prefillAttention, (s) => ({ ...s, ...IDEAL_PREFILL })),
    prefillMla: each(k.prefillMla, (s) => ({ ...s, ...IDEAL_PREFILL })),
    decodeAttention: each(k.decodeAttention, (s) => ({ ...s, ...IDEAL_DECODE })),
    decodeMla: each(k.decodeMla, (s) => ({ ...s, ...IDEAL_DECODE })),
    allReduce: { ...k.allReduce, ...IDEAL_EXCHANGE },
    allGather: { ...k.allGather, ...IDEAL_EXCHANGE },
    dispatch: { ...k.dispatch, ...IDEAL_EXCHANGE },
  };
}

function each<K extends string, S>(
  surfaces: Readonly<Record<K, S>>,
  ideal: (surface: S) => S,
): Readonly<Record<K, S>> {
  const entries = Object.entries<S>(surfaces).map(([key, s]) => [key, ideal(s)] as const);
  return Object.fromEntries(entries) as Record<K, S>;
}
