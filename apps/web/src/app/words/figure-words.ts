import type { WordList } from './word-list';

/** Words of the charts of a plan. */
export const figureWords = {
  'pareto.heading': { en: 'Cost against the rest', 'zh-CN': '成本与其他指标的权衡' },
  'pareto.caption': {
    en: 'each way to carry the scenario; less is better in both',
    'zh-CN': '每种承载方式；两项均越低越好',
  },
  'pareto.against': { en: 'Measure against cost', 'zh-CN': '与成本对照的指标' },
  'pareto.power': { en: 'Peak power, kW', 'zh-CN': '峰值功率（kW）' },
  'pareto.carbon': { en: 'Carbon, t CO₂e', 'zh-CN': '碳排放（t CO₂e）' },
  'pareto.risk': { en: 'P90 cost', 'zh-CN': 'P90 成本' },
  'pareto.thisPlan': { en: 'This plan', 'zh-CN': '本规划' },
  'pareto.unbeaten': { en: 'Beaten by none', 'zh-CN': '未被超越' },
  'pareto.beaten': { en: 'Beaten in both', 'zh-CN': '两项均被超越' },
  'pareto.front': { en: 'Pareto front', 'zh-CN': '帕累托前沿' },
  'pareto.describe': {
    en: 'Cost against {{measure}}. Beaten by none in both: {{names}}.',
    'zh-CN': '成本与{{measure}}。两项均未被超越：{{names}}。',
  },
  'runway.chartDescribe': {
    en: '{{n}} pools on a time axis: when each is full, and by when its fix has to be ordered.',
    'zh-CN': '时间轴上的 {{n}} 个资源池：各自何时用满、扩容最迟何时下单。',
  },
  'runway.supplyDescribe': {
    en: 'Units of {{n}} systems that can be in service month by month.',
    'zh-CN': '{{n}} 种系统逐月可投入使用的台数。',
  },
  'breakEven.of': { en: 'Buy or rent: {{system}}', 'zh-CN': '购买还是租用：{{system}}' },
  'breakEven.used': { en: 'Share of hours in use', 'zh-CN': '使用时间占比' },
  'breakEven.ownedLine': { en: 'Owned', 'zh-CN': '自有' },
  'breakEven.describe': {
    en: 'What a used chip-hour of {{system}} costs by the share of hours in use, owned and rented.',
    'zh-CN': '{{system}} 每个有效卡时的成本随使用时间占比的变化：自有与租用。',
  },
  'sobol.heading': { en: 'Where the variance comes from', 'zh-CN': '方差来自哪里' },
  'sobol.caption': {
    en: 'indices of Sobol from {{n}} worlds; by themselves inputs explain {{share}}, the rest is what they do together',
    'zh-CN': '基于 {{n}} 个情形的 Sobol 指数；各输入单独解释 {{share}}，其余来自共同作用',
  },
  'sobol.output': { en: 'Output', 'zh-CN': '输出' },
  'sobol.cost': { en: 'Cost', 'zh-CN': '成本' },
  'sobol.shortfall': { en: 'Shortfall', 'zh-CN': '缺口' },
  'sobol.headroom': { en: 'Headroom', 'zh-CN': '余量' },
  'sobol.training-days': { en: 'Days of {{workload}}', 'zh-CN': '{{workload}} 天数' },
  'sobol.first': { en: 'By itself', 'zh-CN': '单独' },
  'sobol.total': { en: 'With others', 'zh-CN': '含共同作用' },
  'sobol.interval': { en: '80 %: {{low}} to {{high}}', 'zh-CN': '80%：{{low}} 至 {{high}}' },
  'sobol.describe': {
    en: 'Shares of the variance of {{output}}; {{first}} comes first.',
    'zh-CN': '{{output}}的方差占比；{{first}} 居首。',
  },
  'bom.bars': { en: 'Shares', 'zh-CN': '占比' },
  'bom.tiles': { en: 'Treemap', 'zh-CN': '矩形树图' },
  'bom.showAs': { en: 'Drawing of {{name}}', 'zh-CN': '{{name}}的图形' },
  'topology.heading': { en: 'Topology of a replica', 'zh-CN': '副本拓扑' },
  'topology.run': {
    en: 'Topology of one of {{n}} data-parallel replicas',
    'zh-CN': '{{n}} 个数据并行副本之一的拓扑',
  },
  'topology.prefill': { en: 'Prefill', 'zh-CN': '预填充' },
  'topology.decode': { en: 'Decode', 'zh-CN': '解码' },
  'topology.serve': { en: 'Prefill and decode', 'zh-CN': '预填充与解码' },
  'topology.train': { en: 'Training', 'zh-CN': '训练' },
  'topology.pool': {
    en: '{{name}}: {{chips}} chips in {{groups}} tensor-parallel groups of {{tp}}',
    'zh-CN': '{{name}}：{{chips}} 颗芯片，{{groups}} 个张量并行组，每组 {{tp}} 颗',
  },
  'topology.stages': {
    en: '{{n}} pipeline stages, from strong to faint',
    'zh-CN': '{{n}} 个流水线阶段，由浓到淡',
  },
  'topology.unit': { en: '{{system}} {{n}}', 'zh-CN': '{{system}} {{n}}' },
  'topology.free': {
    en: '{{n}} of {{of}} chips left to others',
    'zh-CN': '{{of}} 颗中 {{n}} 颗留给其他副本',
  },
  'topology.more': { en: 'and {{n}} more units alike', 'zh-CN': '另有 {{n}} 台相同' },
} as const satisfies WordList;
