import type { Message } from '../plan/message';
import { calibrationMessages } from './calibration-messages';
import { catalogMessages } from './catalog-messages';
import { costMessages } from './cost-messages';
import { deployMessages } from './deploy-messages';
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
  ...inferenceMessages,
  ...planMessages,
  ...policyMessages,
  ...riskMessages,
  ...trainingMessages,
} as const;

export type MessageCode = keyof typeof MESSAGES;
export type MessageLocale = 'en' | 'zh-CN';

/** A message with its English text filled in. Numbers should carry their unit in the sentence. */
export function say(code: MessageCode, params: Message['params'] = {}): Message {
  return { code, params, text: fill(MESSAGES[code].en, params, 'en') };
}

/**
 * The sentence of a message in a language; its stored English where the code is not known here, or where the sentence
 * has come to name values that a message stored earlier does not have.
 */
export function messageText(message: Message, locale: MessageLocale): string {
  const { code, params, text } = message;
  const template = isMessageCode(code) ? MESSAGES[code][locale] : undefined;
  return template === undefined || !hasAllValues(template, params)
    ? text
    : fill(template, params, locale);
}

/**
 * Parameters that put the sentence of another message under a name, so that it is told in the reader's
 * language too: its text, its code under `nameCode`, and its own values under `name.value`.
 */
export function quote(name: string, message: Message): Message['params'] {
  const own = Object.entries(message.params).map(([key, value]) => [`${name}.${key}`, value]);
  return { [name]: message.text, [`${name}Code`]: message.code, ...Object.fromEntries(own) };
}

/** A value as the reader's language has it: a quoted message retold, or the Chinese beside it (`nameZh`). */
function valueOf(
  params: Message['params'],
  name: string,
  locale: MessageLocale,
): string | number | undefined {
  const value = params[name];
  if (locale === 'en') return value;
  const code = params[`${name}Code`];
  if (typeof code !== 'string' || !isMessageCode(code)) return params[`${name}Zh`] ?? value;
  const prefix = `${name}.`;
  const own = Object.entries(params)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, inner]) => [key.slice(prefix.length), inner]);
  return fill(MESSAGES[code][locale], Object.fromEntries(own), locale);
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

const PLACEHOLDER = /\{(\w+)\}/g;

function hasAllValues(template: string, params: Message['params']): boolean {
  return [...template.matchAll(PLACEHOLDER)].every(([, name]) => Object.hasOwn(params, name ?? ''));
}

function fill(template: string, params: Message['params'], locale: MessageLocale): string {
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = valueOf(params, name, locale);
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatted(value, locale) : value;
  });
}
