import type { WordList } from './word-list';

/** Words of the figures beside a scenario that is being written. */
export const previewWords = {
  'preview.heading': { en: 'Preview', 'zh-CN': '预览' },
  'preview.calculating': { en: 'Calculating…', 'zh-CN': '正在计算…' },
  'preview.waiting': {
    en: 'The figures wait until the marked lines are mended.',
    'zh-CN': '修正标记的行后将更新数值。',
  },
  'preview.late': {
    en: 'This takes longer than a preview: run the plan.',
    'zh-CN': '计算时间超出预览限制：请直接运行规划。',
  },
  'preview.show': { en: 'Show the figures', 'zh-CN': '显示数值' },
  'preview.hide': { en: 'Fold the figures away', 'zh-CN': '收起数值' },
  'preview.firstOrder': { en: 'First order by', 'zh-CN': '最早下单期限' },
  'preview.noOrder': { en: 'nothing to order', 'zh-CN': '无需下单' },
  'preview.chips': { en: 'Chips', 'zh-CN': '芯片' },
  'preview.infeasible': { en: 'infeasible', 'zh-CN': '不可行' },
  'preview.against': {
    en: '{{change}} against version {{n}}',
    'zh-CN': '较版本 {{n}} {{change}}',
  },
  'preview.changeWithShare': { en: '{{change}} ({{share}})', 'zh-CN': '{{change}}（{{share}}）' },
  'preview.sameCost': { en: 'as version {{n}}', 'zh-CN': '与版本 {{n}} 相同' },
  'preview.wasInfeasible': {
    en: 'version {{n}} cannot be planned',
    'zh-CN': '版本 {{n}} 不可行',
  },
  'preview.isInfeasibleNow': {
    en: 'version {{n}} came to {{cost}}',
    'zh-CN': '版本 {{n}} 为 {{cost}}',
  },
  'preview.fitDemand': { en: 'Carries', 'zh-CN': '可承载' },
  'preview.fitDemandNote': { en: 'times the stated demand', 'zh-CN': '倍所述需求' },
  'preview.fitLatency': { en: 'Latency kept', 'zh-CN': '可达时延' },
  'preview.fitLatencyNote': { en: 'of the stated targets', 'zh-CN': '（占所述目标）' },
  'preview.fleet': { en: 'Fleet at its largest', 'zh-CN': '最大机群' },
  'preview.moreLines': { en: '{{n}} more', 'zh-CN': '另有 {{n}} 项' },
  'preview.told': {
    en: 'Preview: total cost {{cost}}, {{units}} systems.',
    'zh-CN': '预览：总成本 {{cost}}，{{units}} 台系统。',
  },
  'preview.toldInfeasible': {
    en: 'Preview: nothing fits within these limits.',
    'zh-CN': '预览：在这些约束下没有可行方案。',
  },
} as const satisfies WordList;
