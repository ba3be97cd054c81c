import { describe, expect, it } from 'vitest';
import { decalOf, distinctLooks, looksAlike, swatchOf } from './distinct-looks';
import { seriesColour } from './palette';

const keyOf = (look: object) => JSON.stringify(look);

describe('looks of series', () => {
  it('differ from each other, also where all have one colour', () => {
    const looks = distinctLooks(Array.from({ length: 8 }, () => '#5b8a00'));
    expect(looks.map(({ colour }) => colour)).toEqual(looks.map(() => '#5b8a00'));
    expect(new Set(looks.map(keyOf)).size).toBe(8);
    expect(looks[0]?.pattern).toBe(0);
  });

  it('are plain where colours are far apart for everybody', () => {
    expect(distinctLooks(['#000000', '#ffffff', '#3346c5']).map((look) => look.pattern)).toEqual([
      0, 0, 0,
    ]);
  });

  it('have lines where a colour-blind reader sees one colour twice', () => {
    // A red and a green of one lightness, as somebody without green cones sees them.
    expect(looksAlike('#b4530a', '#6d7a00')).toBe(true);
    expect(distinctLooks(['#b4530a', '#6d7a00']).map((look) => look.pattern)).toEqual([0, 1]);
  });

  it('of all series colours of a chart are told apart in both themes', () => {
    for (const isDark of [false, true]) {
      const colours = Array.from({ length: 16 }, (_, i) => seriesColour(i, isDark));
      const looks = distinctLooks(colours);
      for (const [i, look] of looks.entries()) {
        for (const other of looks.slice(0, i)) {
          expect(
            look.pattern !== other.pattern || !looksAlike(look.colour, other.colour),
            `${keyOf(look)} ${keyOf(other)}`,
          ).toBe(true);
        }
      }
    }
  });

  it('are drawn alike in the chart and beside a row', () => {
    expect(decalOf({ colour: '#000000', pattern: 0 }, false)).toBeUndefined();
    expect(swatchOf({ colour: '#123456', pattern: 0 }, false)).toBe('#123456');
    const swatches = [1, 2, 3, 4, 5, 6, 7].map((pattern) =>
      swatchOf({ colour: '#123456', pattern }, true),
    );
    expect(new Set(swatches).size).toBe(7);
    expect(decalOf({ colour: '#123456', pattern: 7 }, true)).toBeDefined();
  });
});
