export const RHYTHMS = ['daily', 'weekdays', 'weekly', 'monthly', 'custom'] as const;
export type RhythmKind = (typeof RHYTHMS)[number];

/** When a report is sent, in the terms of a form. */
export interface Rhythm {
  kind: RhythmKind;
  /** `HH:MM` in the schedule's time zone. */
  time: string;
  /** 0 is Sunday, as in cron. */
  weekday: number;
  /** 1 to 28, so that every month has it. */
  dayOfMonth: number;
  /** Five fields; what counts when `kind` is custom. */
  cron: string;
}

export const LAST_SAFE_DAY = 28;

/** Reads a cron expression as one of the plain rhythms where it is one. */
export function readRhythm(cron: string): Rhythm {
  const plain: Rhythm = { kind: 'custom', time: '08:00', weekday: 1, dayOfMonth: 1, cron };
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron
    .trim()
    .split(/\s+/);
  if (rest.length > 0 || month !== '*' || !isWithin(minute, 59) || !isWithin(hour, 23))
    return plain;
  const at = { ...plain, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
  if (day === '*' && weekday === '*') return { ...at, kind: 'daily' };
  if (day === '*' && weekday === '1-5') return { ...at, kind: 'weekdays' };
  if (day === '*' && isWithin(weekday, 7)) {
    return { ...at, kind: 'weekly', weekday: Number(weekday) % 7 };
  }
  if (weekday === '*' && isWithin(day, LAST_SAFE_DAY) && Number(day) >= 1) {
    return { ...at, kind: 'monthly', dayOfMonth: Number(day) };
  }
  return plain;
}

/** The cron expression of a rhythm. */
export function cronOf(rhythm: Rhythm): string {
  const [hour = '8', minute = '0'] = rhythm.time.split(':');
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (rhythm.kind) {
    case 'daily':
      return `${at} * * *`;
    case 'weekdays':
      return `${at} * * 1-5`;
    case 'weekly':
      return `${at} * * ${rhythm.weekday}`;
    case 'monthly':
      return `${at} ${rhythm.dayOfMonth} * *`;
    case 'custom':
      return rhythm.cron.trim();
  }
}

function isWithin(field: string, most: number): boolean {
  return /^\d{1,2}$/.test(field) && Number(field) <= most;
}
