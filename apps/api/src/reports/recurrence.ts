import { CronExpressionParser } from 'cron-parser';
import { closest } from 'fastest-levenshtein';
import type { InputIssue } from '@headroom/models';

/** When a report is due: five cron fields, read on the clocks of an IANA time zone. */
export interface Recurrence {
  readonly cron: string;
  readonly timeZone: string;
}

const FIELDS = 5;
/** `H` picks a time by chance, so two processes would disagree about the next one. */
const CHANCE_FIELD = /(^|[\s,])H/i;
const ANY_DAY = new Date('2026-01-01T00:00:00Z');

/**
 * The first due time after `after`. A time that a clock change skips is due when the clocks have moved on,
 * one that a clock change repeats is due once.
 * @throws when the recurrence is not valid; check it with `recurrenceIssues` when it comes from a user.
 */
export function nextRunAt({ cron, timeZone }: Recurrence, after: Date): Date {
  try {
    return firstAfter(cron, timeZone, after);
  } catch (error) {
    // The library can lose itself where clocks change by half an hour; an invalid recurrence throws again here.
    if (!isZone(timeZone)) throw error;
    return nextOnTheWall(cron, timeZone, after);
  }
}

function firstAfter(cron: string, timeZone: string, after: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after }).next().toDate();
}

/** The next due time found on the clocks of the zone read as if they were UTC, which never change. */
function nextOnTheWall(cron: string, timeZone: string, after: Date): Date {
  let wall = new Date(after.getTime() + offsetMs(timeZone, after));
  for (;;) {
    wall = firstAfter(cron, 'UTC', wall);
    const guess = new Date(wall.getTime() - offsetMs(timeZone, after));
    const at = new Date(wall.getTime() - offsetMs(timeZone, guess));
    if (at > after) return at;
  }
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(timeZone: string, at: Date): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  const whole = Math.floor(at.getTime() / 1000) * 1000;
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - whole;
}

/** What is wrong with a recurrence a user wrote; empty when nothing is. */
export function recurrenceIssues(recurrence: Recurrence): InputIssue[] {
  const zoneIssues = zoneIssue(recurrence.timeZone);
  const timeZone = zoneIssues.length === 0 ? recurrence.timeZone : 'UTC';
  return [...cronIssue({ cron: recurrence.cron, timeZone }), ...zoneIssues];
}

function cronIssue(recurrence: Recurrence): InputIssue[] {
  const notValid = (detail: string): InputIssue[] => [
    {
      code: 'reports/cron-not-valid',
      pointer: '/cron',
      detail,
      expected:
        'minute hour day-of-month month day-of-week, such as 0 8 * * 1 for Mondays at eight',
    },
  ];
  const fields = recurrence.cron.trim().split(/\s+/);
  if (fields.length !== FIELDS) {
    return notValid(`It has ${fields.length} fields and needs ${FIELDS}.`);
  }
  if (CHANCE_FIELD.test(recurrence.cron)) {
    return notValid('H (a time picked by chance) cannot be used.');
  }
  try {
    nextRunAt(recurrence, ANY_DAY);
    return [];
  } catch (error) {
    return notValid(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

function zoneIssue(timeZone: string): InputIssue[] {
  if (isZone(timeZone)) return [];
  return [
    {
      code: 'reports/time-zone-not-valid',
      pointer: '/timeZone',
      detail: `There is no time zone ${timeZone}.`,
      expected: 'a name of the IANA time zone database, such as Asia/Shanghai',
      nearest: [closest(timeZone, Intl.supportedValuesOf('timeZone'))],
    },
  ];
}

/** Offsets such as +08:00 are refused: they know nothing of clock changes. */
function isZone(timeZone: string): boolean {
  if (/^[+-]/.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
