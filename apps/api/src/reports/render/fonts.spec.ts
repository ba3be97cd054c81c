import fc from 'fast-check';
import { needsChineseFont, splitRuns } from './fonts';

describe('splitRuns', () => {
  it('writes Latin with all its accents in one font and Chinese in the other', () => {
    expect(splitRuns('Łódź 昇腾 CloudMatrix')).toEqual([
      { text: 'Łódź ', font: 'NotoSans' },
      { text: '昇腾 ', font: 'NotoSansSC' },
      { text: 'CloudMatrix', font: 'NotoSans' },
    ]);
  });

  it('loses and adds nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          splitRuns(text)
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('never puts two runs of one font side by side', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'ź', ' ', '昇', '，', '→', '3')), (letters) => {
        const fonts = splitRuns(letters.join('')).map((run) => run.font);
        expect(fonts.every((font, index) => font !== fonts[index - 1])).toBe(true);
      }),
    );
  });
});

describe('needsChineseFont', () => {
  it('loads it for Chinese and for signs the Latin font lacks, not for Polish', () => {
    expect(['昇腾', 'a → b', '（1）'].map(needsChineseFont)).toEqual([true, true, true]);
    expect(needsChineseFont('Łódź × 4 · 1 USD = 7.1 CNY – “yes”')).toBe(false);
  });
});
