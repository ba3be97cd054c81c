import type { Message } from '../plan/message';
import { catalogMessages } from './catalog-messages';
import { costMessages } from './cost-messages';
import { inferenceMessages } from './inference-messages';
import { planMessages } from './plan-messages';
import { policyMessages } from './policy-messages';
import { trainingMessages } from './training-messages';

/** Every sentence the engine says, in both languages; `{name}` stands for a parameter. */
export const MESSAGES = {
  ...catalogMessages,
  ...costMessages,
  ...inferenceMessages,
  ...planMessages,
  ...policyMessages,
  ...trainingMessages,
} as const;

export type MessageCode = keyof typeof MESSAGES;
export type MessageLocale = 'en' | 'zh-CN';

/** A message with its English text filled in. Numbers should carry their unit in the sentence. */
export function say(code: MessageCode, params: Message['params'] = {}): Message {
  return { code, params, text: fill(MESSAGES[code].en, params, 'en') };
}

/** The sentence of a message in a language; its stored English where the code is not known here. */
export function messageText(message: Message, locale: MessageLocale): string {
  const template = isMessageCode(message.code) ? MESSAGES[message.code][locale] : undefined;
  return template === undefined ? message.text : fill(template, message.params, locale);
}

function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(MESSAGES, code);
}

const FORMATS: Readonly<Record<MessageLocale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumSignificantDigits: 4 }),
};

function fill(template: string, params: Message['params'], locale: MessageLocale): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? FORMATS[locale].format(value) : value;
  });
}
