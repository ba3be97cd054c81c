import type { KernelSet } from '../../kernels/kernel-set';
import type { StepContext } from '../step';

/** No launches, no tiles, full peaks, compute and memory wholly overlapped. */
const GEMM = { launch: 0, perK: 0, compute: 1, memory: 1, halfK: 0, padM: 0, wave: 0, blend: 0 };
const GROUPED = { launch: 0, compute: 1, memory: 1, padM: 0, perExpert: 0, permute: 0, blend: 0 };
const PREFILL = {
  launch: 0,
  compute: 1,
  memory: 1,
  padQuery: 0,
  wave: 0,
  perKey: 0,
  headExponent: 0,
  blend: 0,
};
const DECODE = {
  launch: 0,
  compute: 1,
  memory: 1,
  minGroup: 0,
  perKey: 0,
  halfUnits: 0,
  blend: 0,
  perSequence: 0,
};
const EXCHANGE = { base: 0, perDoubling: 0, efficiency: 1, blend: 0, crowding: 0 };

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
    gemm: each(k.gemm, (s) => ({ ...s, ...GEMM })),
    grouped: each(k.grouped, (s) => ({ ...s, ...GROUPED })),
    prefillAttention: each(k.prefillAttention, (s) => ({ ...s, ...PREFILL })),
    prefillMla: each(k.prefillMla, (s) => ({ ...s, ...PREFILL })),
    decodeAttention: each(k.decodeAttention, (s) => ({ ...s, ...DECODE })),
    decodeMla: each(k.decodeMla, (s) => ({ ...s, ...DECODE })),
    allReduce: { ...k.allReduce, ...EXCHANGE },
    allGather: { ...k.allGather, ...EXCHANGE },
    dispatch: { ...k.dispatch, ...EXCHANGE },
  };
}

function each<K extends string, S>(
  surfaces: Readonly<Record<K, S>>,
  ideal: (surface: S) => S,
): Readonly<Record<K, S>> {
  const entries = Object.entries<S>(surfaces).map(([key, s]) => [key, ideal(s)] as const);
  return Object.fromEntries(entries) as Record<K, S>;
}
