import type { WeightPrecision } from '@headroom/models';
import type { KernelEngine } from '../../kernels/kernel-set';

/** Which engine's kernels and habits a name stands for; vendor stacks without one share a neutral profile. */
export function engineOfName(name: string): KernelEngine {
  const n = name.toLowerCase();
  if (n.includes('sglang') || n.includes('in-house')) return 'sglang';
  if (n.includes('vllm') || n.includes('llmboost')) return 'vllm';
  if (n.includes('tensorrt') || n.includes('trt') || n.startsWith('cuda')) return 'tensorrt-llm';
  return 'vendor';
}

/** Weight format from the names measurements use; `null` where none is stated. */
export function precisionOfName(name: string | null): WeightPrecision | null {
  const n = (name ?? '').toLowerCase();
  if (n.startsWith('nvfp4') || n.startsWith('fp4') || n.startsWith('mxfp4')) return 'fp4';
  if (n.startsWith('fp8') || n.includes('implies fp8')) return 'fp8';
  if (n.startsWith('int8') || n.startsWith('w8a8')) return 'int8';
  if (/^(u?int4|w4a16|awq|gptq)/.test(n)) return 'w4a16';
  if (n.startsWith('fp16')) return 'fp16';
  if (n.startsWith('bf16')) return 'bf16';
  return null;
}

/** Output tokens per decode step that published runs reach with a drafting method. */
export function tokensPerStepOf(name: string | null): number {
  const n = (name ?? '').toLowerCase();
  if (n === '' || n === 'not stated' || n === 'none') return 1;
  if (n.includes('fused')) return 3.7;
  if (n.includes('suffix')) return 1.3;
  if (n.includes('eagle')) return 2.2;
  if (n.includes('60%')) return 1.6;
  return n.includes('mtp') ? 1.8 : 1.5;
}
