import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { policyCharges } from './policy-charges';

const catalog = loadCatalog();
const charges = (chipId: string, day: string, siteCountry = 'CN') => {
  const chip = catalog.chips.find((c) => c.id === chipId);
  if (chip === undefined) throw new Error(`No chip ${chipId}.`);
  return policyCharges({
    chip,
    siteCountry,
    day,
    events: catalog.policyEvents,
    asOf: catalog.asOf,
  });
};

describe('tariffs and caps of acts', () => {
  it('put 25 % on H200 for China from the day the act has effect', () => {
    expect(charges('nv-h200-sxm', '2026-01-13')).toEqual([]);
    expect(charges('nv-h200-sxm', '2026-01-14').map((c) => c.tariffShare)).toEqual([0.25]);
  });

  it('cap what one licensed buyer may get', () => {
    const caps = charges('nv-h200-sxm', '2026-05-15').map((c) => c.chipsPerBuyerMax);
    expect(caps).toContain(75_000);
  });

  it('reach neither other chips nor other countries', () => {
    expect(charges('huawei-ascend-910c', '2026-06-01')).toEqual([]);
    expect(charges('nv-h200-sxm', '2026-06-01', 'US')).toEqual([]);
  });
});
