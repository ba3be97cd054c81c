import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecourseFinder, type MoreUnits } from './recourse';

const PERIODS = 4;
const prices = fc.array(fc.integer({ min: 1, max: 40 }), {
  minLength: PERIODS,
  maxLength: PERIODS,
});
const doors = fc.array(fc.boolean(), { minLength: PERIODS, maxLength: PERIODS });
const demands = fc.array(fc.integer({ min: 0, max: 4 }), {
  minLength: PERIODS,
  maxLength: PERIODS,
});

const instance = fc
  .record({ missing: demands, rent: prices, own: prices, rentOpen: doors, buyOpen: doors })
  .map(({ missing, rent, own, rentOpen, buyOpen }) => ({
    missing,
    more: {
      perReplica: 1,
      unitsPerReplica: 1,
      rentUsd: rent.map((usd, t) => (rentOpen[t] === true ? usd : Infinity)),
      buyToEndUsd: own.map((_, t) =>
        buyOpen[t] === true ? own.slice(t).reduce((a, b) => a + b, 0) : Infinity,
      ),
    } satisfies MoreUnits,
  }));
const MOST_BOUGHT = 3;
const UNSERVED = [30, 30, 30, 30];

function recourse(
  missing: readonly number[],
  unserved: readonly number[],
  more: MoreUnits,
  mostBought: number,
) {
  const finder = new RecourseFinder(missing.length);
  // A finder is used again and again: what it was asked before must not show.
  finder.find(
    missing.map((_, t) => t + 1),
    unserved,
    more,
    1,
  );
  finder.find(missing, unserved, more, mostBought);
  return finder.answer;
}

/** Every number of units bought in every period, and rent or nothing for the rest: no cleverness. */
function exhaustive(missing: readonly number[], more: MoreUnits): number {
  let best = Infinity;
  const tryFrom = (t: number, owned: number, usd: number): void => {
    if (usd >= best) return;
    if (t === PERIODS) {
      best = usd;
      return;
    }
    const toEnd = more.buyToEndUsd[t] ?? Infinity;
    for (let n = 0; owned + n <= (toEnd === Infinity ? owned : MOST_BOUGHT); n += 1) {
      const short = Math.max(0, (missing[t] ?? 0) - owned - n);
      const each = Math.min(more.rentUsd[t] ?? Infinity, UNSERVED[t] ?? 0);
      tryFrom(t + 1, owned + n, usd + (n > 0 ? n * toEnd : 0) + short * each);
    }
  };
  tryFrom(0, 0, 0);
  return best;
}

describe('the cheapest recourse', () => {
  it('equals the best of everything that could be done', () => {
    fc.assert(
      fc.property(instance, ({ missing, more }) => {
        expect(recourse(missing, UNSERVED, more, MOST_BOUGHT).usd).toBe(exhaustive(missing, more));
      }),
      { numRuns: 300 },
    );
  });

  it('costs nothing where nothing is missing', () => {
    const more: MoreUnits = {
      perReplica: 1,
      unitsPerReplica: 1,
      rentUsd: [1],
      buyToEndUsd: [1],
    };
    expect(recourse([0], [30], more, 1)).toEqual({
      usd: 0,
      peakUnits: 0,
      leavesDemand: false,
    });
  });

  it('leaves demand where leaving it is cheaper, and says so', () => {
    const more: MoreUnits = {
      perReplica: 1,
      unitsPerReplica: 1,
      rentUsd: [50],
      buyToEndUsd: [Infinity],
    };
    expect(recourse([2], [30], more, 0)).toEqual({
      usd: 60,
      peakUnits: 0,
      leavesDemand: true,
    });
  });
});
