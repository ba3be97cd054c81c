import type { MessageTemplates } from './message-templates';

export const catalogMessages = {
  'catalog/figures-unpublished': {
    en: '{chip} is not planned with: {fields} not published. Give your own figures, or set assumptions.acceptEstimates.',
    'zh-CN':
      '未将 {chip} 纳入规划：{fields} 未公开。可填写自有数据，或启用 assumptions.acceptEstimates。',
  },
  'catalog/class-estimate': {
    en: '{field} of {chip} is not published; taken as the range of {peers} chips of the same class ({basis}).',
    'zh-CN': '{chip} 的 {field} 未公开；取同类（{basis}）{peers} 款芯片的区间。',
  },
} as const satisfies MessageTemplates;
