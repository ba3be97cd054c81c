import { describe, expect, it } from 'vitest';
import { cronOf, readRhythm } from './rhythm';

describe('rhythms and cron', () => {
  it.each([
    ['0 8 * * *', 'daily'],
    ['30 7 * * 1-5', 'weekdays'],
    ['15 18 * * 0', 'weekly'],
    ['0 9 28 * *', 'monthly'],
    ['*/5 * * * *', 'custom'],
    ['0 8 31 * *', 'custom'],
    ['0 8 1 1 *', 'custom'],
  ])('reads %s as %s and writes it back unchanged', (cron, kind) => {
    const rhythm = readRhythm(cron);
    expect(rhythm.kind).toBe(kind);
    expect(cronOf(rhythm)).toBe(cron);
  });

  it('takes both numbers cron has for Sunday', () => {
    expect(readRhythm('0 8 * * 7').weekday).toBe(0);
  });

  it('keeps the time when the rhythm changes', () => {
    expect(cronOf({ ...readRhythm('45 6 * * *'), kind: 'monthly', dayOfMonth: 3 })).toBe(
      '45 6 3 * *',
    );
  });
});
