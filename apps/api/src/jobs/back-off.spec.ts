import fc from 'fast-check';
import { backOffMs } from './back-off';

const settings = { firstWaitMs: 1000, longestWaitMs: 60_000 };
const aChance = () => fc.double({ min: 0, max: 0.999999, noNaN: true });

describe('backOffMs', () => {
  it('doubles with every failure until the longest wait', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 20].map((failures) => backOffMs(settings, failures, 1));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('stays between half and the whole of the wait, whatever chance says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), aChance(), (failures, chance) => {
        const whole = backOffMs(settings, failures, 1);
        const wait = backOffMs(settings, failures, chance);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
        expect(wait).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('spreads runs that failed at the same moment', () => {
    expect(backOffMs(settings, 4, 0)).not.toBe(backOffMs(settings, 4, 0.9));
  });
});
