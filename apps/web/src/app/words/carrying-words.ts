import type { WordList } from './word-list';

/** Words of requests split by length, and of training on units that services leave at night. */
export const carryingWords = {
  'nav.plan.lengths': { en: 'By length', 'zh-CN': '按长度' },
  'lengths.ways': { en: 'Requests by length: together or split', 'zh-CN': '按长度：合并或拆分' },
  'lengths.waysCaption': {
    en: 'what the whole plan costs with each way; “≥” where it is enough to know that a way costs no less',
    'zh-CN': '各方式下整个规划的成本；“≥”表示只需确认该方式不低于此值',
  },
  'lengths.way': { en: 'Way', 'zh-CN': '方式' },
  'lengths.taken': { en: 'taken', 'zh-CN': '采用' },
  'lengths.together': { en: 'all together', 'zh-CN': '全部合并' },
  'lengths.own-replicas': { en: 'split, replicas of their own', 'zh-CN': '拆分，各用副本' },
  'lengths.shared-replicas': { en: 'split, shared replicas', 'zh-CN': '拆分，共享副本' },
  'lengths.against': { en: 'Against the one taken', 'zh-CN': '与采用方式之差' },
  'lengths.parts': { en: 'Parts by length', 'zh-CN': '各长度部分' },
  'lengths.partsCaption': {
    en: 'mean lengths, where each part runs, and what its tokens cost',
    'zh-CN': '平均长度、所在系统及 token 成本',
  },
  'lengths.part': { en: 'Part', 'zh-CN': '部分' },
  'lengths.tokens': { en: 'Tokens in → out', 'zh-CN': '输入 → 输出 token' },
  'lengths.replicas': { en: 'replicas at the peak: {{n}}', 'zh-CN': '峰值副本数：{{n}}' },
  'lengths.share': { en: 'Share of requests', 'zh-CN': '请求占比' },

  'nights.heading': { en: 'Training at night', 'zh-CN': '夜间训练' },
  'nights.caption': {
    en: 'on units that services leave in their quiet hours',
    'zh-CN': '使用服务在低谷时段空出的设备',
  },
  'nights.job': { en: 'Training job', 'zh-CN': '训练任务' },
  'nights.hours': { en: '{{n}} h a night', 'zh-CN': '每夜 {{n}} 小时' },
  'nights.units': { en: 'Units at night', 'zh-CN': '夜间台数' },
  'nights.beside': { en: 'Services there', 'zh-CN': '同处服务' },
  'nights.dayToNight': {
    en: '{{day}} units by day, {{night}} at night',
    'zh-CN': '日间 {{day}} 台，夜间 {{night}} 台',
  },
} as const satisfies WordList;
