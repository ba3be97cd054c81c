import type { Chip } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import {
  estimateFromClass,
  memoryClass,
  processClass,
  publishedFigure,
  rangeOf,
  yearOf,
  type ClassField,
} from './chip-class';

const { chips } = loadCatalog();
const chip = (id: string): Chip => {
  const found = chips.find((c) => c.id === id);
  if (found === undefined) throw new Error(`No chip ${id}`);
  return found;
};

const FIELDS: readonly ClassField[] = [
  'peakDenseTflops.bf16',
  'memoryGb',
  'memoryBandwidthGBps',
  'scaleUpGBpsPerDirection',
  'tdpW',
  'priceUsd',
];

describe('the class of a chip', () => {
  it.each([
    ['nv-a100-80-sxm', '7 nm class', 'HBM2', 2021],
    ['nv-h100-sxm', '5 nm class', 'HBM3', 2022],
    ['amd-mi300x', '5 nm class', 'HBM3', 2023],
    ['google-tpu-8t', '3 nm class', 'HBM3', 2026],
    ['huawei-ascend-910b2', '7 nm class', 'HBM2', 2023],
    ['moorethreads-s4000', '7 nm class', 'GDDR', 2024],
    ['groq-lpu-v1', '14 nm class', 'SRAM', 2021],
  ])('of %s is %s, %s, %i', (id, process, memory, year) => {
    expect([processClass(chip(id)), memoryClass(chip(id)), yearOf(chip(id))]).toEqual([
      process,
      memory,
      year,
    ]);
  });

  it('counts Chinese designs of unstated node as 7 nm class, and no others', () => {
    expect(chip('biren-br106').processNode).toBeNull();
    expect(processClass(chip('biren-br106'))).toBe('7 nm class');
    expect(processClass(chip('google-tpu-v5e'))).toBeNull();
  });
});

describe('an estimate from the class', () => {
  it('is ordered, and every end lies among values that chips publish', () => {
    fc.assert(
      fc.property(fc.constantFrom(...chips), fc.constantFrom(...FIELDS), (subject, field) => {
        const estimate = estimateFromClass(subject, field, chips);
        if (estimate === null) return;
        const { low, mid, high, peers } = estimate;
        expect(low <= mid && mid <= high).toBe(true);
        expect(peers).toBeGreaterThanOrEqual(3);
        if (field === 'memoryBandwidthGBps') return;
        const published = chips.map((c) => publishedFigure(c, field)?.value);
        for (const end of [low, mid, high]) expect(published).toContain(end);
      }),
      { numRuns: 600 },
    );
  });

  it('never counts the chip itself', () => {
    const known = chip('nv-h100-sxm');
    const withoutIt = chips.filter((c) => c.id !== known.id);
    for (const field of FIELDS) {
      expect(estimateFromClass(known, field, chips)).toEqual(
        estimateFromClass(known, field, withoutIt),
      );
    }
  });

  it.each(FIELDS)('holds the published %s of at least six in ten chips that are sold', (field) => {
    const judged = chips.flatMap((c) => {
      const value = publishedFigure(c, field)?.value;
      const estimate = estimateFromClass(c, field, chips);
      return c.lifecycle === 'shipping' && value !== undefined && estimate !== null
        ? [estimate.low <= value && value <= estimate.high]
        : [];
    });
    expect(judged.length).toBeGreaterThan(15);
    expect(judged.filter((held) => held).length / judged.length).toBeGreaterThan(0.6);
  });

  it('widens until three chips publish the figure, and says what it took', () => {
    const estimate = estimateFromClass(chip('cambricon-mlu590'), 'memoryGb', chips);
    expect(estimate?.basis).toBe('7 nm class, HBM, 2022-2024');
    expect(estimate?.peers).toBeGreaterThanOrEqual(3);
  });

  it('speaks of bandwidth by the gigabyte where the memory size is known', () => {
    const estimate = estimateFromClass(chip('kunlun-p800'), 'memoryBandwidthGBps', chips);
    // 96 GB at the 25 GB/s a gigabyte of A100, Gaudi 2 and Ascend 910B.
    expect(estimate?.mid).toBeGreaterThan(2000);
    expect(estimate?.mid).toBeLessThan(2800);
  });

  it('does not guess what was cut for export, nor chips of on-chip memory', () => {
    expect(estimateFromClass(chip('amd-mi308x'), 'peakDenseTflops.bf16', chips)).toBeNull();
    expect(estimateFromClass(chip('cerebras-wse3'), 'peakDenseTflops.bf16', chips)).toBeNull();
  });

  it('does not let parts cut for export pull down the class they came from', () => {
    const peers = chips.filter((c) => c.exportVariant !== true);
    const h100 = chip('nv-h100-sxm');
    expect(estimateFromClass(h100, 'peakDenseTflops.bf16', chips)).toEqual(
      estimateFromClass(h100, 'peakDenseTflops.bf16', peers),
    );
  });
});

describe('the range of published values', () => {
  it('is of values that were given, lowest tenth to highest tenth', () => {
    expect(rangeOf([5, 1, 3])).toEqual({ low: 1, mid: 3, high: 5 });
    expect(rangeOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000])).toEqual({ low: 1, mid: 5, high: 9 });
  });

  it('does not depend on their order', () => {
    const values = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (given) => {
        expect(rangeOf([...given].reverse())).toEqual(rangeOf(given));
      }),
    );
  });
});
