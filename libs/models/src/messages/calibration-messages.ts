import type { MessageTemplates } from './message-templates';

/** What is said of own runs that correct predictions. */
export const calibrationMessages = {
  'calibration/not-json': {
    en: 'Line {line} is no JSON object.',
    'zh-CN': '第 {line} 行不是 JSON 对象。',
  },
  'calibration/refused': {
    en: 'Line {line} cannot be predicted: {why}',
    'zh-CN': '第 {line} 行无法预测：{why}',
  },
  'calibration/not-measured': {
    en: 'Line {line} states no measured ttftMs and tpotMs above 0 under "measured".',
    'zh-CN': '第 {line} 行的 "measured" 中没有大于 0 的 ttftMs 和 tpotMs。',
  },
  'calibration/far-off': {
    en: 'Line {line} is {times} times the prediction: check its units, milliseconds and single requests.',
    'zh-CN': '第 {line} 行是预测值的 {times} 倍：请检查单位（毫秒，单个请求）。',
  },
  'calibration/no-usable-run': {
    en: 'None of {lines} lines is a usable run.',
    'zh-CN': '{lines} 行中没有可用的运行记录。',
  },
  'calibration/used': {
    en: 'Serving speeds are corrected by {runs} own runs of this workspace ({factors} factors).',
    'zh-CN': '服务速度已按本工作区的 {runs} 次自测运行校正（{factors} 个系数）。',
  },
} as const satisfies MessageTemplates;
