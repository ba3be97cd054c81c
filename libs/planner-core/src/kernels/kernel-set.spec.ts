import { describe, expect, it } from 'vitest';
import { usableMachine } from '../testing/kernel-machines';
import { decodeAttentionTime } from './attention';
import { gemmTime } from './gemm';
import { expectedDistinct } from './grouped-gemm';
import { type KernelFamily, type SurfaceFile, SURFACES } from './kernel-data';
import { kernelsOf } from './kernel-set';
import { PARAMETERS, SIGNED } from './parameters';
import { smoothMax } from './smooth';

const FAMILIES = Object.keys(SURFACES) as KernelFamily[];

describe('kernel data files', () => {
  it.each(FAMILIES)('%s keep the order of coefficients', (family) => {
    const file: SurfaceFile = SURFACES[family];
    expect(file.parameters).toEqual([...PARAMETERS[family]]);
    for (const { values } of [...file.surfaces, ...file.population]) {
      expect(values).toHaveLength(file.parameters.length);
      values.forEach((value, i) => {
        expect(Number.isFinite(value)).toBe(true);
        if (!SIGNED.has(file.parameters[i] ?? '')) expect(value).toBeGreaterThanOrEqual(0);
      });
    }
  });

  it.each(FAMILIES)(
    '%s are within 11 percent of half of the unseen rows of every chip',
    (family) => {
      const file: SurfaceFile = SURFACES[family];
      expect(file.chips.length).toBeGreaterThan(0);
      for (const { chip, medianError } of file.chips)
        expect(medianError, chip).toBeLessThanOrEqual(0.11);
    },
  );

  it.each(FAMILIES)(
    '%s have a surface of the population for every measured precision',
    (family) => {
      const file: SurfaceFile = SURFACES[family];
      const known = new Set(file.population.map((p) => p.precision));
      for (const { precision } of file.surfaces) expect(known).toContain(precision);
    },
  );
});

describe('the kernels of a machine', () => {
  const h100 = usableMachine('nv-h100-sxm');
  const k = kernelsOf(h100, 'vllm');

  it('are bound once for a machine and an engine', () => {
    expect(kernelsOf(h100, 'vllm')).toBe(k);
    expect(kernelsOf(h100, 'sglang')).not.toBe(k);
  });

  it('are not read from caches that only repeated measurements fill', () => {
    expect(k.gemm.bf16.cacheGain).toBe(0);
    expect(k.decodeAttention['bf16/bf16'].cacheGain).toBe(0);
  });

  it('multiply 8192 x 8192 x 8192 in BF16 on an H100 in 1.15 to 2.2 ms', () => {
    const time = gemmTime(k.gemm.bf16, 8192, 8192, 8192);
    expect(time).toBeGreaterThan(1.15e-3);
    expect(time).toBeLessThan(2.2e-3);
  });

  it('read the cache of decode attention at no more than the memory rate', () => {
    const time = decodeAttentionTime(k.decodeAttention['bf16/bf16'], 64, 8192, 64, 8, 256, 256);
    expect(time).toBeGreaterThan((64 * 8192 * 8 * 256 * 2) / 3350e9);
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
