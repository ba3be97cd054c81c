import type { MessageTemplates } from './message-templates';

export const policyMessages = {
  'policy/no-legal-advice': {
    en: 'Rules are read from public acts known by {asOf}; this is a planning aid, not legal advice.',
    'zh-CN': '规则依据截至 {asOf} 的公开文件；仅供规划参考，不构成法律意见。',
  },
  'policy/no-rule-recorded': {
    en: 'No rule for {country} is recorded in the catalogue, and the plan assumes none; check what applies there.',
    'zh-CN': '目录中没有关于 {country} 的规则记录，方案假定没有限制；请自行核实当地适用的规则。',
  },
  'policy/barred': {
    en: '{chip} may not be ordered for {site} in the horizon: {title} ({event}).',
    'zh-CN': '规划期内不能为 {site} 订购 {chip}：{title}（{event}）。',
  },
  'policy/barred-by-scenario': {
    en: '{chip} may not be ordered for {site} in the horizon: the scenario assumes a ban.',
    'zh-CN': '规划期内不能为 {site} 订购 {chip}：场景假设其被禁。',
  },
  'policy/licence-needed': {
    en: '{chip} needs a licence for {site} ({event}: {title}), and the scenario does not count on one.',
    'zh-CN': '为 {site} 订购 {chip} 需要许可（{event}：{title}），而场景未将许可视为可得。',
  },
  'policy/tariff': {
    en: 'An act in force puts a tariff of {percent} % on {chip} for {site} ({event}); it is not in the price: if it is passed on, state your own price.',
    'zh-CN':
      '现行文件对运往 {site} 的 {chip} 征收 {percent}% 关税（{event}）；价格未含此项：如被转嫁，请填写自有价格。',
  },
  'policy/volume-cap': {
    en: 'One buyer may get {cap} {chip} under {event}; the plan orders {chips}.',
    'zh-CN': '依据 {event}，单一买方最多可获 {cap} 片 {chip}；方案订购 {chips} 片。',
  },
  'policy/partly-barred': {
    en: '{chip} can be ordered for {site} in {open} of {all} periods only; {title} ({event}).',
    'zh-CN': '{chip} 仅在 {all} 个周期中的 {open} 个可为 {site} 订购；{title}（{event}）。',
  },
} as const satisfies MessageTemplates;
