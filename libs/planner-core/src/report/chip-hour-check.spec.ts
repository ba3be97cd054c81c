import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { chipHourChecks } from './chip-hour-check';

describe('cost of owning a chip for an hour, beside the analyst', () => {
  const checks = chipHourChecks(loadCatalog());
  const priced = checks.filter(({ priceBasis }) => priceBasis === 'system');
  const fromChips = checks.filter(({ priceBasis }) => priceBasis === 'chip-ratio');

  it('agrees where the server itself has a published price', () => {
    expect(priced.map(({ chipId }) => chipId)).toEqual(
      expect.arrayContaining(['nv-h100-sxm', 'nv-h200-sxm', 'nv-gb200', 'nv-gb300']),
    );
    for (const { chipId, usdPerChipHour, analyst } of priced) {
      expect(usdPerChipHour, chipId).toBeGreaterThan(0.8 * analyst.hyperscalerUsdPerChipHour);
      expect(usdPerChipHour, chipId).toBeLessThan(1.25 * analyst.neocloudUsdPerChipHour);
    }
  });

  it('is too high by about the two readings of the processor share where only the chip has a price', () => {
    // 74 % of a DGX H100 are accelerators and processors; the ratio view takes 40 %.
    const readings = 0.744 / 0.4;
    expect(fromChips.length).toBeGreaterThan(0);
    for (const { chipId, usdPerChipHour, analyst } of fromChips) {
      expect(usdPerChipHour, chipId).toBeGreaterThan(analyst.hyperscalerUsdPerChipHour);
      expect(usdPerChipHour, chipId).toBeLessThan(1.1 * readings * analyst.neocloudUsdPerChipHour);
    }
  });

  it('reckons a draw within a third of the analyst, who counts the network too', () => {
    expect(checks.length).toBeGreaterThan(0);
    for (const { chipId, kwPerChip, analyst } of checks) {
      expect(kwPerChip / analyst.allInKwPerChip, chipId).toBeGreaterThan(0.67);
      expect(kwPerChip / analyst.allInKwPerChip, chipId).toBeLessThan(1.33);
    }
  });
});
