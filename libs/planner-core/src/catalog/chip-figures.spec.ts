import type { Chip } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import { chipFigures, type ChipFigures, type FigureOptions } from './chip-figures';

const catalog = loadCatalog();
const chip = (id: string): Chip => {
  const found = catalog.chips.find((c) => c.id === id);
  if (found === undefined) throw new Error(`No chip ${id}`);
  return found;
};
const ask = (id: string, options: Partial<FigureOptions> = {}) =>
  chipFigures(chip(id), catalog, { acceptEstimates: false, ...options });
const usable = (id: string, options: Partial<FigureOptions> = {}): ChipFigures => {
  const result = ask(id, options);
  if (result.kind === 'excused') throw new Error(result.excuse.message.text);
  return result.figures;
};

const CONSENT = { acceptEstimates: true };

describe('figures of a chip', () => {
  it('come in SI units: an H100 does 989 TFLOPS, reads 3.35 TB/s and links at 450 GB/s', () => {
    const figures = usable('nv-h100-sxm');
    expect(figures.peakFlops.bf16).toBe(989.4e12);
    expect(figures.memory).toBe(80e9);
    expect(figures.memoryBandwidth).toBe(3.35e12);
    expect(figures.scaleUpBandwidth).toBe(450e9);
    expect(figures.scaleOutBandwidth).toBe(50e9);
    expect(figures.tdp).toBe(700);
    expect(figures.peakFlops.fp4).toBeNull();
  });

  it('are never estimates without consent', () => {
    for (const entry of catalog.chips) {
      const result = chipFigures(entry, catalog, { acceptEstimates: false });
      if (result.kind === 'usable') {
        expect(result.estimates, entry.id).toEqual([]);
        expect(result.figures.estimatedFields, entry.id).toEqual([]);
        expect(result.figures.estimateSigma, entry.id).toBe(0);
      } else {
        expect(entry.missingFigures.length, entry.id).toBeGreaterThan(0);
      }
    }
  });

  it('are the published ones wherever there are any, consent or not', () => {
    const first = usable('huawei-ascend-910c');
    const second = usable('huawei-ascend-910c', CONSENT);
    expect([second.peakFlops, second.memory, second.memoryBandwidth]).toEqual([
      first.peakFlops,
      first.memory,
      first.memoryBandwidth,
    ]);
  });

  it('let fp16 stand in for an unpublished bf16, as on P800', () => {
    expect(chip('kunlun-p800').peakDenseTflops.bf16).toBeNull();
    expect(usable('kunlun-p800', CONSENT).peakFlops.bf16).toBe(345e12);
  });
});

describe('a chip that is not fully published', () => {
  it.each(['cambricon-mlu590', 'kunlun-p800', 'biren-br106', 'biren-br166', 'metax-c600'])(
    '%s is excused without consent and usable with it',
    (id) => {
      expect(ask(id).kind).toBe('excused');
      const result = ask(id, CONSENT);
      expect(result.kind).toBe('usable');
      if (result.kind === 'excused') return;
      for (const estimate of result.estimates) {
        expect(estimate.chipId).toBe(id);
        expect(estimate.low <= estimate.mid && estimate.mid <= estimate.high).toBe(true);
        expect(estimate.basis.text).toContain(chip(id).name);
      }
      expect(result.figures.estimateSigma).toBeGreaterThan(0);
    },
  );

  it.each(['bytedance-seedchip', 'openai-jalapeno', 'tencent-zixiao', 'huawei-ascend-910d'])(
    '%s, of which nothing is known, is excused even with consent',
    (id) => {
      const result = ask(id, CONSENT);
      expect(result.kind).toBe('excused');
      if (result.kind === 'usable') return;
      expect(result.excuse.code).toBe('catalog/figures-unpublished');
      expect(result.excuse.chipId).toBe(id);
    },
  );

  it('names the missing fields in its excuse', () => {
    const result = ask('metax-c600');
    if (result.kind === 'usable') throw new Error('expected an excuse');
    expect(result.excuse.message.params['fields']).toBe(
      'peakDenseTflops.bf16, memoryBandwidthGBps',
    );
  });

  it('is usable with the figures of the user', () => {
    const override = {
      chip: 'bytedance-seedchip',
      bf16Tflops: 400,
      fp8Tflops: 800,
      memoryGb: 96,
      memoryBandwidthGBps: 3000,
    };
    const figures = usable('bytedance-seedchip', { override });
    expect(figures.peakFlops.bf16).toBe(400e12);
    expect(figures.peakFlops.fp8).toBe(800e12);
    expect(figures.memory).toBe(96e9);
    expect(figures.estimatedFields).toEqual([]);
  });

  it('takes the 16-bit peak from a published FP8 rate by the ratio of chips that publish both', () => {
    const result = ask('moorethreads-s5000', CONSENT);
    if (result.kind === 'excused') throw new Error(result.excuse.message.text);
    const peak = result.estimates.find((e) => e.field === 'peakDenseTflops.bf16');
    expect(peak?.basis.code).toBe('catalog/ratio-estimate');
    expect(peak?.mid).toBeCloseTo(500, -1);
    expect(peak?.high).toBeLessThanOrEqual(1000);
  });

  it('does not estimate what the caller does not need', () => {
    const figures = usable('metax-c500', { ...CONSENT, without: ['scaleUpGBpsPerDirection'] });
    expect(figures.scaleUpBandwidth).toBeNull();
    expect(figures.estimateSigma).toBe(0);
  });
});

describe('figures the user knows better', () => {
  it('go before the published ones', () => {
    const override = { chip: 'nv-h20-96', memoryBandwidthGBps: 4200, tdpW: 450 };
    const figures = usable('nv-h20-96', { override });
    expect(figures.memoryBandwidth).toBe(4.2e12);
    expect(figures.tdp).toBe(450);
    expect(figures.peakFlops.bf16).toBe(148e12);
  });
});
