import {
  messageText,
  nameOf,
  type Message,
  type MessageLocale,
  type NamedKind,
  type PlanNames,
  type ReportTable,
} from '@headroom/models';
import { LABELS, type Labels } from './labels';

/** How numbers, money and sentences of one report are written. */
export interface ReportStyle {
  readonly locale: MessageLocale;
  readonly currency: 'USD' | 'CNY';
  readonly labels: Labels;
  /** An amount in USD in the report's currency, whole units from a thousand on. */
  money(usd: number): string;
  /** The amount itself, for charts. */
  amount(usd: number): number;
  /** Small amounts such as the price of a million tokens. */
  price(usd: number | null): string;
  number(value: number, digits?: number): string;
  percent(share: number, digits?: number): string;
  text(message: Message): string;
  /** What an id is called; the id itself where it has no name. */
  name(kind: NamedKind, id: string): string;
}

/** Shown where a value does not exist; unknown is never shown as 0. */
export const NONE = '–';
const PRICE_DIGITS = 4;
const WHOLE_FROM = 1000;

/** Formats for one reader; amounts come in USD and leave in `currency` at `usdCny` CNY per USD, ids as `names` has them. */
export function reportStyle(
  locale: MessageLocale,
  currency: 'USD' | 'CNY',
  usdCny: number,
  names?: PlanNames,
): ReportStyle {
  const rate = currency === 'CNY' ? usdCny : 1;
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const whole = format({ style: 'currency', currency, maximumFractionDigits: 0 });
  const cents = format({ style: 'currency', currency });
  const fine = format({ style: 'currency', currency, maximumSignificantDigits: PRICE_DIGITS });
  const amount = (usd: number) => Math.round(usd * rate * 100) / 100;
  const number = (value: number, digits = 0) =>
    format({ maximumFractionDigits: digits }).format(value);
  return {
    locale,
    currency,
    labels: LABELS[locale],
    amount,
    money: (usd) => (Math.abs(usd * rate) >= WHOLE_FROM ? whole : cents).format(amount(usd)),
    price: (usd) => (usd === null ? NONE : fine.format(usd * rate)),
    number,
    percent: (share, digits = 0) =>
      format({ style: 'percent', maximumFractionDigits: digits }).format(share),
    text: (message) => messageText(message, locale, { currency, usdCny }, names),
    name: (kind, id) => nameOf(names, kind, id, locale),
  };
}

export type Cell = readonly [label: string, align: 'left' | 'right'];
/** A column of text. */
export const left = (label: string): Cell => [label, 'left'];
/** A column of numbers. */
export const right = (label: string): Cell => [label, 'right'];

export const table = (
  title: string,
  columns: readonly Cell[],
  rows: readonly (readonly string[])[],
): ReportTable => ({
  title,
  columns: columns.map(([label, align]) => ({ label, align })),
  rows: rows.map((row) => [...row]),
});
