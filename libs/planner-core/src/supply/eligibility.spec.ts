import type { Buyer, Chip, PolicyView } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { eligibilityOf } from './eligibility';

const catalog = loadCatalog();
const cloud: Buyer = { country: 'CN' };

function chip(id: string): Chip {
  const found = catalog.chips.find((c) => c.id === id);
  if (found === undefined) throw new Error(`No chip ${id}`);
  return found;
}

const ask = (
  chipId: string,
  day: string,
  more: { buyer?: Buyer; siteCountry?: string; view?: PolicyView; asOf?: string } = {},
) =>
  eligibilityOf({
    chip: chip(chipId),
    buyer: more.buyer ?? cloud,
    siteCountry: more.siteCountry ?? 'CN',
    day,
    view: more.view ?? {},
    events: catalog.policyEvents,
    asOf: more.asOf ?? catalog.asOf,
  });

describe('eligibility for buyers under an arms embargo', () => {
  it.each(['KP', 'IR', 'RU', 'SY'])('bars advanced chips for %s wherever they stand', (country) => {
    const buyer: Buyer = { country };
    expect(ask('nv-h100-sxm', '2026-02-01', { buyer, siteCountry: country }).verdict).toBe(
      'banned',
    );
    expect(ask('nv-b200-sxm', '2026-02-01', { buyer, siteCountry: 'JP' }).verdict).toBe('banned');
    const owned: Buyer = { country: 'SG', parentCountry: country };
    expect(ask('amd-mi300x', '2026-02-01', { buyer: owned, siteCountry: 'SG' }).usable).toBe(false);
  });
});

describe('eligibility of H20 in China', () => {
  it.each([
    ['2025-04-08', 'allowed', null],
    ['2025-04-09', 'licensed', 'pe-016-2025-04-09-licensed'],
    ['2025-07-13', 'licensed', 'pe-016-2025-04-09-licensed'],
    ['2025-07-14', 'allowed', 'pe-021-2025-07-14-lifted'],
    ['2025-08-12', 'allowed', 'pe-021-2025-07-14-lifted'],
    ['2026-02-01', 'allowed', 'pe-021-2025-07-14-lifted'],
  ])('on %s is %s by %s', (day, verdict, eventId) => {
    expect(ask('nv-h20-96', day)).toMatchObject({ verdict, eventId });
  });

  it('counts a licence as obtainable only when the scenario says so', () => {
    expect(ask('nv-h20-96', '2025-05-01').usable).toBe(false);
    expect(ask('nv-h20-96', '2025-05-01', { view: { licensedCountsAs: 'allowed' } }).usable).toBe(
      true,
    );
  });

  it('ends for buyers who follow guidance on 31 July 2025', () => {
    const view: PolicyView = { followLocalGuidance: true };
    expect(ask('nv-h20-96', '2025-07-30', { view }).verdict).toBe('allowed');
    expect(ask('nv-h20-96', '2025-07-31', { view }).verdict).toBe('banned');
  });

  it('ends for state-funded buyers on 5 November 2025 by the ban on foreign chips', () => {
    const buyer: Buyer = { country: 'CN', stateFunded: true };
    expect(ask('nv-h20-96', '2025-11-05', { buyer }).eventId).toBe('pe-034-2025-11-05-banned');
    expect(ask('amd-mi355x', '2025-11-05', { buyer }).verdict).toBe('banned');
    expect(ask('huawei-ascend-910c', '2025-11-05', { buyer }).verdict).toBe('allowed');
  });

  it.each<[site: string, buyer: Buyer]>([
    ['RU', { country: 'RU' }],
    ['IR', { country: 'AE' }],
    ['MY', { country: 'SG', parentCountry: 'CN' }],
    ['MY', { country: 'SG', parentCountry: 'BY' }],
    ['JP', { country: 'VE' }],
  ])('needs a licence from 9 April 2025 at %s for %o: the whole of group D:5', (site, buyer) => {
    const on = (day: string) => ask('nv-h20-96', day, { siteCountry: site, buyer });
    expect(on('2025-04-08').verdict).toBe('allowed');
    expect(on('2025-04-09')).toMatchObject({
      verdict: 'licensed',
      eventId: 'pe-016-2025-04-09-licensed',
    });
  });

  it('stays free for those who are neither there nor owned from there', () => {
    const buyer: Buyer = { country: 'SG' };
    expect(ask('nv-h20-96', '2025-05-01', { siteCountry: 'MY', buyer }).verdict).toBe('allowed');
  });

  it('does not know of acts made known after the as-of day', () => {
    expect(ask('nv-h20-96', '2025-05-01', { asOf: '2025-04-08' }).verdict).toBe('allowed');
  });
});

describe('eligibility of other chips', () => {
  it('bars A100 and H100 from October 2022, A800 and H800 from November 2023', () => {
    expect(ask('nv-a100-80-sxm', '2022-08-25').verdict).toBe('allowed');
    expect(ask('nv-a100-80-sxm', '2022-08-26').verdict).toBe('licensed');
    expect(ask('nv-h100-sxm', '2022-10-07').verdict).toBe('banned');
    expect(ask('nv-h800-sxm', '2023-11-16').verdict).toBe('allowed');
    expect(ask('nv-h800-sxm', '2023-11-17').verdict).toBe('banned');
  });

  it('bars Blackwell by its thresholds, from China and from Chinese groups abroad', () => {
    expect(ask('nv-b200-sxm', '2025-01-01').eventId).toBe('pe-007-2023-10-17-banned');
    expect(ask('nv-b200-sxm', '2026-06-01', { siteCountry: 'MY' }).verdict).toBe('banned');
    expect(
      ask('nv-b200-sxm', '2026-06-01', { siteCountry: 'MY', buyer: { country: 'MY' } }).verdict,
    ).toBe('allowed');
    expect(
      ask('nv-b200-sxm', '2026-06-01', { siteCountry: 'US', buyer: { country: 'US' } }).verdict,
    ).toBe('allowed');
  });

  it('sells H200 to China after December 2025 until Chinese customs stop it, then by approval', () => {
    expect(ask('nv-h200-sxm', '2025-12-07').verdict).toBe('banned');
    expect(ask('nv-h200-sxm', '2025-12-08').verdict).toBe('allowed');
    expect(ask('nv-h200-sxm', '2026-01-14').eventId).toBe('pe-042-2026-01-14-banned');
    expect(ask('nv-h200-sxm', '2026-01-28').verdict).toBe('licensed');
    const view: PolicyView = { followLocalGuidance: true, licensedCountsAs: 'allowed' };
    expect(ask('nv-h200-sxm', '2026-05-31', { view }).usable).toBe(true);
    expect(ask('nv-h200-sxm', '2026-06-01', { view }).usable).toBe(false);
  });

  it('reviews MI325X case by case from January 2026 and leaves small chips free', () => {
    expect(ask('amd-mi325x', '2026-01-13').verdict).toBe('banned');
    expect(ask('amd-mi325x', '2026-01-15').verdict).toBe('licensed');
    expect(ask('nv-l4', '2026-01-15').verdict).toBe('allowed');
  });

  it('leaves Ascend free at home and warns it off abroad', () => {
    expect(ask('huawei-ascend-910c', '2025-06-01').verdict).toBe('allowed');
    const abroad = { siteCountry: 'MY', buyer: { country: 'MY' } };
    expect(ask('huawei-ascend-910c', '2025-05-12', abroad).verdict).toBe('allowed');
    expect(ask('huawei-ascend-910c', '2025-05-13', abroad).verdict).toBe('banned');
  });
});

describe('a scenario with its own view', () => {
  it('overrides the timeline by its latest assumed event', () => {
    const view: PolicyView = {
      events: [
        { effective: '2026-03-01', action: 'ban', chips: ['nv-h20-96'] },
        { effective: '2026-09-01', action: 'allow', vendors: ['nvidia'] },
      ],
    };
    expect(ask('nv-h20-96', '2026-02-28', { view }).verdict).toBe('allowed');
    expect(ask('nv-h20-96', '2026-03-01', { view })).toMatchObject({
      verdict: 'banned',
      eventId: 'scenario',
    });
    expect(ask('nv-h20-96', '2026-09-01', { view }).verdict).toBe('allowed');
  });

  it('may ignore every rule', () => {
    expect(ask('nv-b200-sxm', '2026-01-01', { view: { mode: 'ignore' } }).verdict).toBe('allowed');
  });
});
