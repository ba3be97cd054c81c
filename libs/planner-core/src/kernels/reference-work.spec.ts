import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usableMachine } from '../testing/kernel-machines';
import { chooseSurface, withRivals } from './choose-surface';
import { FORMATS, kernelsOf, type KernelEngine, type KernelFormat } from './kernel-set';
import { PARAMETERS } from './parameters';
import { decodeWork, denseWork, expertWork, prefillWork } from './reference-work';

const ENGINES: readonly KernelEngine[] = ['vllm', 'sglang', 'tensorrt-llm'];
const MEASURED = ['nv-h100-sxm', 'nv-h200-sxm', 'nv-b200-sxm', 'nv-gb200', 'nv-b300-sxm'];
const FORMAT_NAMES: readonly KernelFormat[] = ['bf16', 'fp8', 'fp8-block', 'fp4'];

/** Coefficients of an expert kernel by name. */
const named = (values: readonly number[]) =>
  Object.fromEntries(PARAMETERS.moe.map((name, i) => [name, values[i] ?? 0]));

describe('the kernel a served engine takes', () => {
  it('is the same for all engines on a chip where one was measured in the format', () => {
    for (const chip of MEASURED)
      for (const format of ['bf16', 'fp8-block'] as const) {
        const [first, ...others] = ENGINES.map(
          (e) => kernelsOf(usableMachine(chip), e).gemm[format],
        );
        for (const other of others) expect(other).toEqual(first);
      }
  });

  it('is never slower at reference work than what the engine itself was measured with', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MEASURED),
        fc.constantFrom(...ENGINES),
        fc.constantFrom(...FORMAT_NAMES),
        (chip, engine, format) => {
          const kernels = kernelsOf(usableMachine(chip), engine);
          const rivals = withRivals(
            'moe',
            chooseSurface('moe', usableMachine(chip), engine, format),
          );
          const own = kernels.grouped[format];
          expect(rivals[0]?.chip).toBe(rivals[rivals.length - 1]?.chip);
          expect(expertWork(own, FORMATS[format])).toBeLessThanOrEqual(
            expertWork({ ...own, ...named(rivals[0]?.values ?? []) }, FORMATS[format]) + 1e-12,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is judged by time: reading at half the rate, or starting later, never wins', () => {
    const { gemm, grouped, decodeAttention, prefillAttention } = kernelsOf(
      usableMachine('nv-h100-sxm'),
      'vllm',
    );
    fc.assert(
      fc.property(fc.double({ min: 1.01, max: 4, noNaN: true }), (by) => {
        const slow = <T extends { memory: number; launch: number; compute: number }>(c: T): T => ({
          ...c,
          memory: c.memory / by,
          compute: c.compute / by,
          launch: c.launch * by,
        });
        const half = FORMATS.bf16;
        expect(denseWork(slow(gemm.bf16), half)).toBeGreaterThan(denseWork(gemm.bf16, half));
        expect(expertWork(slow(grouped.bf16), half)).toBeGreaterThan(
          expertWork(grouped.bf16, half),
        );
        const decode = decodeAttention['bf16/bf16'];
        expect(decodeWork(slow(decode), 2, false)).toBeGreaterThan(decodeWork(decode, 2, false));
        const prefill = prefillAttention['bf16/bf16'];
        expect(prefillWork(slow(prefill), 2)).toBeGreaterThan(prefillWork(prefill, 2));
      }),
      { numRuns: 30 },
    );
  });
});
