import { describe, expect, it } from 'vitest';
import { MESSAGES, messageText, quote, say } from './message-catalog';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe('messages', () => {
  it.each(Object.entries(MESSAGES))('%s says the same values in both languages', (_code, texts) => {
    expect(placeholders(texts['zh-CN'])).toEqual(placeholders(texts.en));
  });

  it.each(Object.entries(MESSAGES))(
    '%s leaves the currency of an amount to its reader',
    (_code, texts) => {
      expect(`${texts.en} ${texts['zh-CN']}`).not.toMatch(/\} ?(million )?(USD|百万美元|美元)/);
    },
  );

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

  it.each([
    ['en', 'USD', 'at $2.407M.', 'The budget of $100 is short by $36,852'],
    ['en', 'CNY', 'at CN¥17.28M.', 'The budget of CN¥718 is short by CN¥264,597'],
    ['zh-CN', 'USD', '成本 US$240.7万。', '预算 US$100，缺 US$36,852'],
    ['zh-CN', 'CNY', '成本 ¥1728万。', '预算 ¥718，缺 ¥264,597'],
  ] as const)('tell amounts in the language %s and in %s', (locale, currency, total, budget) => {
    const money = { currency, usdCny: 7.18 };
    const params = { units: 1, chips: 8, systems: '1 x S', months: 12, totalUsd: 2_406_701.2 };
    const short = { limitUsd: 100, excessUsd: 36_852, neededUsd: 36_952 };
    const headline = messageText(say('plan/headline', params), locale, money);
    expect(headline).toContain(total);
    const conflict = say('plan/conflict-budget', short);
    expect(messageText(conflict, locale, money)).toContain(budget);
    const quoted = say('plan/cheapest-way-out', { ...quote('way', conflict), costUsd: 1 });
    expect(messageText(quoted, locale, money)).toContain(budget);
  });

  it('tell the total of a plan below a million to the unit, as tables do', () => {
    const params = { units: 1, chips: 8, systems: '1 x S', months: 12, totalUsd: 20_589.47 };
    expect(say('plan/headline', params).text).toContain('$20,589.');
    expect(say('plan/idle-capacity', { usd: 20_589.47, percent: 1 }).text).toContain('$20,590');
  });

  it('call fields of a scenario by words', () => {
    const message = say('risk/input-workload', { workload: 'chat', field: 'growthPerMonth' });
    expect(message.text).toBe('chat: growth a month');
    expect(messageText(message, 'zh-CN')).toBe('chat：月增长率');
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
