import type { Message } from '../plan/message';
import type { Plan } from '../plan/plan';
import { namedValue, type PlanNames } from '../plan/plan-names';
import { calibrationMessages } from './calibration-messages';
import { catalogMessages } from './catalog-messages';
import { costMessages } from './cost-messages';
import { deployMessages } from './deploy-messages';
import { excuseMessages } from './excuse-messages';
import { fieldName } from './field-names';
import { inferenceMessages } from './inference-messages';
import { planMessages } from './plan-messages';
import { policyMessages } from './policy-messages';
import { riskMessages } from './risk-messages';
import { trainingMessages } from './training-messages';

/** Every sentence the engine says, in both languages; `{name}` stands for a parameter. */
export const MESSAGES = {
  ...calibrationMessages,
  ...catalogMessages,
  ...costMessages,
  ...deployMessages,
  ...excuseMessages,
  ...inferenceMessages,
  ...planMessages,
  ...policyMessages,
  ...riskMessages,
  ...trainingMessages,
} as const;

export type MessageCode = keyof typeof MESSAGES;
export type MessageLocale = 'en' | 'zh-CN';

/** The currency amounts are told in, and CNY for one USD. */
export type MessageMoney = Pick<Plan, 'currency' | 'usdCny'>;

const IN_USD: MessageMoney = { currency: 'USD', usdCny: 1 };

/**
 * A message with its English text filled in. Numbers should carry their unit in the sentence; parameters called
 * `usd`, or ending in `Usd`, are amounts in USD and bring their own, and `field` is a field of a scenario.
 */
export function say(code: MessageCode, params: Message['params'] = {}): Message {
  return { code, params, text: fill(MESSAGES[code].en, params, { locale: 'en', money: IN_USD }) };
}

/**
 * The sentence of a message in a language, with its amounts in a currency and names in place of the ids in it; its
 * stored English where the code is not known here, or where the sentence has come to name values that a message
 * stored earlier does not have.
 */
export function messageText(
  message: Message,
  locale: MessageLocale,
  money: MessageMoney = IN_USD,
  names?: PlanNames,
): string {
  const { code, params, text } = message;
  const template = isMessageCode(code) ? MESSAGES[code][locale] : undefined;
  return template === undefined || !hasAllValues(template, params)
    ? text
    : fill(template, params, { locale, money, names });
}

/**
 * Parameters that put the sentence of another message under a name, so that it is told in the reader's
 * language too: its text, its code under `nameCode`, and its own values under `name.value`.
 */
export function quote(name: string, message: Message): Message['params'] {
  const own = Object.entries(message.params).map(([key, value]) => [`${name}.${key}`, value]);
  return { [name]: message.text, [`${name}Code`]: message.code, ...Object.fromEntries(own) };
}

/** The language and the currency of who reads, and the names known to them. */
interface Reader {
  readonly locale: MessageLocale;
  readonly money: MessageMoney;
  readonly names?: PlanNames | undefined;
}

/** A value as the reader has it: a quoted message retold, or the Chinese beside it (`nameZh`). */
function valueOf(
  params: Message['params'],
  name: string,
  reader: Reader,
): string | number | undefined {
  const value = params[name];
  const code = params[`${name}Code`];
  if (typeof code !== 'string' || !isMessageCode(code)) {
    return reader.locale === 'en' ? value : (params[`${name}Zh`] ?? value);
  }
  const prefix = `${name}.`;
  const own = Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, inner]) => [key.slice(prefix.length), inner]),
  );
  const template = MESSAGES[code][reader.locale];
  return hasAllValues(template, own) ? fill(template, own, reader) : value;
}

function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(MESSAGES, code);
}

const FORMATS: Readonly<Record<MessageLocale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumSignificantDigits: 4 }),
};

/** Whole numbers count something or are limits one has to keep to, so they stay as they are; measures are rounded. */
const WHOLE: Readonly<Record<MessageLocale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-US'),
  'zh-CN': new Intl.NumberFormat('zh-CN'),
};

const formatted = (value: number, locale: MessageLocale): string =>
  (Number.isInteger(value) ? WHOLE : FORMATS)[locale].format(value);

const isAmount = (name: string): boolean => name === 'usd' || name.endsWith('Usd');

/** Nobody reads more than four digits of an amount that was computed; a stated one is told in full. */
const COMPUTED = { maximumSignificantDigits: 4 } as const;
const COMPACT = { ...COMPUTED, notation: 'compact' } as const;
const COMPACT_FROM = 1_000_000;
const CENTS_BELOW = 1000;

/** The total of a plan stands beside itself in tables, which tell it to the unit: it has to be the same number. */
const isTotal = (name: string): boolean => name === 'totalUsd';

function amount(usd: number, name: string, { locale, money }: Reader): string {
  const { currency } = money;
  const value = currency === 'CNY' ? usd * money.usdCny : usd;
  const isStated = Number.isInteger(usd) || (isTotal(name) && Math.abs(value) < COMPACT_FROM);
  const digits = isStated
    ? { maximumFractionDigits: Math.abs(value) < CENTS_BELOW ? 2 : 0, minimumFractionDigits: 0 }
    : Math.abs(value) >= COMPACT_FROM
      ? COMPACT
      : COMPUTED;
  return new Intl.NumberFormat(locale === 'en' ? 'en-US' : locale, {
    style: 'currency',
    currency,
    ...digits,
  }).format(value);
}

const PLACEHOLDER = /\{(\w+)\}/g;

function hasAllValues(template: string, params: Message['params']): boolean {
  return [...template.matchAll(PLACEHOLDER)].every(([, name]) => Object.hasOwn(params, name ?? ''));
}

function fill(template: string, params: Message['params'], reader: Reader): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = valueOf(params, name, reader);
    if (value === undefined) return whole;
    if (typeof value === 'string') return textOf(value, name, params, reader);
    return isAmount(name) ? amount(value, name, reader) : formatted(value, reader.locale);
  });
}

function textOf(value: string, name: string, params: Message['params'], reader: Reader): string {
  const { locale, names } = reader;
  if (name === 'field') return fieldName(value, locale);
  return names === undefined
    ? value
    : namedValue(value, name, names, { locale, hasTitle: Object.hasOwn(params, 'title') });
}
