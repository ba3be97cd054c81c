import { messageText, sentenceIn, type Message, type PlanNames } from '@headroom/models';
import { CHINESE } from './chinese';

/** The languages the command line speaks. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type CliLocale = (typeof LOCALES)[number];

/** Says things in one language. */
export interface Speech {
  readonly locale: CliLocale;
  /** An English text with `{name}` for values, in the language; English where it is not known in it. */
  t(text: string, values?: Readonly<Record<string, string | number>>): string;
  /** A sentence of the engine, with names in place of ids where they are given. */
  message(message: Message, names?: PlanNames): string;
  /** A sentence about what cannot be used, whole. */
  sentence(sentence: string): string;
  number(value: number, digits?: number): string;
  signed(value: number, digits?: number): string;
}

/** Speech in a language; numbers are written alike in both. */
export function speechIn(locale: CliLocale): Speech {
  return {
    locale,
    t: (text, values = {}) =>
      (locale === 'en' ? text : (CHINESE[text] ?? text)).replace(
        /\{(\w+)\}/g,
        (whole: string, name: string) => String(values[name] ?? whole),
      ),
    message: (message, names) => messageText(message, locale, undefined, names),
    sentence: (sentence) => sentenceIn(sentence, locale),
    number: (value, digits = 0) => format(value, digits),
    signed: (value, digits = 0) => format(value, digits, 'exceptZero'),
  };
}

function format(
  value: number,
  maximumFractionDigits: number,
  signDisplay: 'auto' | 'exceptZero' = 'auto',
): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits, signDisplay }).format(value);
}
