/**
 * Noto Sans writes Latin, Greek and Cyrillic with all their accents; Noto Sans SC writes Chinese, and the arrows, signs and
 * boxes Noto Sans lacks. Neither covers the other, and a PDF does not look for a missing letter in another font.
 */
export type FontName = 'NotoSans' | 'NotoSansSC';

export interface FontFiles {
  readonly normal: string;
  readonly bold: string;
}

export const FONT_FILES: Readonly<Record<FontName, FontFiles>> = {
  NotoSans: {
    normal: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    bold: require.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  },
  NotoSansSC: {
    normal: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    bold: require.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf'),
  },
};

/** Arrows, mathematical signs, boxes, dingbats, CJK letters and punctuation, full-width forms. */
const WRITTEN_BY_SC = /[\u2190-\u22ff\u2500-\u27bf\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;

/** A piece of text that one font can write. */
export interface TextRun {
  readonly text: string;
  readonly font: FontName;
}

/** Cuts a text into runs of one font each; put together they are the text again. */
export function splitRuns(text: string): TextRun[] {
  const runs: { text: string; font: FontName }[] = [];
  for (const character of text) {
    const font: FontName = fontOf(character);
    const last = runs.at(-1);
    // A space takes the font of what is before it, so that it does not cut a run in two.
    if (last && (last.font === font || character === ' ')) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

/** Whether Chinese has to be loaded to write a text; its fonts are large. */
export function needsChineseFont(text: string): boolean {
  return [...text].some((character) => fontOf(character) === 'NotoSansSC');
}

/** Width of a text in Latin letters; a Chinese letter is as wide as two. */
export function lettersWide(text: string): number {
  return [...text].reduce((sum, letter) => sum + (fontOf(letter) === 'NotoSansSC' ? 2 : 1), 0);
}

function fontOf(character: string): FontName {
  const isBeyondBasicPlane = (character.codePointAt(0) ?? 0) > 0xffff;
  return isBeyondBasicPlane || WRITTEN_BY_SC.test(character) ? 'NotoSansSC' : 'NotoSans';
}
