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
  'policy/licence-ordered': {
    en: 'Orders of {chip} for {site} from {month} on depend on a licence the plan counts on: {title} ({date}, {event}).',
    'zh-CN':
      '自 {month} 起为 {site} 订购 {chip} 取决于许可，方案视其为可得：{title}（{date}，{event}）。',
  },
  'policy/against-guidance': {
    en: 'Orders of {chip} for {site} from {month} on go against official guidance the scenario does not follow: {title} ({date}, {event}).',
    'zh-CN':
      '自 {month} 起为 {site} 订购 {chip} 与官方指引相悖，而场景未遵循该指引：{title}（{date}，{event}）。',
  },
  'policy/tariff': {
    en: 'An act in force puts a tariff of {percent} % on {chip} for {site} ({event}): {usd} on what is ordered, a cost item of its own. A price stated in the scenario would stand for all of it.',
    'zh-CN':
      '现行文件对运往 {site} 的 {chip} 征收 {percent}% 关税（{event}）：所订部分为 {usd}，单列为成本项。若在方案中填写自有价格，则视为已含关税。',
  },
  'policy/partly-barred': {
    en: '{chip} can be ordered for {site} in {open} of {all} periods only; {title} ({event}).',
    'zh-CN': '{chip} 仅在 {all} 个周期中的 {open} 个可为 {site} 订购；{title}（{event}）。',
  },
} as const satisfies MessageTemplates;
