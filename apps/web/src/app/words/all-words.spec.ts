import { describe, expect, it } from 'vitest';
import { WORDS } from './all-words';

const PLACEHOLDER = /\{\{\w+\}\}/g;

describe('the words of the page', () => {
  it('name the same values in both languages', () => {
    for (const [key, said] of Object.entries(WORDS)) {
      const named = (text: string) => [...text.matchAll(PLACEHOLDER)].map(String).sort();
      expect(named(said['zh-CN']), key).toEqual(named(said.en));
    }
  });

  it('are not left empty in either language', () => {
    for (const [key, said] of Object.entries(WORDS)) {
      expect(said.en.trim(), key).not.toBe('');
      expect(said['zh-CN'].trim(), key).not.toBe('');
    }
  });
});
