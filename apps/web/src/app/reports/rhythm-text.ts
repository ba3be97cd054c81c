import { inject, Injectable } from '@angular/core';
import { Words } from '../words/words';
import { readRhythm } from './rhythm';

/** Says when a schedule sends, in plain words where its cron expression is a plain rhythm. */
@Injectable({ providedIn: 'root' })
export class RhythmText {
  private readonly words = inject(Words);

  of(cron: string): string {
    const rhythm = readRhythm(cron);
    if (rhythm.kind === 'custom') return cron;
    const parts = [this.words.t(`report.every.${rhythm.kind}`)];
    if (rhythm.kind === 'weekly') parts.push(this.weekday(rhythm.weekday, 'long'));
    if (rhythm.kind === 'monthly')
      parts.push(`${this.words.t('report.onDay')} ${rhythm.dayOfMonth}`);
    return `${parts.join(this.words.isChinese() ? '' : ', ')} ${rhythm.time}`;
  }

  /** Name of a weekday, 0 is Sunday. */
  weekday(index: number, width: 'long' | 'short'): string {
    // 4 January 1970 was a Sunday.
    const day = new Date(Date.UTC(1970, 0, 4 + index));
    return new Intl.DateTimeFormat(this.words.locale(), { weekday: width, timeZone: 'UTC' }).format(
      day,
    );
  }
}
