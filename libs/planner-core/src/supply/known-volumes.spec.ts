import type { PolicyEvent } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { knownVolume } from './known-volumes';
import { chipsInMonth, supplyIds } from './monthly-supply';

const catalog = loadCatalog();
const events = catalog.policyEvents;
const { asOf } = catalog;
const volumeOf = (chipId: string, year: number, known = asOf) =>
  knownVolume({ events, asOf: known, of: { chipId }, year });

describe('the yearly volume of a chip', () => {
  it('is what was stated last for the year', () => {
    // Up to 200,000 by one account of June 2025, 805,000 by one of September.
    expect(volumeOf('huawei-ascend-910b2', 2025, '2025-07-01')?.chipsPerYear).toBe(200_000);
    expect(volumeOf('huawei-ascend-910b2', 2025)?.chipsPerYear).toBe(805_000);
  });

  it('is the least of several figures in one statement', () => {
    const stated = events.find((e) => e.id === 'pe-036-2025-12-supply-estimate');
    expect(stated?.values).toMatchObject({ plannedUnits2026: 500_000 });
    expect(volumeOf('cambricon-mlu590', 2026)).toMatchObject({
      chipsPerYear: 300_000,
      eventId: stated?.id,
      sourceId: stated?.sourceIds[0],
    });
  });

  it('is that of the year before where a later one is not stated, and says of which year it is', () => {
    expect(volumeOf('cambricon-mlu590', 2028)?.year).toBe(2026);
    expect(volumeOf('nv-h20-96', 2023)).toBeNull();
    expect(volumeOf('nv-l4', 2026)).toBeNull();
  });

  it('is known of vendors too', () => {
    const vendor = knownVolume({ events, asOf, of: { vendor: 'Huawei' }, year: 2025 });
    expect(vendor?.chipsPerYear).toBe(812_000);
    expect(knownVolume({ events, asOf, of: { vendor: 'Nobody' }, year: 2025 })).toBeNull();
  });
});

describe('chips of a month', () => {
  const none: readonly PolicyEvent[] = [];
  const inMonth = (limit: Parameters<typeof chipsInMonth>[0], month: string) =>
    chipsInMonth(limit, month, { events: none, asOf });

  it('follow the last step of a ramp before it, in place of the steady rate', () => {
    const limit = {
      chip: 'c',
      chipsPerMonth: 10,
      chipsByPeriod: [
        { from: '2026-03', chipsPerMonth: 20 },
        { from: '2026-06', chipsPerMonth: 0 },
      ],
    };
    expect(['2026-02', '2026-03', '2026-05', '2026-06'].map((m) => inMonth(limit, m))).toEqual([
      10, 20, 20, 0,
    ]);
    expect(inMonth({ chip: 'c', chipsTotal: 5 }, '2026-01')).toBeNull();
  });

  it('are no more than a twelfth of the share of the year', () => {
    const limit = { chip: 'huawei-ascend-910c', chipsPerMonth: 1000, allocationShare: 0.01 };
    expect(chipsInMonth(limit, '2026-05', { events, asOf })).toBe(500);
    expect(chipsInMonth({ ...limit, chipsPerMonth: 100 }, '2026-05', { events, asOf })).toBe(100);
  });

  it('belong to limits told apart where several name the same', () => {
    expect(supplyIds([{ chip: 'c' }, { vendor: 'v' }, { chip: 'c' }])).toEqual(['c', 'v', 'c #2']);
  });
});
