import type { MessageTemplates } from './message-templates';

export const catalogMessages = {
  'catalog/figures-unpublished': {
    en: '{chip} is not planned with: {fields} not published. Give your own figures, or set assumptions.acceptEstimates.',
    'zh-CN':
      '未将 {chip} 纳入规划：{fields} 未公开。可填写自有数据，或启用 assumptions.acceptEstimates。',
  },
  'catalog/nothing-published': {
    en: '{chip} is not planned with: {fields} not published, and no class of chips gives an estimate. Give your own figures.',
    'zh-CN': '未将 {chip} 纳入规划：{fields} 未公开，亦无同类芯片可供估算。请填写自有数据。',
  },
  'catalog/system-incomplete': {
    en: '{system} is not planned with: {fields} not published.',
    'zh-CN': '未将 {system} 纳入规划：{fields} 未公开。',
  },
  'catalog/class-estimate': {
    en: '{field} of {chip} is not published; taken as the range of {peers} chips of the same class ({basis}).',
    'zh-CN': '{chip} 的 {field} 未公开；取同类（{basis}）{peers} 款芯片的区间。',
  },
  'catalog/ratio-estimate': {
    en: '{field} of {chip} is not published; derived from its {published} rate by the ratio of {peers} chips that publish both.',
    'zh-CN':
      '{chip} 的 {field} 未公开；按 {peers} 款同时公开两者的芯片，由其 {published} 速率换算。',
  },
  'catalog/power-estimated': {
    en: 'Power of {system} is not published; taken as chip power times {factor}, the ratio of {peers} systems that publish both.',
    'zh-CN':
      '{system} 的功率未公开；取芯片功率乘以 {factor}，即 {peers} 款同时公开两者的系统之比。',
  },
  'catalog/scale-out-assumed': {
    en: 'Scale-out rate of {system} is not published; {gbps} Gb/s a chip assumed, the median of {peers} systems.',
    'zh-CN': '{system} 的横向网络速率未公开；假定每芯片 {gbps} Gb/s，即 {peers} 款系统的中位数。',
  },
} as const satisfies MessageTemplates;
