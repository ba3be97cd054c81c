import fc from 'fast-check';
import { nextRunAt, recurrenceIssues } from './recurrence';

function dueTimes(cron: string, timeZone: string, after: string, count: number): string[] {
  let at = new Date(after);
  return Array.from({ length: count }, () => {
    at = nextRunAt({ cron, timeZone }, at);
    return at.toISOString();
  });
}

const codesOf = (cron: string, timeZone = 'UTC') =>
  recurrenceIssues({ cron, timeZone }).map(({ code, pointer }) => `${code} ${pointer}`);

describe('nextRunAt', () => {
  it('keeps to the clocks on the wall when they change', () => {
    // Berlin goes to summer time on 29 March 2026: 08:00 is 07:00Z before and 06:00Z after.
    expect(dueTimes('0 8 * * 1', 'Europe/Berlin', '2026-03-20T00:00:00Z', 2)).toEqual([
      '2026-03-23T07:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ]);
  });

  it('does not leave out the day whose hour the clocks skip', () => {
    // New York has no 02:30 on 8 March 2026; the run comes when the clocks show 03:30.
    expect(dueTimes('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-08T07:30:00.000Z',
      '2026-03-09T06:30:00.000Z',
    ]);
  });

  it('is due once on the day whose hour the clocks repeat', () => {
    // New York has 01:30 twice on 1 November 2026.
    expect(dueTimes('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
    expect(dueTimes('30 1 * * *', 'America/New_York', '2026-11-01T05:30:00Z', 1)).toEqual([
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('begins a day whose midnight the clocks skip', () => {
    expect(dueTimes('0 0 * * *', 'America/Sao_Paulo', '2018-11-03T12:00:00Z', 2)).toEqual([
      '2018-11-04T03:00:00.000Z',
      '2018-11-05T02:00:00.000Z',
    ]);
  });

  it('finds its way in a zone whose clocks change by half an hour', () => {
    // Lord Howe Island goes from +11:00 to +10:30 in the night to 1 April 2029.
    expect(dueTimes('0 8 1 * *', 'Australia/Lord_Howe', '2029-02-28T21:00:00Z', 3)).toEqual([
      '2029-03-31T21:30:00.000Z',
      '2029-04-30T21:30:00.000Z',
      '2029-05-31T21:30:00.000Z',
    ]);
  });

  it('always moves forward, in any zone and from any moment', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom('30 2 * * *', '0 * * * *', '*/15 1-3 * * *', '0 8 1 * *', '0 9 * * MON'),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (timeZone, cron, after) => {
          expect(nextRunAt({ cron, timeZone }, after).getTime()).toBeGreaterThan(after.getTime());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('recurrenceIssues', () => {
  it('accepts what a cron user would write', () => {
    for (const cron of ['0 8 * * 1', '*/15 9-17 * * MON-FRI', '0 9 L * *', '0 9 * * 1#2']) {
      expect(codesOf(cron)).toEqual([]);
    }
  });

  it.each([
    ['61 * * * *', 'a minute that is none'],
    ['* * * * * *', 'six fields'],
    ['@daily', 'a nickname'],
    ['0 0 30 2 *', 'a day that never comes'],
    ['H 8 * * *', 'a time picked by chance'],
    ['0 8 * * nonsense', 'a word that is no day'],
  ])('refuses %s: %s', (cron) => {
    expect(codesOf(cron)).toEqual(['reports/cron-not-valid /cron']);
  });

  it('accepts zones by their names, old ones too, and refuses offsets', () => {
    expect(codesOf('0 8 * * 1', 'Asia/Shanghai')).toEqual([]);
    expect(codesOf('0 8 * * 1', 'Asia/Calcutta')).toEqual([]);
    expect(codesOf('0 8 * * 1', '+08:00')).toEqual(['reports/time-zone-not-valid /timeZone']);
  });

  it('offers the nearest zone to a misspelt one', () => {
    const [issue] = recurrenceIssues({ cron: '0 8 * * 1', timeZone: 'Asia/Shangai' });
    expect(issue).toMatchObject({ nearest: ['Asia/Shanghai'] });
  });

  it('names everything that is wrong at once', () => {
    expect(codesOf('61 * * * *', 'Mars/Base')).toEqual([
      'reports/cron-not-valid /cron',
      'reports/time-zone-not-valid /timeZone',
    ]);
  });
});
