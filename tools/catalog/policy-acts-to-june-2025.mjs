import {
  CHINA_PARENTS,
  D5_PARENTS,
  GREATER_CHINA,
  GROUPS_D1_D4,
  GROUP_D5,
  RULE_2022,
  RULE_2023,
} from './policy-reach.mjs';

/** Acts up to June 2025: what each says in one line, and where it applies when the record leaves that open. */
export const ACTS_TO_JUNE_2025 = [
  [
    '001',
    [
      'Huawei and its affiliates are put on the US Entity List',
      '华为及其关联公司被列入美国实体清单',
    ],
  ],
  [
    '002',
    [
      'Hygon, Sugon and Wuxi Jiangnan are put on the US Entity List',
      '海光、曙光与无锡江南被列入美国实体清单',
    ],
  ],
  [
    '003',
    [
      'US letters ask for licences to ship A100, H100 and MI250 to China and Russia',
      '美国以函件要求对华、对俄出口 A100、H100、MI250 须申请许可',
      { destinations: [...GREATER_CHINA, 'RU'] },
    ],
  ],
  [
    '004',
    [
      'US rule of October 2022 bars advanced computing chips from China',
      '美国 2022 年 10 月规则禁止向中国出口先进计算芯片',
      { destinations: GREATER_CHINA, rule: RULE_2022 },
    ],
  ],
  [
    '005',
    [
      '36 Chinese entities, Cambricon among them, join the US Entity List',
      '含寒武纪在内的 36 家中国实体被列入美国实体清单',
    ],
  ],
  [
    '006',
    ['Inspur Group and Loongson join the US Entity List', '浪潮集团与龙芯被列入美国实体清单'],
  ],
  [
    '007',
    [
      'US rule of October 2023 sets thresholds by total processing performance and density',
      '美国 2023 年 10 月规则改以总处理性能与性能密度划线',
      {
        destinations: GROUP_D5,
        licensedDestinations: GROUPS_D1_D4,
        parentCountries: D5_PARENTS,
        rule: RULE_2023,
      },
    ],
  ],
  [
    '008',
    ['Biren and Moore Threads join the US Entity List', '壁仞科技与摩尔线程被列入美国实体清单'],
  ],
  ['009', ['Corrections to the October 2023 rules take effect', '2023 年 10 月规则的更正条款生效']],
  [
    '010',
    [
      'TSMC is told to stop making 7 nm and finer AI chips for Chinese designers',
      '台积电被要求停止为中国设计公司代工 7 纳米及以下 AI 芯片',
      { vendors: [] },
    ],
  ],
  [
    '011',
    [
      'US controls high-bandwidth memory and lists 140 more entities',
      '美国管制高带宽内存，并新增 140 家实体',
      {
        destinations: GROUP_D5,
        parentCountries: CHINA_PARENTS,
        values: { memoryBandwidthDensityGBpsPerMm2Min: 2 },
      },
    ],
  ],
  [
    '012',
    [
      'More than a million H20 reached China in 2024',
      '2024 年在华交付的 H20 超过一百万片',
      { destinations: ['CN'] },
    ],
  ],
  [
    '013',
    [
      'US publishes a worldwide licence framework for AI chips; withdrawn before it applied',
      '美国公布全球 AI 芯片许可框架，生效前即撤回',
    ],
  ],
  [
    '014',
    [
      'US presumes fine-node chips from foundries to be controlled; Sophgo and Zhipu are listed',
      '美国推定代工厂的先进制程芯片受管制；算能与智谱被列入清单',
      {
        vendors: ['Sophgo', 'Zhipu'],
        values: {
          transistorLimitBillion: 30,
          noHbmTransistorLimitBillion2027: 35,
          noHbmTransistorLimitBillion2029: 40,
        },
      },
    ],
  ],
  [
    '015',
    [
      '82 entities join the US Entity List, with Inspur subsidiaries and Nettrix',
      '82 家实体被列入美国实体清单，含浪潮子公司与宁畅',
    ],
  ],
  [
    '016',
    [
      'H20 and MI308 need a US licence to reach China and the other arms-embargoed destinations',
      'H20 与 MI308 出口至中国及其他受武器禁运目的地须获美国许可',
      { destinations: GROUP_D5, parentCountries: D5_PARENTS },
    ],
  ],
  ['017', ['US withdraws the worldwide licence framework', '美国撤回全球 AI 芯片许可框架']],
  [
    '018',
    [
      'US guidance: using Ascend 910B, 910C or 910D risks a breach of export rules',
      '美国指引：使用昇腾 910B、910C、910D 有违反出口管制之虞',
      { destinationsOutside: ['CN', 'HK', 'MO'], vendors: [] },
    ],
  ],
  [
    '019',
    [
      'NVIDIA says its share of Chinese AI chips has fallen to 50 %',
      '英伟达称其在华 AI 芯片份额已降至 50%',
      { destinations: ['CN'] },
    ],
  ],
  [
    '020',
    [
      'US Commerce puts Ascend output in 2025 at 200,000 at most',
      '美国商务部估计 2025 年昇腾产量至多 20 万片',
    ],
  ],
];
