import { CHINA_PARENTS, GREATER_CHINA, RULE_2026 } from './policy-reach.mjs';

/** Acts since July 2025: what each says in one line, and where it applies when the record leaves that open. */
export const ACTS_SINCE_JULY_2025 = [
  [
    '021',
    [
      'US will grant H20 licences; NVIDIA prepares to sell again',
      '美国将发放 H20 许可，英伟达准备恢复销售',
      { destinations: GREATER_CHINA },
    ],
  ],
  [
    '022',
    [
      'NVIDIA held 95 % of Chinese AI chips before the controls',
      '管制之前英伟达占中国 AI 芯片的 95%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '023',
    [
      'Chinese cyberspace regulator summons NVIDIA over H20',
      '国家网信办就 H20 约谈英伟达',
      { destinations: ['CN'] },
    ],
  ],
  [
    '024',
    [
      'Chinese regulators advise against buying H20',
      '中国监管部门劝阻采购 H20',
      { destinations: ['CN'] },
    ],
  ],
  [
    '025',
    [
      'H20 and MI308 licences come with a 15 % share of revenue',
      'H20 与 MI308 许可须上缴 15% 收入',
      { destinations: GREATER_CHINA },
    ],
  ],
  [
    '026',
    [
      'NVIDIA asks suppliers to pause H20 production',
      '英伟达要求供应商暂停 H20 生产',
      { destinations: ['CN'] },
    ],
  ],
  [
    '027',
    [
      'Analysts: memory supply caps Ascend at 805,000 in 2025',
      '分析机构：受内存供应所限，昇腾 2025 年至多 80.5 万片',
    ],
  ],
  [
    '028',
    [
      'Chinese regulator tells large firms to stop ordering RTX Pro 6000D',
      '监管部门要求大型企业停止订购 RTX Pro 6000D',
      { destinations: ['CN'] },
    ],
  ],
  [
    '029',
    [
      'US extends the Entity List to affiliates owned by half',
      '美国将实体清单扩及持股过半的关联方',
    ],
  ],
  [
    '030',
    [
      'Huawei is reported to plan 600,000 Ascend 910C for 2026',
      '据报道华为计划 2026 年生产 60 万片昇腾 910C',
    ],
  ],
  [
    '031',
    [
      'Analysts see Chinese 7 nm capacity doubling from 2025 to 2026',
      '分析机构预计中国 7 纳米产能 2025 至 2026 年翻倍',
    ],
  ],
  [
    '032',
    [
      'US and China meet in Busan; Blackwell is not offered',
      '中美釜山会晤，未涉及 Blackwell',
      { destinations: ['CN'] },
    ],
  ],
  [
    '033',
    [
      'Gansu, Guizhou and Inner Mongolia halve power bills of sites with domestic chips',
      '甘肃、贵州、内蒙古对采用国产芯片的数据中心电费至多减半',
      {
        destinations: ['CN'],
        vendors: [],
        values: {
          electricityDiscountShareMax: 0.5,
          resultingCnyPerKwh: 0.4,
          resultingUsdPerKwh: 0.056,
          energyPerTokenOverH20Min: 1.3,
          energyPerTokenOverH20Max: 1.5,
        },
      },
    ],
  ],
  [
    '034',
    [
      'China bars foreign AI chips from state-funded data centres',
      '中国禁止国资数据中心使用国外 AI 芯片',
      {
        destinations: ['CN'],
        vendors: ['NVIDIA', 'AMD', 'Intel'],
        stateFundedOnly: true,
        values: { completionShareBelowWhichRemoved: 0.3 },
      },
    ],
  ],
  ['035', ['US suspends the affiliates rule for a year', '美国将关联方规则暂停一年']],
  ['036', ['Cambricon plans 500,000 chips for 2026', '寒武纪计划 2026 年生产 50 万片']],
  [
    '037',
    [
      'Bernstein forecast for 2026: Huawei 50 %, AMD 12 %, NVIDIA 8 %',
      '伯恩斯坦预测 2026 年份额：华为 50%、AMD 12%、英伟达 8%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '038',
    [
      'US president announces H200 sales to approved Chinese customers',
      '美国总统宣布允许向获批中国客户销售 H200',
      { destinations: GREATER_CHINA },
    ],
  ],
  [
    '039',
    [
      'Bernstein on 2025 revenue: Huawei and NVIDIA about 40 % each',
      '伯恩斯坦：2025 年收入份额华为与英伟达各约 40%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '040',
    [
      'US rule: chips of the H200 and MI325X class are reviewed case by case for China',
      '美国规则：H200、MI325X 级芯片对华出口改为逐案审查',
      {
        destinations: GREATER_CHINA,
        rule: RULE_2026,
        values: { chinaShareOfUsVolumeMax: 0.5 },
      },
    ],
  ],
  [
    '041',
    [
      'US puts a 25 % tariff on the chips that are tested there before export',
      '美国对出口前须在美检测的芯片征收 25% 关税',
      { destinations: GREATER_CHINA },
    ],
  ],
  [
    '042',
    ['Chinese customs stop H200 at the border', '中国海关暂不放行 H200', { destinations: ['CN'] }],
  ],
  [
    '043',
    [
      'House committee passes a bill for congressional review of chip exports',
      '众议院委员会通过芯片出口国会审查法案',
    ],
  ],
  [
    '044',
    [
      'China conditionally approves 400,000 H200 for three large buyers',
      '中国有条件批准三家大型企业采购 40 万片 H200',
      { destinations: ['CN'] },
    ],
  ],
  [
    '045',
    [
      'IDC for the first half of 2025: 1.9 million accelerators, NVIDIA 62 %',
      'IDC：2025 年上半年 190 万片加速卡，英伟达占 62%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '046',
    [
      'ByteDance is reported to plan 100,000 own chips in 2026',
      '据报道字节跳动计划 2026 年自研芯片 10 万片',
      { destinations: ['CN'] },
    ],
  ],
  [
    '047',
    [
      'A US military-company list with Alibaba and Baidu is posted and withdrawn',
      '含阿里巴巴、百度的美国涉军企业名单发布后撤回',
    ],
  ],
  ['048', ['House committee advances two chip-export bills', '众议院委员会推进两项芯片出口法案']],
  [
    '049',
    [
      'IDC for 2025: 4.0 million accelerators, NVIDIA 55 %, Chinese vendors 41 %',
      'IDC：2025 年 400 万片加速卡，英伟达 55%，国产 41%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '050',
    [
      'Morgan Stanley forecast: China meets 86 % of its own need by 2030',
      '摩根士丹利预测：2030 年中国自给率 86%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '051',
    [
      'Ten Chinese firms hold US licences for H200; nothing has been delivered',
      '十家中国企业获得 H200 许可，尚无交付',
      { destinations: GREATER_CHINA },
    ],
  ],
  [
    '052',
    [
      'T-Head has shipped 560,000 Zhenwu chips in all',
      '平头哥真武芯片累计出货 56 万片',
      { destinations: ['CN'] },
    ],
  ],
  [
    '053',
    [
      'US guidance: the licence duty follows a Chinese parent company anywhere',
      '美国指引：许可义务随中国母公司适用于全球',
      { parentCountries: CHINA_PARENTS, onlyParentCountries: true },
    ],
  ],
  [
    '054',
    [
      'China tells firms to pause H200 and weighs quotas for domestic chips',
      '中国要求企业暂停采购 H200，并研究国产芯片比例',
      { destinations: ['CN'] },
    ],
  ],
];
