import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usableMachine } from '../testing/kernel-machines';
import { decodeAttentionTime, prefillAttentionTime } from './attention';
import { exchangeTime } from './exchange';
import { gemmTime } from './gemm';
import { expectedDistinct, groupedGemmTime } from './grouped-gemm';
import { type KernelSet, kernelsOf } from './kernel-set';

const CHIPS = [
  'nv-a100-80-sxm',
  'nv-h100-sxm',
  'nv-gb200',
  'nv-rtxpro6000-server',
  'amd-mi300x',
  'huawei-ascend-910b2',
];
const sets: readonly KernelSet[] = CHIPS.flatMap((id) => {
  const machine = usableMachine(id);
  return [kernelsOf(machine, 'vllm'), kernelsOf(machine, 'tensorrt-llm')];
});
const anySet = fc.constantFrom(...sets);
const size = fc.integer({ min: 1, max: 20_000 });
const few = fc.integer({ min: 1, max: 256 });
const window = fc.constantFrom(0, 128, 4096);
const factor = fc.double({ min: 1, max: 10, noNaN: true });
/** Rounding of sums of terms of very different size. */
const ROUNDING = 1 + 1e-9;

/** Every kernel of a set on shapes of three free sizes. */
function times(k: KernelSet, m: number, n: number, d: number, view: number): readonly number[] {
  const bf16 = k.gemm.bf16;
  return [
    gemmTime(bf16, m, n, d),
    gemmTime(k.gemm.fp8, m, n, d),
    groupedGemmTime(k.grouped.bf16, m, expectedDistinct(64, m), n, d, 3, m * 8),
    groupedGemmTime(k.grouped['fp8-block'], m, expectedDistinct(8, m), n, d, 3),
    prefillAttentionTime(k.prefillAttention['bf16/bf16'], 1, m, n, 32, 8, 256, view),
    prefillAttentionTime(k.prefillMla['bf16/fp8'], 1, m, n, 16, 16, 320, 0),
    decodeAttentionTime(k.decodeAttention['bf16/fp8'], m, n, 32, 8, 256, 256, view),
    decodeAttentionTime(k.decodeMla['bf16/bf16'], m, n, 128, 1, 576, 1088),
    exchangeTime(k.allReduce, 8, m * n),
    exchangeTime(k.dispatch, 8, m * n),
  ];
}

/** The same set on a chip that is faster in peak, memory and links. */
function faster(k: KernelSet, peak: number, rate: number): KernelSet {
  const each = <T extends Readonly<Record<string, { peak: number; bandwidth: number }>>>(
    surfaces: T,
  ): T =>
    Object.fromEntries(
      Object.entries(surfaces).map(([key, s]) => [
        key,
        { ...s, peak: s.peak * peak, bandwidth: s.bandwidth * rate },
      ]),
    ) as T;
  const link = { bandwidth: k.allReduce.bandwidth * rate };
  return {
    ...k,
    gemm: each(k.gemm),
    grouped: each(k.grouped),
    prefillAttention: each(k.prefillAttention),
    prefillMla: each(k.prefillMla),
    decodeAttention: each(k.decodeAttention),
    decodeMla: each(k.decodeMla),
    allReduce: { ...k.allReduce, ...link },
    dispatch: { ...k.dispatch, ...link },
  };
}

describe('kernel times', () => {
  it('are positive and finite for every shape', () => {
    fc.assert(
      fc.property(anySet, size, size, size, window, (k, m, n, d, view) => {
        for (const time of times(k, m, n, d, view)) {
          expect(time).toBeGreaterThan(0);
          expect(time).toBeLessThan(Infinity);
        }
      }),
    );
  });

  it('never grow when peak, memory or link rates do', () => {
    fc.assert(
      fc.property(anySet, size, size, few, factor, factor, (k, m, n, d, peak, rate) => {
        const before = times(k, m, n, d, 0);
        const after = times(faster(k, peak, rate), m, n, d, 0);
        after.forEach((time, i) => expect(time).toBeLessThanOrEqual((before[i] ?? 0) * ROUNDING));
      }),
    );
  });

  it('never shrink when tokens, context or width grow', () => {
    fc.assert(
      fc.property(anySet, size, size, few, few, window, (k, m, n, d, more, view) => {
        const small = times(k, m, n, d, view);
        for (const large of [times(k, m + more, n, d, view), times(k, m, n + more, d, view)])
          large.forEach((time, i) => expect(time * ROUNDING).toBeGreaterThanOrEqual(small[i] ?? 0));
      }),
    );
  });

  it('never grow when a window hides keys', () => {
    fc.assert(
      fc.property(anySet, size, size, (k, m, n) => {
        const surface = k.prefillAttention['bf16/bf16'];
        const whole = prefillAttentionTime(surface, 1, m, n, 32, 8, 256, 0);
        const hidden = prefillAttentionTime(surface, 1, m, n, 32, 8, 256, 1024);
        expect(hidden).toBeLessThanOrEqual(whole * ROUNDING);
      }),
    );
  });

  it('scale with the machine: all rates so much higher, all times so much lower', () => {
    const SERIAL = ['launch', 'perK', 'perRow'] as const;
    fc.assert(
      fc.property(anySet, size, size, size, factor, (k, m, n, d, by) => {
        const s = k.gemm.bf16;
        const quick = Object.fromEntries(SERIAL.map((name) => [name, s[name] / by]));
        const scaled = { ...s, ...quick, peak: s.peak * by, bandwidth: s.bandwidth * by };
        const ratio = gemmTime(s, m, n, d) / gemmTime(scaled, m, n, d);
        expect(ratio / by).toBeCloseTo(1, 9);
      }),
    );
  });

  it('take nothing where there is nothing to do', () => {
    for (const k of sets) {
      expect(gemmTime(k.gemm.bf16, 0, 4096, 4096)).toBe(0);
      expect(groupedGemmTime(k.grouped.bf16, 0, 0, 4096, 4096, 3)).toBe(0);
      expect(prefillAttentionTime(k.prefillAttention['bf16/bf16'], 1, 0, 9, 8, 8, 256, 0)).toBe(0);
      expect(decodeAttentionTime(k.decodeAttention['bf16/bf16'], 0, 9, 8, 8, 256, 256)).toBe(0);
      expect(exchangeTime(k.allReduce, 1, 1e6)).toBe(0);
    }
  });
});
