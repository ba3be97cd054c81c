import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import type { Machine } from '../topology/machine';
import { machineOfChip } from '../topology/machine-of';
import { decodeAttentionTime, prefillAttentionTime } from './attention';
import { chooseSurface, generationOf, siblingShare } from './choose-surface';
import { exchangeTime } from './exchange';
import { gemmTime } from './gemm';
import { expectedDistinct, groupedGemmTime } from './grouped-gemm';
import { type KernelFamily, SURFACES } from './kernel-data';
import { kernelsOf, PARAMETERS } from './kernel-set';
import { smoothMax } from './smooth';

const catalog = loadCatalog();

function machine(id: string): Machine {
  const chip = catalog.chips.find((c) => c.id === id);
  if (!chip) throw new Error(`The catalogue lost ${id}`);
  const result = machineOfChip(chip, catalog, {
    acceptEstimates: true,
    chips: 8,
    scaleUpDomain: 8,
  });
  if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
  return result.machine;
}

describe('kernel data files', () => {
  it.each(Object.keys(SURFACES) as KernelFamily[])(
    '%s keep the order of coefficients',
    (family) => {
      const file = SURFACES[family];
      expect(file.parameters).toEqual([...PARAMETERS[family]]);
      for (const surface of file.surfaces) {
        expect(surface.values).toHaveLength(file.parameters.length);
        expect(surface.values.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
      }
    },
  );

  it('state an error of their own for every surface, in the median over all below 10 %', () => {
    const medians = Object.values(SURFACES)
      .flatMap((file) => file.surfaces.map((s) => s.medianError))
      .sort((a, b) => a - b);
    expect(medians[Math.floor(medians.length / 2)]).toBeLessThan(0.1);
  });
});

describe('the surface a chip gets', () => {
  const target = (id: string) => machine(id);

  it('is its own where it was measured', () => {
    expect(chooseSurface('gemm', target('nv-h100-sxm'), 'vllm', 'bf16').origin).toBe('chip');
  });

  it('is that of its generation where a sibling was measured', () => {
    expect(generationOf(target('nv-h20-96'))).toBe('hopper');
    expect(chooseSurface('gemm', target('nv-h20-96'), 'vllm', 'bf16').origin).toBe('generation');
    expect(chooseSurface('gemm', target('nv-gb300'), 'vllm', 'fp4').origin).toBe('generation');
  });

  it('is the median of the population for another vendor', () => {
    const chosen = chooseSurface('gemm', target('amd-mi300x'), 'vllm', 'bf16');
    expect(chosen.origin).toBe('population');
    const launches = SURFACES.gemm.surfaces
      .filter((s) => s.precision === 'bf16')
      .map((s) => s.values[0] ?? 0);
    expect(chosen.values[0]).toBeGreaterThanOrEqual(Math.min(...launches));
    expect(chosen.values[0]).toBeLessThanOrEqual(Math.max(...launches));
  });

  it('lets a sibling cut down in FLOP come nearer to its peak, never beyond it', () => {
    const h100 = kernelsOf(target('nv-h100-sxm'), 'sglang');
    const h20 = kernelsOf(target('nv-h20-96'), 'sglang');
    expect(h20.grouped['fp8-block'].compute).toBeGreaterThan(h100.grouped['fp8-block'].compute);
    expect(siblingShare(0.5, 1, 1)).toBe(0.5);
    expect(siblingShare(0.5, 2, 1)).toBe(0.5);
    expect(siblingShare(0.5, 1, 2)).toBeCloseTo(2 / 3, 12);
  });

  it('is bound once for a machine and an engine', () => {
    const h100 = target('nv-h100-sxm');
    expect(kernelsOf(h100, 'vllm')).toBe(kernelsOf(h100, 'vllm'));
  });
});

describe('kernel times', () => {
  const k = kernelsOf(machine('nv-h100-sxm'), 'vllm');

  it('multiply 8192 x 8192 x 8192 in BF16 on an H100 in 1.15 to 2.2 ms', () => {
    const time = gemmTime(k.gemm.bf16, 8192, 8192, 8192);
    expect(time).toBeGreaterThan(1.15e-3);
    expect(time).toBeLessThan(2.2e-3);
  });

  it('read the cache of decode attention at no more than the memory rate', () => {
    const time = decodeAttentionTime(k.decodeAttention['bf16/bf16'], 64, 8192, 64, 8, 256, 256);
    expect(time).toBeGreaterThan((64 * 8192 * 8 * 256 * 2) / 3350e9);
  });

  const size = fc.integer({ min: 1, max: 20_000 });
  const factor = fc.double({ min: 1, max: 10, noNaN: true });

  it('never grow when peak, memory or link rates do', () => {
    fc.assert(
      fc.property(size, size, size, factor, factor, (m, n, d, peak, rate) => {
        const faster = <T extends { peak: number; bandwidth: number }>(s: T): T => ({
          ...s,
          peak: s.peak * peak,
          bandwidth: s.bandwidth * rate,
        });
        const tolerance = 1 + 1e-9;
        const { bf16 } = k.gemm;
        expect(gemmTime(faster(bf16), m, n, d)).toBeLessThanOrEqual(
          gemmTime(bf16, m, n, d) * tolerance,
        );
        const grouped = k.grouped['fp8-block'];
        expect(groupedGemmTime(faster(grouped), m, 8, 4096, 1536, 3)).toBeLessThanOrEqual(
          groupedGemmTime(grouped, m, 8, 4096, 1536, 3) * tolerance,
        );
        const prefill = k.prefillAttention['bf16/bf16'];
        expect(prefillAttentionTime(faster(prefill), 2, m, n, 32, 8, 256, 0)).toBeLessThanOrEqual(
          prefillAttentionTime(prefill, 2, m, n, 32, 8, 256, 0) * tolerance,
        );
        const link = { ...k.allReduce, bandwidth: k.allReduce.bandwidth * rate };
        expect(exchangeTime(link, 8, m * 1000)).toBeLessThanOrEqual(
          exchangeTime(k.allReduce, 8, m * 1000) * tolerance,
        );
      }),
    );
  });

  it('never shrink when the work grows', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 1000 }), (m, n, more) => {
        expect(gemmTime(k.gemm.fp8, m + more, n, 4096)).toBeGreaterThanOrEqual(
          gemmTime(k.gemm.fp8, m, n, 4096),
        );
      }),
    );
  });

  it('blend between the larger of two times and their sum', () => {
    expect(smoothMax(3, 4, 0)).toBe(4);
    expect(smoothMax(3, 4, 1)).toBe(7);
  });

  it('hit all experts with many tokens and one with one', () => {
    expect(expectedDistinct(8, 1)).toBeCloseTo(1, 10);
    expect(expectedDistinct(256, 1e6)).toBeCloseTo(256, 6);
    expect(expectedDistinct(2, 2)).toBeCloseTo(1.5, 10);
  });
});
