import { describe, expect, it } from 'vitest';
import { layoutText } from './layout-text';

describe('the text of a layout', () => {
  const one = { tp: 1, pp: 1, dp: 1, ep: 1, cp: 1 };

  it('names only what is divided', () => {
    expect(layoutText({ ...one, tp: 2, dp: 4, ep: 8 })).toBe('TP2 DP4 EP8');
  });

  it('says that one chip holds everything', () => {
    expect(layoutText(one)).toBe('TP1');
  });
});
