import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from 'vitest';
import { Words } from '../words/words';
import { WordsLoader } from '../words/words-loader';
import { DraftInput } from './draft-input';
import { ScenarioDraft } from './scenario-draft';

@Component({
  selector: 'hdr-host',
  imports: [DraftInput],
  providers: [ScenarioDraft],
  template: `
    <hdr-draft-input label="Budget" kind="number" [path]="['limits', 'budgetUsd']" />
    <hdr-draft-input
      label="Domestic"
      kind="percent"
      [path]="['limits', 'minimumDomesticChipShare']"
    />
  `,
})
class Host {}

const TEXT = `name: North # the good one
limits:
  budgetUsd: 5000000 # board of May
  minimumDomesticChipShare: 0.25
`;

describe('a field of the scenario form', () => {
  let draft: ScenarioDraft;
  let boxes: HTMLInputElement[];
  let settle: () => Promise<unknown>;
  let page: HTMLElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideTransloco({
          config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en' },
          loader: WordsLoader,
        }),
      ],
    });
    await TestBed.inject(Words).speak('en');
    const fixture = TestBed.createComponent(Host);
    draft = fixture.debugElement.injector.get(ScenarioDraft);
    draft.open(TEXT);
    settle = () => fixture.whenStable();
    await settle();
    page = fixture.nativeElement as HTMLElement;
    boxes = [...page.querySelectorAll('input')];
  });

  function type(box: HTMLInputElement | undefined, text: string): Promise<unknown> {
    if (box === undefined) throw new Error('There is no such field.');
    box.value = text;
    box.dispatchEvent(new Event('change'));
    return settle();
  }

  it('shows what the text says, shares as percentages', () => {
    expect(boxes.map((box) => box.value)).toEqual(['5000000', '25']);
  });

  it('writes into the text and leaves the comments where they are', async () => {
    await type(boxes[0], '12M');
    await type(boxes[1], '30');
    expect(draft.text()).toBe(TEXT.replace('5000000', '12000000').replace('0.25', '0.3'));
  });

  it('writes what is known only roughly as a range, and shows it as it was typed', async () => {
    await type(boxes[1], '20..25..40');
    expect(draft.text()).toContain('low: 0.2');
    expect(draft.at(['limits', 'minimumDomesticChipShare'])).toEqual({
      low: 0.2,
      mid: 0.25,
      high: 0.4,
    });
    expect(boxes[1]?.value).toBe('20..25..40');
    expect(page.textContent).not.toContain('Not a number');
  });

  it('says so when what was typed is no number, and keeps the text as it was', async () => {
    await type(boxes[0], 'a lot');
    expect(draft.text()).toBe(TEXT);
    expect(page.querySelector('[role=alert]')?.textContent).toContain('Not a number');
    expect(boxes[0]?.getAttribute('aria-invalid')).toBe('true');
  });

  it('takes an emptied field out of the text', async () => {
    await type(boxes[0], '');
    expect(draft.text()).not.toContain('budgetUsd');
    expect(draft.text()).toContain('minimumDomesticChipShare: 0.25');
  });
});
