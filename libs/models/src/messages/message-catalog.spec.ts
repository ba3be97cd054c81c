import { describe, expect, it } from 'vitest';
import { MESSAGES, messageText, say } from './message-catalog';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe('messages', () => {
  it.each(Object.entries(MESSAGES))('%s says the same values in both languages', (_code, texts) => {
    expect(placeholders(texts['zh-CN'])).toEqual(placeholders(texts.en));
  });

  it('carry their English text and can be told in Chinese', () => {
    const message = say('catalog/figures-unpublished', { chip: 'P800', fields: 'memoryGb' });
    expect(message.text).toContain('P800');
    expect(messageText(message, 'zh-CN')).toContain('未公开');
  });

  it('tell whole numbers in full, because limits are, and round what was measured', () => {
    const told = (limit: number) =>
      say('training/sequence-over-limit', { model: 'M', limit, asked: 200_000 }).text;
    expect(told(131_072)).toContain('131,072 tokens');
    expect(told(131_072.4)).toContain('131,100 tokens');
  });

  it('keep their stored text where a code is not known', () => {
    expect(messageText({ code: 'from/later', params: {}, text: 'Said later.' }, 'zh-CN')).toBe(
      'Said later.',
    );
  });

  it('keep their stored text where the sentence has come to name more than they have', () => {
    const stored = {
      code: 'catalog/figures-unpublished',
      params: { chip: 'P800' },
      text: 'As it was.',
    };
    expect(messageText(stored, 'en')).toBe('As it was.');
    expect(messageText(stored, 'zh-CN')).toBe('As it was.');
  });
});
