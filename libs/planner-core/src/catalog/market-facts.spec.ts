import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';

const { marketFacts, chips } = loadCatalog();

/** What the words of a fact have to keep saying in both languages, where no number beside them does. */
const WORDS: readonly (readonly [id: string, en: RegExp, zh: RegExp])[] = [
  ['h20-stock-not-all-reusable', /for the most part, not in full/, /大部分.*并非全部/],
  ['h20-ramp-months', /needs months to ramp/, /需要数月/],
  ['h20-rush-orders-2025', /Tencent and ByteDance.*ban of April/, /腾讯、字节跳动.*4 月禁令/],
  [
    'h20-return-weighs-on-domestic-sales',
    /domestic chips.*third quarter of 2025/,
    /2025 年第三季度/,
  ],
  ['appliance-share-huawei-2025-q1', /first quarter of 2025 is over 70 %/, /第一季度.*70% 以上/],
  ['cambricon-revenue-2025-q1', /1\.111 billion CNY/, /11\.11 亿元/],
  ['domestic-vendors-capacity-limited', /capacity, not demand/, /产能而非需求/],
  ['metax-moore-threads-listed', /filed.*2025.*listed in December/, /2025 年申请上市.*12 月挂牌/],
  ['ascend-single-chip-weaker', /weaker.*clusters of more cards/, /单卡弱于英伟达.*更多卡/],
  ['cloudmatrix-in-production', /384.*April 2025.*at scale.*Wuhu/, /384.*2025 年 4 月.*芜湖/],
  ['tpu-first-generation', /2016.*Midjourney and Anthropic/, /2016.*Midjourney 与 Anthropic/],
  ['aws-annapurna', /2015.*about 2018.*OpenAI and Anthropic/, /2015.*2018.*OpenAI 与 Anthropic/],
  ['microsoft-own-chips', /server processor and a cloud AI chip/, /服务器处理器与云端 AI 芯片/],
  ['openai-own-chip-talks', /at least 2022/, /2022/],
  [
    'bytedance-chip-team',
    /cloud AI chip and an Arm server chip in March 2021/,
    /2021 年 3 月.*Arm/,
  ],
  ['tencent-coprocessors', /coprocessors.*video, not general/, /协处理器，并非通用/],
  ['interconnect-is-the-moat', /a thousand to ten thousand cards/, /千卡至万卡/],
  [
    'demand-shifts-to-inference',
    /pre-training.*post-training and inference/,
    /预训练.*后训练与推理/,
  ],
  ['older-chips-serve-inference', /several generations behind/, /落后数代/],
  ['mixed-fleets-expected', /hard work on NVIDIA, simple work on own and domestic/, /自研与国产/],
  ['time-over-money', /Time can matter more than money/, /时间有时比金钱更重要/],
  ['own-chips-from-cost', /cost.*chips of their own/, /成本.*自研芯片/],
];

describe('facts of the market', () => {
  it.each(WORDS)('%s still say what they were taken in for, in both languages', (id, en, zh) => {
    const fact = marketFacts.find((f) => f.id === id);
    expect(fact?.statement).toMatch(en);
    expect(fact?.statementZh).toMatch(zh);
  });

  it('leave no fact out above whose number alone does not say it', () => {
    const told = new Set(WORDS.map(([id]) => id));
    const rest = marketFacts.filter((f) => !told.has(f.id));
    expect(rest.filter((f) => f.value === null)).toEqual([]);
  });

  it('date the 72 cards in one domain to March 2024', () => {
    expect(chips.find((c) => c.id === 'nv-gb200')?.announced).toMatch(/^2024-03/);
  });
});
