import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHINESE } from './chinese';
import { speechIn } from './speech';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));

/** Texts the sources say: first arguments of `t(...)` that are literals. */
function saidTexts(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => [
      ...readFileSync(join(SOURCES, file), 'utf8').matchAll(
        /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/g,
      ),
    ])
    .map(([, single, double]) => single ?? String(double));
}

describe('what the command line says', () => {
  it('has a Chinese text for every English one in the sources', () => {
    const said = saidTexts();
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter((text) => CHINESE[text] === undefined)).toEqual([]);
  });

  it('has the same values in both languages', () => {
    const namesIn = (text: string) =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [en, zh] of Object.entries(CHINESE)) {
      expect([en, namesIn(zh)]).toEqual([en, namesIn(en)]);
    }
  });

  it('fills values in, and leaves what it does not know in English', () => {
    expect(speechIn('zh-CN').t('Bound by: {bound}', { bound: 'x' })).toBe('瓶颈：x');
    expect(speechIn('en').t('Bound by: {bound}', { bound: 'x' })).toBe('Bound by: x');
    expect(speechIn('zh-CN').t('never said {n}', { n: 1 })).toBe('never said 1');
  });
});
