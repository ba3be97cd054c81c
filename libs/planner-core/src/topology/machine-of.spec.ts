import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { machineOf, machineOfChip } from './machine-of';

const catalog = loadCatalog();
const h100 = catalog.chips.find((c) => c.id === 'nv-h100-sxm');
if (!h100) throw new Error('The catalogue lost the H100');

describe('machines of the catalogue', () => {
  it('are usable or excused, every one of them, with estimates accepted', () => {
    const results = catalog.systems.map((s) => machineOf(s, catalog, { acceptEstimates: true }));
    const usable = results.filter((r) => r.kind === 'usable');
    expect(usable.length).toBeGreaterThan(50);
    for (const { machine } of usable) {
      expect(machine.memory).toBeGreaterThan(0);
      expect(machine.memoryBandwidth).toBeGreaterThan(1e9);
      expect(machine.fabric.scaleOutBandwidth).toBeGreaterThan(0);
      expect(machine.chips).toBeGreaterThanOrEqual(1);
    }
    for (const r of results) if (r.kind === 'excused') expect(r.excuse.code).toMatch(/^catalog\//);
  });

  it('carry the figures of the datasheet in SI units', () => {
    const result = machineOfChip(h100, catalog, {
      acceptEstimates: false,
      chips: 8,
      scaleUpDomain: 8,
    });
    if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
    expect(result.machine.memory).toBe(80e9);
    expect(result.machine.memoryBandwidth).toBe(3350e9);
    expect(result.machine.fabric.scaleUpBandwidth).toBe(450e9);
    expect(result.machine.peakFlops.bf16).toBeCloseTo(989.4e12, -10);
  });

  it("take the user's own figures before the catalogue's", () => {
    const result = machineOfChip(h100, catalog, {
      acceptEstimates: false,
      overrides: [{ chip: 'nv-h100-sxm', memoryGb: 96 }],
      chips: 8,
      scaleUpDomain: 8,
    });
    if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
    expect(result.machine.memory).toBe(96e9);
  });
});
