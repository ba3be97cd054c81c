import { provideHttpClient } from '@angular/common/http';
import { Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Words } from '../words/words';
import { WordsLoader } from '../words/words-loader';
import { CatalogNames } from './catalog-names';
import { ScenarioDraft } from './scenario-draft';
import { ScenarioForm } from './scenario-form';

@Component({
  selector: 'hdr-host',
  imports: [ScenarioForm],
  providers: [ScenarioDraft],
  template: '<hdr-scenario-form />',
})
class Host {}

/** Every field of quiet hours, parts by length, sharing, budgets, ramps, futures and risk that the form offers. */
const TEXT = `headroom: 1
name: Everything # all of it
horizon: { start: 2026-01, months: 12, periodMonths: 3 }
buyer: { country: US, parentCountry: US, stateFunded: false }
objective: cost
currency: USD
risk: { samples: 64, choose: least-regret }
leases: false
acquisition: any
sites:
  - { id: north, region: us-or, powerKw: 900 }
  - { id: south, region: us-tx, powerKw: 900 }
services:
  - id: split
    model: llama-3.1-8b
    load:
      requestsPerSecond: 20
      growthPerMonth: 0.03
      offPeak: { shareOfPeak: 0.3, hoursPerDay: 9 }
    mix:
      - { share: 0.7, inputTokens: 8000, outputTokens: { mean: 60, p90: 120 } }
      - { share: 0.3, inputTokens: { mean: 400, p90: 900 }, outputTokens: 900, prefixCacheHitShare: 0.2 }
    slo: { ttftMs: 3000, tpotMs: 60, percentile: 0.9 }
    availability: 0.995
    survivesSiteLoss: true
  - id: whole
    model: llama-3.1-8b
    load: { concurrentUsers: 900, activeUserShare: 0.2 }
    inputTokens: { mean: 900, p90: 2000 }
    outputTokens: 300
    lengthBuckets: 3
training:
  - id: tune
    model: llama-3.1-8b
    method: lora
    tokens: 2000000000
    sequenceTokens: 4096
    globalBatchTokens: 1000000
    start: 2026-03-01
    deadlineDays: 60
    sharing: off-peak
limits:
  budgetUsd: 5000000
  budgetByPeriod:
    - { from: 2026-01, until: 2026-06, usd: 3000000, of: capex }
  supply:
    - chip: nv-h100-sxm
      chipsByPeriod:
        - { from: 2026-01, chipsPerMonth: 64 }
        - { from: 2026-07, chipsPerMonth: 256 }
      minimumOrderChips: 16
      carryOver: true
policy:
  branchesKnownFrom: 2026-06
  branches:
    - { id: stays, name: Stays, probability: 0.6, events: [] }
    - { id: bans, name: Bans, probability: 0.4, knownFrom: 2026-04, demandFactor: 1.5, events: [] }
assumptions:
  plannedDowntimeShare: 0.02
`;

const FIELDS = 'hdr-draft-input, hdr-draft-select, hdr-draft-name, hdr-draft-lengths';

describe('the form of a scenario', () => {
  let draft: ScenarioDraft;
  let fixture: ComponentFixture<Host>;
  let page: HTMLElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideTransloco({
          config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en' },
          loader: WordsLoader,
        }),
      ],
    });
    vi.spyOn(TestBed.inject(CatalogNames), 'load').mockReturnValue(undefined);
    await TestBed.inject(Words).speak('en');
    fixture = TestBed.createComponent(Host);
    draft = fixture.debugElement.injector.get(ScenarioDraft);
    draft.open(TEXT);
    await fixture.whenStable();
    page = fixture.nativeElement as HTMLElement;
  });

  const controls = () =>
    [...page.querySelectorAll(FIELDS)].flatMap((field) => [
      ...field.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, textarea, select'),
    ]);
  async function commit(control: HTMLInputElement | HTMLSelectElement, value: string) {
    control.value = value;
    control.dispatchEvent(new Event('change'));
    await fixture.whenStable();
  }
  function field(label: string, nth = 0): Element {
    const found = [...page.querySelectorAll(FIELDS)].filter((f) =>
      (f.querySelector('.label')?.textContent ?? '').trim().startsWith(label),
    )[nth];
    if (found === undefined) throw new Error(`There is no field ${label}.`);
    return found;
  }
  async function type(label: string, value: string, nth = 0): Promise<Element> {
    const control = field(label, nth).querySelector<HTMLInputElement>('input, select');
    if (control === null) throw new Error(`${label} takes nothing.`);
    await commit(control, value);
    return field(label, nth);
  }

  it('loses nothing of the text when every field is written as it is shown', async () => {
    expect(draft.issues()).toEqual([]);
    const before = draft.value();
    const shown = controls();
    expect(shown.length).toBeGreaterThan(90);
    for (const control of shown) control.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect(draft.value()).toEqual(before);
    expect(draft.text()).toContain('# all of it');
  });

  it('writes the newer fields where the planner reads them', async () => {
    await type('Load in quiet hours', '40');
    await type('Share of requests', '60');
    await type('Share of requests', '40', 1);
    await type('Runs on', 'any');
    await type('Smallest order', '32');
    await type('Known from', '2026-09', 1);
    await type('Demand from then on', '2', 1);
    await type('Which plan is followed', 'cheapest');
    await type('Planned downtime', '1..2..3');
    expect(draft.at(['services', 0, 'load', 'offPeak', 'shareOfPeak'])).toBe(0.4);
    expect(draft.at(['services', 0, 'mix', 0, 'share'])).toBe(0.6);
    expect(draft.at(['services', 0, 'mix', 1, 'prefixCacheHitShare'])).toBe(0.2);
    expect(draft.at(['training', 0, 'sharing'])).toBe('any');
    expect(draft.at(['limits', 'supply', 0, 'minimumOrderChips'])).toBe(32);
    expect(draft.at(['policy', 'branches', 1, 'knownFrom'])).toBe('2026-09');
    expect(draft.at(['policy', 'branches', 1, 'demandFactor'])).toBe(2);
    expect(draft.at(['risk'])).toEqual({ samples: 64, choose: 'cheapest' });
    expect(draft.at(['assumptions', 'plannedDowntimeShare'])).toEqual({
      low: 0.01,
      mid: 0.02,
      high: 0.03,
    });
    expect(draft.issues()).toEqual([]);
  });

  it.each([
    ['Load in quiet hours', '140'],
    ['Quiet hours a day', '30'],
    ['Parts by length', '99'],
    ['Smallest order', '0.5'],
    ['Planned downtime', '80'],
    ['At most', '-5'],
    ['Demand from then on', '-1'],
  ])('says at the field %s what is wrong with %s', async (label, value) => {
    const at = await type(label, value);
    expect(at.querySelector('[role=alert]')?.textContent?.trim()).toBeTruthy();
    expect(at.querySelector('input')?.getAttribute('aria-invalid')).toBe('true');
  });

  it('says what is wrong with parts or futures together', async () => {
    await type('Share of requests', '90');
    expect(page.querySelector('hdr-mix-parts > [role=alert]')?.textContent).toBeTruthy();
    await type('Share of requests', '70');
    expect(page.querySelector('hdr-mix-parts > [role=alert]')).toBeNull();
    await type('Probability', '90');
    expect(page.querySelector('hdr-limits-section .problem')?.textContent).toBeTruthy();
  });

  it('turns the lengths of a service into parts, and parts can be added and taken out', async () => {
    const button = (name: string) =>
      [...page.querySelectorAll('button')].find((b) => b.textContent?.trim() === name);
    button('State requests by length')?.click();
    await fixture.whenStable();
    expect(draft.at(['services', 1, 'mix'])).toEqual([
      { share: 0.5, inputTokens: 900, outputTokens: 300 },
      { share: 0.5, inputTokens: 900, outputTokens: 300 },
    ]);
    expect(draft.at(['services', 1, 'inputTokens'])).toBeUndefined();
    expect(draft.issues()).toEqual([]);
    button('Add a part')?.click();
    await fixture.whenStable();
    expect(draft.list(['services', 0, 'mix'])).toHaveLength(3);
    page.querySelector<HTMLButtonElement>('[aria-label="Remove part 3"]')?.click();
    await fixture.whenStable();
    expect(draft.list(['services', 0, 'mix'])).toHaveLength(2);
  });
});
