import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';

const { policyEvents, regions } = loadCatalog();
const byNumber = (number: string) => {
  const event = policyEvents.find((e) => e.id.startsWith(`pe-${number}-`));
  if (event === undefined) throw new Error(`No event ${number}`);
  return event;
};

describe('acts of the catalogue', () => {
  it('tell the story of H20: free, licensed on 2025-04-09, lifted on 2025-07-14, then terms', () => {
    const story = policyEvents
      .filter((e) => e.chipIds.includes('nv-h20-96') && e.type === 'policy')
      .filter((e) => e.jurisdiction === 'US')
      .map((e) => [e.effective, e.direction]);
    expect(story).toEqual([
      ['2025-04-09', 'licensed'],
      ['2025-07-14', 'lifted'],
      ['2025-08-11', 'licensed'],
      ['2026-01-15', 'licensed'],
    ]);
  });

  it('apply US rules on China to China, Hong Kong and Macau', () => {
    for (const number of ['004', '007', '016', '021', '040']) {
      expect(byNumber(number).destinations, number).toEqual(
        expect.arrayContaining(['CN', 'HK', 'MO']),
      );
    }
  });

  it('leave listings of vendors without a destination: they bind sellers to the vendor, not buyers', () => {
    const listings = policyEvents.filter((e) => e.direction === 'entity-listed');
    expect(listings.length).toBeGreaterThan(5);
    expect(listings.filter((e) => e.destinations !== null)).toEqual([]);
  });

  it('reach Chinese groups abroad where the act follows the parent company', () => {
    expect(byNumber('007').parentCountries).toContain('CN');
    expect(byNumber('053').onlyParentCountries).toBe(true);
  });

  it('bind only state-funded buyers where China bars foreign chips', () => {
    expect(byNumber('034').stateFundedOnly).toBe(true);
  });

  it('warn of Ascend everywhere but in China', () => {
    const { destinations } = byNumber('018');
    const countries = new Set(regions.map((r) => r.country));
    expect(destinations).not.toContain('CN');
    expect(destinations?.length).toBe(countries.size - 1);
  });

  it('were never in force where they were withdrawn first', () => {
    const { effective, ends } = byNumber('013');
    expect(ends !== null && ends < effective).toBe(true);
  });

  it('have a title in both languages, short enough for a table', () => {
    for (const event of policyEvents) {
      expect(event.title.length, event.id).toBeLessThanOrEqual(95);
      expect(event.titleZh, event.id).toMatch(/[\u4e00-\u9fff]/);
      expect(event.title, event.id).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
