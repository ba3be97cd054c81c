import { describe, expect, it } from 'vitest';
import { readScenario } from '../scenario/scenario-document';
import { apiSentences } from './api-sentences';
import { inputSentences, openSentences } from './input-sentences';
import { issueIn, sentenceIn } from './problem-in-language';

const CHINESE = /[\u4e00-\u9fff]/;
const GOOD = `headroom: 1
name: One service
horizon: { start: 2026-01, months: 12 }
buyer: { country: US }
sites:
  - { id: here, region: us-or, powerKw: 500 }
services:
  - id: chat
    model: llama-3.1-70b
    load: { requestsPerSecond: 4 }
    inputTokens: 1500
    outputTokens: 300
`;

const issuesOf = (text: string) => {
  const reading = readScenario(text);
  return reading.kind === 'invalid' ? reading.issues : [];
};

describe('a sentence about input in the language of the reader', () => {
  it('is told in Chinese for whatever the reader of scenarios finds', () => {
    const wrong = [
      GOOD.replace('name: One service', 'nam: One service'),
      GOOD.replace('powerKw: 500', 'powerKw: -5'),
      GOOD.replace('powerKw: 500', 'powerKw: .nan'),
      GOOD.replace('months: 12', 'months: "twelve"'),
      GOOD.replace('2026-01', '9999-12'),
      GOOD.replace('id: chat', 'id: Chat One'),
      GOOD.replace('country: US', 'country: USA'),
      GOOD.replace('inputTokens: 1500', 'inputTokens: many'),
      GOOD.replace('inputTokens: 1500', 'inputTokens: { mean: 100, p90: 10 }'),
      GOOD.replace('requestsPerSecond: 4', 'requestsPerSecond: 4, concurrentUsers: 9'),
      GOOD.replace('requestsPerSecond: 4', 'requestsPerSecond: { low: 30, mid: 20, high: 50 }'),
      GOOD.replace(/services:[\s\S]*/, 'services: []\n'),
      '',
      'a: 1\n---\nb: 2\n',
    ];
    for (const text of wrong) {
      const issues = issuesOf(text);
      expect(issues.length).toBeGreaterThan(0);
      for (const issue of issues) {
        const { detail, expected } = issueIn(issue, 'zh-CN');
        // The parser of YAML has English words of its own.
        if (issue.code === 'scenario/not-yaml' && issue.detail.startsWith('Nested')) continue;
        expect([issue.detail, CHINESE.test(detail)]).toEqual([issue.detail, true]);
        if (expected !== undefined && /[a-z]{3} [a-z]{2}/.test(issue.expected ?? '')) {
          expect([issue.expected, CHINESE.test(expected)]).toEqual([issue.expected, true]);
        }
      }
    }
  });

  it('keeps names, values and places as they are written', () => {
    const [issue] = issuesOf(GOOD.replace('powerKw: 500', 'powerKw: -5'));
    expect(issue && issueIn(issue, 'zh-CN')).toMatchObject({
      code: 'scenario/bad-value',
      pointer: '/sites/0/powerKw',
      detail: 'sites.0.powerKw 为 -5，不符合要求。',
      expected: '大于 0',
      line: 6,
    });
    expect(sentenceIn('The catalogue has no chip "H1OO".', 'zh-CN')).toBe('目录中没有芯片“H1OO”。');
  });

  it('takes no sentence about a name for one about a value', () => {
    const [issue] = issuesOf(GOOD.replace(/^name: .*$/mu, 'name: "a\\nb"'));
    expect(issue && issueIn(issue, 'zh-CN').detail).toBe('名称须为一行，且不含控制字符。');
  });

  it('tells the values inside a sentence in Chinese where they are words', () => {
    expect(sentenceIn('a number, or an object with mean, p90', 'zh-CN')).toBe(
      '数字，或含有 mean, p90 的对象',
    );
    expect(sentenceIn('services.0.load: expected exactly one of a, b.', 'zh-CN')).toBe(
      'services.0.load：应为a, b 之中恰好一个。',
    );
  });

  it('stays as it is in English, and where nobody translated it', () => {
    for (const text of ['There is no plan 7.', 'Whatever this may mean']) {
      expect(sentenceIn(text, 'en')).toBe(text);
    }
    expect(sentenceIn('Whatever this may mean', 'zh-CN')).toBe('Whatever this may mean');
  });

  it('has the same values in both languages', () => {
    const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => name);
    for (const [en, zh] of [...apiSentences, ...inputSentences, ...openSentences]) {
      const missing = namesIn(zh).filter((name) => !namesIn(en).includes(name));
      expect([en, missing]).toEqual([en, []]);
    }
  });
});
