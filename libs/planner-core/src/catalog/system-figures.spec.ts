import type { System } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import { powerOverhead, systemFigures } from './system-figures';

const catalog = loadCatalog();
const system = (id: string): System => {
  const found = catalog.systems.find((s) => s.id === id);
  if (found === undefined) throw new Error(`No system ${id}`);
  return found;
};
const ask = (id: string, acceptEstimates: boolean) =>
  systemFigures({ system: system(id), catalog, acceptEstimates });
const usable = (id: string, acceptEstimates = false) => {
  const result = ask(id, acceptEstimates);
  if (result.kind === 'excused') throw new Error(result.excuse.message.text);
  return result;
};

describe('figures of a system', () => {
  it.each([
    ['nv-gb300-nvl72', 72, 72, 'switched', 900],
    ['huawei-cloudmatrix-384', 384, 384, 'switched', 392],
    ['amd-mi300x-8', 8, 8, 'full-mesh', 448],
    ['aws-trn2-ultra', 64, 64, 'torus-3d', 640],
    ['google-tpu-v6e-pod', 256, 256, 'torus-2d', 400],
    ['nv-l40s-8', 8, 8, 'pcie', 32],
    ['nv-hgx-h200-nvl-8', 8, 4, 'full-mesh', 450],
  ])('of %s: %i chips, domain of %i, %s, %i GB/s', (id, chips, domain, topology, gbps) => {
    const { system: figures } = usable(id);
    expect(figures.chips).toBe(chips);
    expect(figures.domainChips).toBe(domain);
    expect(figures.topology).toBe(topology);
    expect(figures.scaleUpBandwidth).toBe(gbps * 1e9);
  });

  it('take the published power and price: CloudMatrix 384 draws 559.4 kW and costs 8.2 M$', () => {
    const { system: figures, estimates } = usable('huawei-cloudmatrix-384');
    expect(figures.power).toBe(559_400);
    expect(figures.priceUsd?.value).toBe(8_200_000);
    expect(estimates.map((e) => e.field)).not.toContain('powerKw');
  });

  it('estimate unpublished power from the chips and say so', () => {
    const { system: figures, estimates } = usable('nv-hgx-h20-96-8');
    const overhead = powerOverhead(catalog);
    expect(figures.power).toBeCloseTo(8 * 400 * overhead.mid, 6);
    expect(estimates.map((e) => e.basis.code)).toContain('catalog/power-estimated');
    expect(overhead.peers).toBeGreaterThanOrEqual(10);
    expect(overhead.low).toBeGreaterThan(1);
  });

  it('are excused where the wiring of several chips is unknown and estimates are not accepted', () => {
    const refused = ask('generic-8x-metax-c500', false);
    expect(refused.kind).toBe('excused');
    if (refused.kind === 'usable') return;
    expect(refused.excuse.message.params['fields']).toBe('scaleUpGBpsPerDirection');
    expect(ask('generic-8x-metax-c500', true).kind).toBe('usable');
  });

  it('are excused where nobody says which chip or how many', () => {
    expect(ask('xfusion-128', true).kind).toBe('excused');
    expect(ask('appliance-enflame', true).kind).toBe('excused');
  });

  it('wire an appliance like the servers of its chip', () => {
    expect(usable('appliance-lenovo-wa7780-g3').system.topology).toBe('switched');
  });

  it('price a chip from its market only with consent, and never one that is only rented', () => {
    expect(usable('moorethreads-mccx-d800').system.chipPriceUsd).toBeNull();
    expect(usable('moorethreads-mccx-d800', true).system.chipPriceUsd?.mid).toBeGreaterThan(1000);
    expect(usable('google-tpu-v6e-pod', true).system.chipPriceUsd).toBeNull();
  });

  it('are all positive where they are usable', () => {
    for (const entry of catalog.systems) {
      const result = systemFigures({ system: entry, catalog, acceptEstimates: true });
      if (result.kind === 'excused') continue;
      const { chips, domainChips, power, scaleOutBandwidth, scaleUpBandwidth } = result.system;
      expect(Math.min(chips, domainChips, power, scaleOutBandwidth), entry.id).toBeGreaterThan(0);
      expect(chips === 1 || scaleUpBandwidth > 0, entry.id).toBe(true);
    }
  });
});
