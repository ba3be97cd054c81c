/** What is known of vendors and their market besides acts and figures of chips, mostly from one article. */

const ARTICLE = { title: 'Seed article', date: '2025-07' };

/**
 * id, kind, statement, statement in Chinese, and what else there is: value, unit, period, vendors, chipIds, confidence.
 * @type {readonly [string, string, string, string, object][]}
 */
const FACTS = [
  [
    'h20-stock-not-all-reusable',
    'supply',
    'Stock and work in progress of H20 written off in April 2025 can be put to other use for the most part, not in full.',
    '2025 年 4 月减记的 H20 库存与在制品大部分可转作他用，但并非全部。',
    { period: '2025-04', vendors: ['NVIDIA'], chipIds: ['nv-h20-96'] },
  ],
  [
    'h20-ramp-months',
    'supply',
    'The supply chain of H20 needs months to ramp again after a stop.',
    'H20 供应链停产后需要数月才能恢复。',
    { period: '2025-07', vendors: ['NVIDIA'], chipIds: ['nv-h20-96'] },
  ],
  [
    'h20-rush-orders-2025',
    'supply',
    'Tencent and ByteDance rushed orders of H20 in early 2025; the ban of April voided what was not delivered.',
    '2025 年初腾讯、字节跳动集中下单 H20；4 月禁令使未交付部分作废。',
    { period: '2025-04', vendors: ['NVIDIA'], chipIds: ['nv-h20-96'] },
  ],
  [
    'h20-return-weighs-on-domestic-sales',
    'supply',
    'The return of H20 weighs on sales of domestic chips from the third quarter of 2025.',
    'H20 恢复供货影响国产芯片 2025 年第三季度起的销售。',
    { period: '2025-Q3' },
  ],
  [
    'appliance-share-huawei-2025-q1',
    'share',
    "Huawei's share of DeepSeek appliances in the first quarter of 2025 is over 70 %.",
    '2025 年第一季度华为占 DeepSeek 一体机市场的 70% 以上。',
    { value: 0.7, unit: 'share, at least', period: '2025-Q1', vendors: ['Huawei'] },
  ],
  [
    'cambricon-revenue-2025-q1',
    'finance',
    'Revenue of Cambricon in the first quarter of 2025: 1.111 billion CNY, 43.3 times a year earlier.',
    '寒武纪 2025 年第一季度营收 11.11 亿元，为上年同期的 43.3 倍。',
    { value: 1.111e9, unit: 'CNY', period: '2025-Q1', vendors: ['Cambricon'] },
  ],
  [
    'cambricon-revenue-growth-2025-q1',
    'finance',
    'Growth of the revenue of Cambricon over a year earlier, first quarter of 2025.',
    '寒武纪 2025 年第一季度营收同比增幅。',
    { value: 42.3022, unit: 'share', period: '2025-Q1', vendors: ['Cambricon'] },
  ],
  [
    'cambricon-profit-2025-q1',
    'finance',
    'Net profit of Cambricon in the first quarter of 2025.',
    '寒武纪 2025 年第一季度净利润。',
    { value: 355e6, unit: 'CNY', period: '2025-Q1', vendors: ['Cambricon'] },
  ],
  [
    'cambricon-profit-2024-q1',
    'finance',
    'Net loss of Cambricon in the first quarter of 2024.',
    '寒武纪 2024 年第一季度净亏损。',
    { value: -227e6, unit: 'CNY', period: '2024-Q1', vendors: ['Cambricon'] },
  ],
  [
    'cambricon-profit-2024-q4',
    'finance',
    'Net profit of Cambricon in the fourth quarter of 2024, about.',
    '寒武纪 2024 年第四季度净利润（约）。',
    { value: 281e6, unit: 'CNY', period: '2024-Q4', vendors: ['Cambricon'] },
  ],
  [
    'domestic-vendors-capacity-limited',
    'supply',
    'Chinese vendors cannot fill their orders: capacity, not demand, is the limit.',
    '国产厂商无法满足全部订单：受限于产能而非需求。',
    { period: '2025' },
  ],
  [
    'metax-moore-threads-listed',
    'finance',
    'MetaX and Moore Threads filed to go public in 2025 and were listed in December.',
    '沐曦与摩尔线程 2025 年申请上市，并于 12 月挂牌。',
    { period: '2025-12', vendors: ['MetaX', 'Moore Threads'] },
  ],
  [
    'ascend-single-chip-weaker',
    'practice',
    'A single Ascend is weaker than its NVIDIA counterpart; larger clusters of more cards make up for it.',
    '昇腾单卡弱于英伟达，以更多卡组成更大集群来弥补。',
    { vendors: ['Huawei'] },
  ],
  [
    'cloudmatrix-in-production',
    'product',
    'CloudMatrix 384, announced in April 2025, is in production at scale in the data centre of Wuhu.',
    'CloudMatrix 384 于 2025 年 4 月发布，已在芜湖数据中心规模上线。',
    {
      value: 384,
      unit: 'chips',
      period: '2025-04',
      vendors: ['Huawei'],
      chipIds: ['huawei-ascend-910c'],
    },
  ],
  [
    'tpu-first-generation',
    'product',
    'Google runs its own TPU since 2016; Midjourney and Anthropic are among its users.',
    '谷歌自 2016 年起使用自研 TPU，用户包括 Midjourney 与 Anthropic。',
    { value: 2016, unit: 'year', vendors: ['Google'] },
  ],
  [
    'aws-annapurna',
    'product',
    'Amazon bought Annapurna in 2015, has had server and AI chips of its own since about 2018, and sells them to OpenAI and Anthropic.',
    '亚马逊 2015 年收购 Annapurna，约 2018 年起推出自研服务器与 AI 芯片，客户包括 OpenAI 与 Anthropic。',
    { value: 2015, unit: 'year', vendors: ['AWS'] },
  ],
  [
    'microsoft-own-chips',
    'product',
    'Microsoft has a server processor and a cloud AI chip of its own.',
    '微软拥有自研服务器处理器与云端 AI 芯片。',
    { vendors: ['Microsoft'], chipIds: ['msft-maia100'] },
  ],
  [
    'openai-own-chip-talks',
    'product',
    'OpenAI has discussed a chip of its own since at least 2022.',
    'OpenAI 至少自 2022 年起商讨自研芯片。',
    { value: 2022, unit: 'year', vendors: ['OpenAI'], chipIds: ['openai-jalapeno'] },
  ],
  [
    'bytedance-chip-team',
    'product',
    'ByteDance set up a team for a cloud AI chip and an Arm server chip in March 2021.',
    '字节跳动 2021 年 3 月组建云端 AI 芯片与 Arm 服务器芯片团队。',
    {
      value: 2021,
      unit: 'year',
      period: '2021-03',
      vendors: ['ByteDance'],
      chipIds: ['bytedance-seedchip'],
    },
  ],
  [
    'tencent-coprocessors',
    'product',
    'The chips of Tencent are coprocessors for AI acceleration and video, not general ones.',
    '腾讯自研芯片为 AI 加速与视频编解码协处理器，并非通用芯片。',
    { vendors: ['Tencent'], chipIds: ['tencent-zixiao'] },
  ],
  [
    'interconnect-is-the-moat',
    'practice',
    'Connecting many cards is the strength of NVIDIA; many vendors cannot, which shows from a thousand to ten thousand cards.',
    '多卡互联是英伟达的优势，许多厂商难以做到，在千卡至万卡集群上尤为明显。',
    { vendors: ['NVIDIA'] },
  ],
  [
    'demand-shifts-to-inference',
    'practice',
    'Until 2025 demand was for pre-training; since then post-training and inference grow, which ask less of a chip.',
    '2025 年以前以预训练需求为主，此后后训练与推理增长，对芯片要求较低。',
    { period: '2025' },
  ],
  [
    'older-chips-serve-inference',
    'practice',
    'For inference, chips several generations behind can stand in.',
    '推理任务可用落后数代的芯片替代。',
    {},
  ],
  [
    'mixed-fleets-expected',
    'practice',
    'Mixed fleets are expected: hard work on NVIDIA, simple work on own and domestic chips.',
    '未来将以混合机群为主：复杂任务用英伟达，简单任务用自研与国产芯片。',
    {},
  ],
  ['time-over-money', 'practice', 'Time can matter more than money.', '时间有时比金钱更重要。', {}],
  [
    'own-chips-from-cost',
    'practice',
    'Pressure of cost is a reason for very large buyers to make chips of their own.',
    '成本压力是大型采购方自研芯片的原因之一。',
    {},
  ],
];

/** Facts of vendors and market as entries of the catalogue. */
export function marketFacts(book) {
  const sourceId = book.add(ARTICLE);
  return FACTS.map(([id, kind, statement, statementZh, more]) => ({
    id,
    kind,
    statement,
    statementZh,
    value: more.value ?? null,
    unit: more.unit ?? null,
    period: more.period ?? null,
    vendors: more.vendors ?? [],
    chipIds: more.chipIds ?? [],
    sourceId,
    confidence: 'press',
  }));
}
