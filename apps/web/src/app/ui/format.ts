import { computed, inject, Injectable } from '@angular/core';
import type { Locale, Prediction } from '@headroom/models';
import type { CurrencyCode } from '../shell/preferences';
import { Words } from '../words/words';

const TAG: Readonly<Record<Locale, string>> = { en: 'en-US', 'zh-CN': 'zh-CN' };

/** From here on a number reads better with a magnitude (12.3M, 1.2亿) than with its digits. */
const COMPACT_FROM = 100_000;

/** Numbers, money, shares and dates as a reader of one language writes them. */
export class Formatter {
  private readonly tag: string;
  private readonly whole: Intl.NumberFormat;
  private readonly compactNumber: Intl.NumberFormat;

  constructor(locale: Locale) {
    this.tag = TAG[locale];
    this.whole = new Intl.NumberFormat(this.tag, { maximumFractionDigits: 0 });
    this.compactNumber = new Intl.NumberFormat(this.tag, {
      notation: 'compact',
      maximumSignificantDigits: 4,
    });
  }

  integer(value: number): string {
    return this.whole.format(value);
  }

  /** Up to `digits` significant digits; large numbers keep all their whole digits. */
  number(value: number, digits = 4): string {
    return Math.abs(value) >= 10 ** (digits - 1)
      ? this.whole.format(value)
      : new Intl.NumberFormat(this.tag, { maximumSignificantDigits: digits }).format(value);
  }

  compact(value: number): string {
    return Math.abs(value) < COMPACT_FROM ? this.number(value) : this.compactNumber.format(value);
  }

  /** A share of 0 to 1 as a percentage. */
  percent(share: number, digits = 1): string {
    return new Intl.NumberFormat(this.tag, {
      style: 'percent',
      maximumFractionDigits: digits,
    }).format(share);
  }

  /** Electrical power, in MW from there on. */
  power(kw: number): string {
    return kw >= 1000 ? `${this.number(kw / 1000, 3)} MW` : `${this.number(kw, 3)} kW`;
  }

  /** An amount in the currency given, whole from 1,000 on. */
  money(amount: number, currency: CurrencyCode): string {
    const size = Math.abs(amount);
    return new Intl.NumberFormat(this.tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: size >= 1000 || size === 0 ? 0 : size >= 1 ? 2 : 4,
      minimumFractionDigits: size >= 1000 || size === 0 ? 0 : 2,
    }).format(amount);
  }

  moneyCompact(amount: number, currency: CurrencyCode): string {
    if (Math.abs(amount) < COMPACT_FROM) return this.money(amount, currency);
    return new Intl.NumberFormat(this.tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      maximumSignificantDigits: 4,
    }).format(amount);
  }

  /** The 80 % interval of a prediction. */
  interval(prediction: Prediction, digits = 3): string {
    return `${this.number(prediction.low, digits)} – ${this.number(prediction.high, digits)}`;
  }

  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, only as precise as it is given. */
  date(iso: string): string {
    const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
    if (year === undefined || !Number.isFinite(year)) return iso;
    if (month === undefined || !Number.isFinite(month)) return String(year);
    const at = new Date(Date.UTC(year, month - 1, day ?? 1));
    return new Intl.DateTimeFormat(this.tag, {
      year: 'numeric',
      month: 'short',
      day: day === undefined ? undefined : 'numeric',
      timeZone: 'UTC',
    }).format(at);
  }

  /** An instant in the reader's own zone, or in the zone named. */
  dateTime(iso: string, timeZone?: string): string {
    return new Intl.DateTimeFormat(this.tag, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: timeZone === undefined ? undefined : 'short',
    }).format(new Date(iso));
  }

  /** How long ago, in the largest unit that is not zero. */
  ago(iso: string, now: Date): string {
    const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
    const relative = new Intl.RelativeTimeFormat(this.tag, { numeric: 'auto' });
    const size = Math.abs(seconds);
    if (size < 60) return relative.format(Math.round(seconds), 'second');
    if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
    if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
    if (size < 30 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
    return this.date(iso);
  }

  bytes(count: number): string {
    return count < 1024 * 1024
      ? `${this.number(count / 1024, 3)} KiB`
      : `${this.number(count / 1024 / 1024, 3)} MiB`;
  }
}

/** The formatter of the language chosen. */
@Injectable({ providedIn: 'root' })
export class Format {
  private readonly words = inject(Words);
  readonly current = computed(() => new Formatter(this.words.locale()));
}
