import type { Buyer, Chip, PolicyEvent, PolicyView } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { eligibilityOf, type Eligibility } from './eligibility';

const catalog = loadCatalog();

/** Acts that decide whether a chip may be had; listings, estimates and shares of the market bind no order. */
const DECISIVE: ReadonlySet<PolicyEvent['direction']> = new Set([
  'banned',
  'licensed',
  'lifted',
  'local-procurement-guidance',
]);
const decisive = catalog.policyEvents.filter((e) => DECISIVE.has(e.direction));

const BUYERS: readonly { readonly buyer: Buyer; readonly site: string }[] = [
  { buyer: { country: 'CN' }, site: 'CN' },
  { buyer: { country: 'CN', stateFunded: true }, site: 'CN' },
  { buyer: { country: 'SG', parentCountry: 'CN' }, site: 'MY' },
  { buyer: { country: 'MY' }, site: 'MY' },
];
const VIEWS: readonly PolicyView[] = [{}, { followLocalGuidance: true }];

const fullDay = (date: string) =>
  date.length === 7 ? `${date}-01` : date.length === 4 ? `${date}-01-01` : date;
const dayBefore = (day: string) =>
  new Date(Date.parse(day) - 24 * 3600 * 1000).toISOString().slice(0, 10);

interface Witness {
  readonly chip: Chip;
  readonly before: Eligibility;
  readonly after: Eligibility;
}

/** Everybody for whom an act changes what decides about a chip from the day before it to its first day. */
function witnesses(event: PolicyEvent): Witness[] {
  const day = fullDay(event.effective);
  return VIEWS.flatMap((view) =>
    BUYERS.flatMap(({ buyer, site }) =>
      catalog.chips.map((chip) => {
        const on = (date: string) =>
          eligibilityOf({
            chip,
            buyer,
            siteCountry: site,
            day: date,
            view,
            events: catalog.policyEvents,
            asOf: catalog.asOf,
          });
        return { chip, before: on(dayBefore(day)), after: on(day) };
      }),
    ),
  ).filter(({ before, after }) => before.eventId !== event.id && after.eventId === event.id);
}

/** Verdict on the day before and on the first day of an act, for a chip it decides on. */
const CHANGES: readonly (readonly [
  act: string,
  chipId: string,
  before: Eligibility['verdict'],
  after: Eligibility['verdict'],
])[] = [
  ['pe-003', 'nv-a100-80-sxm', 'allowed', 'licensed'],
  ['pe-004', 'nv-h100-sxm', 'licensed', 'banned'],
  ['pe-007', 'nv-h800-sxm', 'allowed', 'banned'],
  ['pe-016', 'nv-h20-96', 'allowed', 'licensed'],
  ['pe-018', 'huawei-ascend-910c', 'allowed', 'banned'],
  ['pe-021', 'nv-h20-96', 'licensed', 'allowed'],
  ['pe-023', 'nv-h20-96', 'allowed', 'banned'],
  ['pe-024', 'nv-h20-96', 'banned', 'banned'],
  ['pe-028', 'nv-rtxpro6000d', 'allowed', 'banned'],
  ['pe-034', 'amd-mi308x', 'allowed', 'banned'],
  ['pe-038', 'nv-h200-sxm', 'banned', 'allowed'],
  ['pe-040', 'nv-h100-sxm', 'banned', 'licensed'],
  ['pe-041', 'amd-mi325x', 'banned', 'licensed'],
  ['pe-042', 'nv-h200-sxm', 'allowed', 'banned'],
  ['pe-044', 'nv-h200-sxm', 'banned', 'licensed'],
  ['pe-054', 'nv-h200-sxm', 'licensed', 'banned'],
];

/** Acts that change no verdict on any chip, and why that is right. */
const SILENT: Readonly<Record<string, string>> = {
  'pe-010': 'binds a foundry and its designers, not those who buy finished chips',
  'pe-011': 'controls memory before it is part of a chip',
  'pe-013': 'was withdrawn two days before it would have applied',
  'pe-014': 'binds foundries and those who have chips made',
  'pe-017': 'withdraws an act that never applied',
  'pe-025': 'sets the terms of licences that had been promised',
  'pe-051': 'tells of licences under the review of cases that applied already',
};

const number = (event: PolicyEvent) => event.id.slice(0, 'pe-000'.length);

describe('every act of the timeline', () => {
  it.each(CHANGES)(
    '%s decides on %s: %s the day before, %s from its day on',
    (act, chipId, before, after) => {
      const event = decisive.find((e) => number(e) === act);
      expect(event).toBeDefined();
      const seen = (event === undefined ? [] : witnesses(event)).filter(
        (w) => w.chip.id === chipId,
      );
      expect(seen.map((w) => [w.before.verdict, w.after.verdict])).toContainEqual([before, after]);
    },
  );

  it.each(Object.entries(SILENT))('%s changes no verdict: it %s', (act) => {
    const event = decisive.find((e) => number(e) === act);
    expect(event).toBeDefined();
    expect(event === undefined ? [] : witnesses(event)).toEqual([]);
  });

  it('is told above', () => {
    const told = [...CHANGES.map(([act]) => act), ...Object.keys(SILENT)].sort();
    expect(decisive.map(number).sort()).toEqual(told);
  });

  it('is known only from the day it was made known', () => {
    const h20 = catalog.chips.find((c) => c.id === 'nv-h20-96');
    if (h20 === undefined) throw new Error('The catalogue has H20.');
    const ask = (asOf: string) =>
      eligibilityOf({
        chip: h20,
        buyer: { country: 'CN' },
        siteCountry: 'CN',
        day: '2025-07-20',
        view: {},
        events: catalog.policyEvents,
        asOf,
      }).verdict;
    expect([ask('2025-04-08'), ask('2025-07-13'), ask('2025-07-14')]).toEqual([
      'allowed',
      'licensed',
      'allowed',
    ]);
  });
});
