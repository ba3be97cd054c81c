import type { Chip, ComputePrecision } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import { memoryClass, type MemoryClass } from './chip-class';

const { chips } = loadCatalog();
const peak = (chip: Chip, precision: ComputePrecision) =>
  chip.peakDenseTflops[precision]?.value ?? null;

/** Pairs where the second format must not be faster than the first. */
const ORDER: readonly [faster: ComputePrecision, slower: ComputePrecision][] = [
  ['fp4', 'fp8'],
  ['fp8', 'bf16'],
  ['int8', 'bf16'],
  ['bf16', 'tf32'],
  ['tf32', 'fp32'],
  ['bf16', 'fp32'],
];

/** NVIDIA cut INT8 from Blackwell Ultra on, in favour of FP4. */
const INT8_CUT = ['nv-b300-sxm', 'nv-gb300', 'nv-rubin-vr200'];

/** Least and most of memory in GB, and of bandwidth in GB/s, a chip of the class can have. */
const MEMORY_LIMITS: Readonly<
  Record<MemoryClass, { gb: [number, number]; gbps: [number, number] }>
> = {
  HBM2: { gb: [16, 128], gbps: [800, 3800] },
  HBM3: { gb: [32, 288], gbps: [1600, 9000] },
  HBM4: { gb: [200, 600], gbps: [13_000, 30_000] },
  HBM: { gb: [64, 512], gbps: [1200, 30_000] },
  GDDR: { gb: [16, 128], gbps: [250, 2100] },
  LPDDR: { gb: [16, 192], gbps: [100, 700] },
  SRAM: { gb: [0.1, 50], gbps: [10_000, 30_000_000] },
};

describe('chips of the catalogue', () => {
  it('compute no slower in fewer bits, INT8 of Blackwell Ultra and Rubin apart', () => {
    const wrong = chips.flatMap((chip) =>
      ORDER.filter(([faster, slower]) => {
        const [high, low] = [peak(chip, faster), peak(chip, slower)];
        const known = high !== null && low !== null;
        return known && high < low && !(faster === 'int8' && INT8_CUT.includes(chip.id));
      }).map((pair) => `${chip.id}: ${pair.join(' < ')}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have INT8 cut where the exception says so', () => {
    for (const id of INT8_CUT) {
      const chip = chips.find((c) => c.id === id);
      expect(chip && (peak(chip, 'int8') ?? 0) < (peak(chip, 'bf16') ?? 0)).toBe(true);
    }
  });

  it('state dense peaks: H100 989 and not 1,979 in bf16, B200 9,000 and not 18,000 in fp4', () => {
    const byId = new Map(chips.map((c) => [c.id, c]));
    expect(byId.get('nv-h100-sxm')?.peakDenseTflops.bf16?.value).toBe(989.4);
    expect(byId.get('nv-b200-sxm')?.peakDenseTflops.fp4?.value).toBe(9000);
    expect(byId.get('nv-h20-96')?.peakDenseTflops.fp8?.value).toBe(296);
  });

  it('state the matrix rate of Ascend, without the vector unit that the label adds', () => {
    const byId = new Map(chips.map((c) => [c.id, c]));
    expect(byId.get('huawei-ascend-910b2')?.peakDenseTflops.bf16?.value).toBe(353.9);
    expect(byId.get('huawei-ascend-910c')?.peakDenseTflops.bf16?.value).toBe(707.8);
  });

  it('have as much memory, as fast, as their kind of memory allows', () => {
    const wrong = chips.filter((chip) => {
      const kind = memoryClass(chip);
      if (kind === null) return false;
      const { gb, gbps } = MEMORY_LIMITS[kind];
      const within = (value: number | undefined, [low, high]: [number, number]) =>
        value === undefined || (value >= low && value <= high);
      return !within(chip.memoryGb?.value, gb) || !within(chip.memoryBandwidthGBps?.value, gbps);
    });
    expect(wrong.map((chip) => chip.id)).toEqual([]);
  });

  it('have their figures within their own published ranges', () => {
    const wrong = chips.filter(({ priceUsd }) => {
      if (priceUsd === null) return false;
      const { value, low = value, high = value } = priceUsd;
      return !(low <= value && value <= high);
    });
    expect(wrong.map((chip) => chip.id)).toEqual([]);
  });

  it('name what is missing exactly where a needed figure is unknown', () => {
    for (const chip of chips) {
      expect(chip.missingFigures.includes('memoryGb'), chip.id).toBe(chip.memoryGb === null);
      expect(chip.missingFigures.includes('memoryBandwidthGBps'), chip.id).toBe(
        chip.memoryBandwidthGBps === null,
      );
    }
  });

  it('have the total processing performance the rules quote: H20 2,368 and H200 about 15,832', () => {
    const tpp = (id: string) =>
      chips.find((c) => c.id === id)?.totalProcessingPerformance?.value ?? 0;
    expect(tpp('nv-h20-96')).toBe(2368);
    expect(tpp('nv-h200-sxm')).toBeCloseTo(15_832, -1);
    expect(tpp('amd-mi300x')).toBeLessThan(21_000);
    expect(tpp('nv-b200-sxm')).toBeGreaterThan(21_000);
  });
});
