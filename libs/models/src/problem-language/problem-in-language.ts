import { MESSAGES, type MessageLocale } from '../messages/message-catalog';
import type { InputIssue } from '../problem';
import { apiSentences } from './api-sentences';
import { inputSentences, openSentences } from './input-sentences';

/** Values inside values are translated too; a sentence that quotes itself is not followed for ever. */
const DEEPEST = 6;
const PLACEHOLDER = /\{(\w+)\}/g;
const RETOLD = /\{(\w+)(\*?)\}/g;
/** Templates that are little but placeholders would take any sentence for theirs. */
const FEWEST_OWN_LETTERS = 12;

interface Sentence {
  readonly pattern: RegExp;
  readonly zh: string;
}

let known: readonly Sentence[] | undefined;

/**
 * A sentence about bad input or a refused request in a language; as it is where there is no translation of it.
 * Codes say what happened; sentences are found by their English words, so that whoever says one need not know languages.
 */
export function sentenceIn(sentence: string, locale: MessageLocale): string {
  return locale === 'en' ? sentence : (inChinese(sentence, DEEPEST) ?? sentence);
}

/** An issue with its sentence and what was expected in a language. */
export function issueIn(issue: InputIssue, locale: MessageLocale): InputIssue {
  if (locale === 'en') return issue;
  const { detail, expected } = issue;
  return {
    ...issue,
    detail: sentenceIn(detail, locale),
    ...(expected === undefined ? {} : { expected: sentenceIn(expected, locale) }),
  };
}

/** The sentence in Chinese; `undefined` when it is not known. */
function inChinese(sentence: string, depth: number): string | undefined {
  if (depth === 0) return undefined;
  known ??= sentences();
  for (const { pattern, zh } of known) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    return zh.replace(RETOLD, (_, name: string, retold: string) => {
      const value = found.groups?.[name] ?? '';
      return retold === '*' ? (inChinese(value, depth - 1) ?? value) : value;
    });
  }
  return undefined;
}

function sentences(): Sentence[] {
  const ofEngine = Object.values(MESSAGES)
    .filter(({ en }) => en.replace(PLACEHOLDER, '').length >= FEWEST_OWN_LETTERS)
    .map((text) => [text.en, text['zh-CN']] as const);
  return [...apiSentences, ...inputSentences, ...ofEngine, ...openSentences].map(([en, zh]) => ({
    pattern: patternOf(en),
    zh,
  }));
}

/** What the English of a sentence looks like with values in it. */
function patternOf(en: string): RegExp {
  const named = new Set<string>();
  const source = en
    .split(PLACEHOLDER)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (named.has(part)) return `\\k<${part}>`;
      named.add(part);
      return `(?<${part}>.+?)`;
    })
    .join('');
  return new RegExp(`^${source}$`, 's');
}
