import { describe, expect, it } from 'vitest';
import { nearestNames, readScenario } from './scenario-document';

const GOOD = `headroom: 1
name: One service
horizon: { start: 2026-01, months: 12 }
buyer: { country: CN }
sites:
  - id: gansu
    region: cn-gansu
services:
  - id: chat
    model: deepseek-r1
    load: { requestsPerSecond: 20 }
    inputTokens: 1500
    outputTokens: 800
`;

function issuesOf(text: string) {
  const reading = readScenario(text);
  return reading.kind === 'invalid' ? reading.issues : [];
}

describe('reading a scenario', () => {
  it('accepts YAML, and the same as JSON', () => {
    const fromYaml = readScenario(GOOD);
    expect(fromYaml.kind).toBe('valid');
    if (fromYaml.kind !== 'valid') return;
    expect(readScenario(JSON.stringify(fromYaml.scenario, null, 2))).toEqual(fromYaml);
  });

  it('points an unknown field to its line and names the field that was meant', () => {
    const [issue] = issuesOf(
      GOOD.replace('    region: cn-gansu', '    region: cn-gansu\n    powerKW: 5'),
    );
    expect(issue).toMatchObject({
      code: 'scenario/unknown-field',
      pointer: '/sites/0/powerKW',
      line: 8,
      column: 5,
    });
    expect(issue?.nearest?.[0]).toBe('powerKw');
  });

  it('points an absurd value to its line with the limit', () => {
    const [issue] = issuesOf(GOOD.replace('requestsPerSecond: 20', 'requestsPerSecond: -1'));
    expect(issue).toMatchObject({
      code: 'scenario/bad-value',
      pointer: '/services/0/load/requestsPerSecond',
      line: 11,
      expected: 'more than 0',
    });
  });

  it.each([
    ['/prices/0/usd', 'prices: [{ system: nv-dgx-h100, usd: 2e9 }]', '1000000000'],
    ['/prices/0/cny', 'prices: [{ system: nv-dgx-h100, cny: 2e9 }]', '1000000000'],
    ['/limits/budgetUsd', 'limits: { budgetUsd: 2e12 }', '1000000000000'],
    [
      '/limits/budgetByPeriod/0/usd',
      'limits: { budgetByPeriod: [{ from: 2026-01, usd: 2e12, of: cost }] }',
      '1000000000000',
    ],
  ])('refuses money beyond all bounds, with the bound: %s', (pointer, line, most) => {
    const [issue] = issuesOf(`${GOOD}${line}\n`);
    expect(issue).toMatchObject({
      code: 'scenario/bad-value',
      pointer,
      line: 14,
      expected: `at most ${most}`,
    });
    expect(issuesOf(`${GOOD}${line.replace(/2e(9|12)/, '1e$1')}\n`)).toEqual([]);
  });

  it('points a missing field to the thing that lacks it', () => {
    const [issue] = issuesOf(GOOD.replace('    model: deepseek-r1\n', ''));
    expect(issue).toMatchObject({
      code: 'scenario/missing-field',
      pointer: '/services/0/model',
      line: 9,
    });
  });

  it('refuses two measures of one load', () => {
    const issues = issuesOf(
      GOOD.replace('requestsPerSecond: 20', 'requestsPerSecond: 20, concurrentUsers: 9'),
    );
    expect(issues[0]?.pointer).toBe('/services/0/load');
  });

  it('says what is wrong with text that is no YAML', () => {
    const [issue] = issuesOf('name: [unclosed');
    expect(issue?.code).toBe('scenario/not-yaml');
    expect(issue?.line).toBeGreaterThan(0);
  });

  it('refuses an alias bomb instead of expanding it', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [key, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf']) {
      bomb.push(`${key}: &${key} [${Array(9).fill(`*${of}`).join(',')}]`);
    }
    expect(issuesOf(bomb.join('\n'))[0]?.code).toBe('scenario/not-yaml');
  });
});

describe('what an issue says', () => {
  const detailOf = (text: string) => {
    const [issue] = issuesOf(text);
    return `${issue?.detail} Expected ${issue?.expected}.`;
  };

  it('repeats the wrong value and names the limit once', () => {
    expect(detailOf(GOOD.replace('requestsPerSecond: 20', 'requestsPerSecond: 1e12'))).toBe(
      'services.0.load.requestsPerSecond is 1000000000000. Expected at most 10000000.',
    );
  });

  it('repeats a number that is none as what it is', () => {
    expect(detailOf(GOOD.replace('requestsPerSecond: 20', 'requestsPerSecond: .nan'))).toContain(
      'requestsPerSecond is NaN.',
    );
  });

  it('names the forms a field may take', () => {
    expect(detailOf(GOOD.replace('inputTokens: 1500', 'inputTokens: many'))).toBe(
      'services.0.inputTokens is "many". Expected a number, or an object with mean, p90.',
    );
  });

  it('keeps months to this century', () => {
    expect(issuesOf(GOOD.replace('2026-01', '9999-12'))[0]?.pointer).toBe('/horizon/start');
  });

  it('refuses names that would reverse or break the text around them', () => {
    for (const name of ['"a\\u0001b"', '"\\u202Eabc"', '"  "', '"a\\r\\nBcc: b"']) {
      expect(issuesOf(GOOD.replace('One service', name))[0]?.pointer).toBe('/name');
    }
  });

  it('takes numbers that are known only roughly, and says which point of one is wrong', () => {
    const with_ = (text: string) => GOOD.replace('requestsPerSecond: 20', text);
    const grows = 'requestsPerSecond: { low: 10, mid: 20, high: 50 }, growthPerMonth: ';
    expect(
      issuesOf(with_(`${grows}{ distribution: normal, mean: 0.05, standardDeviation: 0.02 }`)),
    ).toEqual([]);
    expect(issuesOf(with_('requestsPerSecond: { low: -1, mid: 20, high: 50 }'))[0]).toMatchObject({
      pointer: '/services/0/load/requestsPerSecond/low',
      expected: 'more than 0',
    });
    expect(issuesOf(with_('requestsPerSecond: { low: 30, mid: 20, high: 50 }'))[0]).toMatchObject({
      pointer: '/services/0/load/requestsPerSecond',
      detail: 'services.0.load.requestsPerSecond: expected low <= mid <= high.',
    });
  });

  it('names the nearest probabilities that sum to 1', () => {
    const branches =
      'policy: { branches: [{ id: a, probability: 0.5, events: [] }, { id: b, probability: 0.3, events: [] }] }\n';
    expect(issuesOf(GOOD + branches)[0]).toMatchObject({
      code: 'scenario/probabilities-do-not-sum',
      pointer: '/policy/branches',
      detail: 'policy.branches: the probabilities sum to 0.8, not 1.',
      expected:
        'probabilities that sum to 1, such as the last one 0.5, or all in proportion: 0.625, 0.375',
    });
  });

  describe('with requests by length', () => {
    const OWN = '    inputTokens: 1500\n    outputTokens: 800\n';
    const mix = (first: number, second: number) =>
      `    mix: [{ share: ${first}, inputTokens: 100, outputTokens: 10 }, { share: ${second}, inputTokens: 900, outputTokens: 90 }]\n`;

    it('takes a mix in place of lengths', () => {
      expect(issuesOf(GOOD.replace(OWN, mix(0.8, 0.2)))).toEqual([]);
    });

    it('says where one length goes in place of a mix of one part', () => {
      const one = '    mix: [{ share: 1, inputTokens: 100, outputTokens: 10 }]\n';
      expect(issuesOf(GOOD.replace(OWN, one))[0]).toMatchObject({
        pointer: '/services/0/mix',
        expected: 'two parts or more; one length goes into inputTokens and outputTokens',
      });
    });

    it('names the nearest shares that sum to 1', () => {
      expect(issuesOf(GOOD.replace(OWN, mix(0.5, 0.3)))[0]).toMatchObject({
        code: 'scenario/shares-do-not-sum',
        pointer: '/services/0/mix',
        detail: 'services.0.mix: the shares sum to 0.8, not 1.',
        expected:
          'shares that sum to 1, such as the last one 0.5, or all in proportion: 0.625, 0.375',
      });
    });

    it('points to lengths that are missing, or said twice', () => {
      expect(issuesOf(GOOD.replace('    outputTokens: 800\n', ''))[0]).toMatchObject({
        code: 'scenario/missing-field',
        pointer: '/services/0/outputTokens',
        detail: 'services.0.outputTokens is missing.',
        expected: 'a number, or an object with mean, p90',
      });
      expect(issuesOf(GOOD + mix(0.5, 0.5))[0]).toMatchObject({
        code: 'scenario/lengths-twice',
        pointer: '/services/0/inputTokens',
        expected: 'either mix or inputTokens',
      });
    });

    it('refuses more parts than can be told apart', () => {
      expect(issuesOf(`${GOOD}    lengthBuckets: 13\n`)[0]).toMatchObject({
        pointer: '/services/0/lengthBuckets',
        expected: 'at most 12',
      });
    });
  });

  it.each([
    ['an empty file', '', 'The document is empty.'],
    ['two documents', `${GOOD}---\n${GOOD}`, 'The file holds more than one document.'],
    ['20,000 open brackets', '['.repeat(20_000), 'The document nests too deeply.'],
    [
      'an alias within its own anchor',
      'sites: &all [*all]\n',
      'An alias of the document stands within what it names.',
    ],
    [
      'aliases of aliases of aliases',
      `a: &a [1]\nb: &b [${'*a, '.repeat(20)}]\nc: &c [${'*b, '.repeat(20)}]\nd: [*c]\n`,
      'The document expands too far by its aliases.',
    ],
    [
      'a name of two lines',
      GOOD.replace('One service', '"One\\nservice"'),
      'A name is one line without control characters.',
    ],
  ])('says what is wrong with %s', (_name, text, detail) => {
    expect(issuesOf(text)[0]?.detail).toBe(detail);
  });

  it('reads what is named once and meant twice', () => {
    const twice = GOOD.replace('inputTokens: 1500', 'inputTokens: &tokens { mean: 1500 }').replace(
      'outputTokens: 800',
      'outputTokens: *tokens',
    );
    expect(readScenario(twice)).toMatchObject({
      kind: 'valid',
      scenario: { services: [{ outputTokens: { mean: 1500 } }] },
    });
  });
});

describe('nearest names', () => {
  it('finds the name a slip was meant to be', () => {
    expect(nearestNames('deepseek-r2', ['llama-3.1-8b', 'deepseek-r1', 'deepseek-v3'])[0]).toBe(
      'deepseek-r1',
    );
  });

  it('offers nothing when nothing is near', () => {
    expect(nearestNames('zzzzzz', ['llama-3.1-8b', 'deepseek-r1'])).toEqual([]);
  });
});
