/** Groups of countries and thresholds that several acts share. */

/** Mainland China with the two special regions that US rules treat alike. */
export const GREATER_CHINA = ['CN', 'HK', 'MO'];

/** US arms-embargoed destinations (15 CFR 740 supplement 1, Country Group D:5) with Hong Kong and Macau. */
export const GROUP_D5 = [
  ...GREATER_CHINA,
  ...[
    'AF',
    'BY',
    'MM',
    'KH',
    'CF',
    'CD',
    'CU',
    'ER',
    'HT',
    'IR',
    'IQ',
    'KP',
    'LB',
    'LY',
    'NI',
    'RU',
  ],
  ...['SO', 'SS', 'SD', 'SY', 'VE', 'ZW'],
];

/** Country Groups D:1 and D:4 that are not in D:5: a licence, without presumption of denial. */
export const GROUPS_D1_D4 = [
  ...['AE', 'AM', 'AZ', 'BH', 'EG', 'GE', 'JO', 'KG', 'KW', 'KZ', 'LA', 'MD', 'MN', 'OM', 'PK'],
  ...['QA', 'SA', 'TJ', 'TM', 'UZ', 'VN', 'YE'],
];

export const CHINA_PARENTS = ['CN', 'MO'];
/** The rule of October 2023 follows firms seated in Macau or a D:5 destination, or owned from there, anywhere. */
export const D5_PARENTS = GROUP_D5.filter((country) => country !== 'HK');

const condition = (metric, op, value) => ({ metric, op, value });

export const RULE_2022 = {
  name: '3A090 (October 2022)',
  allOf: [condition('bidirectionalIoGBps', '>=', 600), condition('tpp', '>=', 4800)],
};

export const RULE_2023 = {
  name: '3A090 (October 2023)',
  allOf: [condition('tpp', '>=', 4800)],
  orAllOf: [[condition('tpp', '>=', 1600), condition('performanceDensity', '>=', 5.92)]],
  notificationWhen: [
    [
      condition('tpp', '>=', 2400),
      condition('tpp', '<', 4800),
      condition('performanceDensity', '>=', 1.6),
      condition('performanceDensity', '<', 5.92),
    ],
    [
      condition('tpp', '>=', 1600),
      condition('performanceDensity', '>=', 3.2),
      condition('performanceDensity', '<', 5.92),
    ],
  ],
};

export const RULE_2026 = {
  name: 'Case-by-case review (January 2026)',
  allOf: [condition('tpp', '<', 21000), condition('memoryBandwidthGBps', '<', 6500)],
};
