import type { MessageTemplates } from './message-templates';

/** Why a system that could carry a workload is not in the plan, and what would have to change. */
export const excuseMessages = {
  'plan/dearer': {
    en: 'Fully used, {system} costs {percent} % more than {best} per unit of work of {workload}; a whole fleet differs further by whole units and idle time.',
    'zh-CN':
      '满载时，{system} 处理 {workload} 的单位工作成本比 {best} 高 {percent}%；整套方案的差距还取决于整机取整与闲置。',
  },
  'plan/dearer-here': {
    en: 'Fully used from the first month to the last, {system} costs {percent} % more than {best} per unit of work of {workload}; in the months, loads and limits of this plan a unit costs {worth} % more than its best work is worth.',
    'zh-CN':
      '若全程满载，{system} 处理 {workload} 的单位工作成本比 {best} 高 {percent}%；按本方案的月份、负载与限制，一台的成本比其最佳用途的价值高 {worth}%。',
  },
  'plan/dearer-nearly': {
    en: 'Fully used from the first month to the last, {system} costs {percent} % more than {best} per unit of work of {workload}; in the months, loads and limits of this plan a unit is worth what it costs, and only whole units keep it out.',
    'zh-CN':
      '若全程满载，{system} 处理 {workload} 的单位工作成本比 {best} 高 {percent}%；按本方案的月份、负载与限制，一台的价值与成本相当，仅因整机取整而未入选。',
  },
  'plan/similar-dearer-here': {
    en: 'Fully used from the first month to the last, {system} would carry {workload} at no notably higher cost than {best}; in the months, loads and limits of this plan a unit costs {worth} % more than its best work is worth.',
    'zh-CN':
      '若全程满载，{system} 承载 {workload} 的成本并不明显高于 {best}；按本方案的月份、负载与限制，一台的成本比其最佳用途的价值高 {worth}%。',
  },
  'plan/not-needed': {
    en: '{system} would carry {workload} at a similar cost, but the limits and whole units favour {best}.',
    'zh-CN': '{system} 承载 {workload} 的成本相近，但限制条件与整机数量使 {best} 更优。',
  },
  'plan/enters-nearly': {
    en: 'At its price it costs what its work is worth: only whole units keep it out.',
    'zh-CN': '按其价格，成本与其工作价值相当：仅因整机取整而未入选。',
  },
  'plan/enters-bought': {
    en: 'It would enter the fleet if a unit cost {usd} less ({percent} %), or did {speed} % more work.',
    'zh-CN': '若单台价格降低 {usd}（{percent}%），或多完成 {speed}% 的工作，即可入选。',
  },
  'plan/enters-rented': {
    en: 'It would enter the fleet if an hour of a chip cost {usd} less ({percent} %), or did {speed} % more work.',
    'zh-CN': '若每芯片小时租金降低 {usd}（{percent}%），或多完成 {speed}% 的工作，即可入选。',
  },
  'plan/enters-leased': {
    en: 'It would enter the fleet if an hour of a chip on a lease of {months} months cost {usd} less ({percent} %), or did {speed} % more work.',
    'zh-CN':
      '若 {months} 个月租约的每芯片小时租金降低 {usd}（{percent}%），或多完成 {speed}% 的工作，即可入选。',
  },
  'plan/enters-faster': {
    en: 'It would not enter the fleet free of charge: it would have to do {speed} % more work.',
    'zh-CN': '即使免费也不会入选：需多完成 {speed}% 的工作。',
  },
  'plan/enters-never': {
    en: 'No work on it is worth what it takes of limits that bind.',
    'zh-CN': '它能完成的工作不抵其占用的紧张资源。',
  },
} as const satisfies MessageTemplates;
