import type { MessageTemplates } from './message-templates';

export const riskMessages = {
  'risk/input-workload': { en: '{workload}: {field}', 'zh-CN': '{workload}：{field}' },
  'risk/input-site': { en: '{site}: {field}', 'zh-CN': '{site}：{field}' },
  'risk/input-price': { en: 'Price of {system}', 'zh-CN': '{system} 的价格' },
  'risk/input-supply': { en: 'Supply of {supply}: {field}', 'zh-CN': '{supply} 的供应：{field}' },
  'risk/input-field': { en: 'Assumption {field}', 'zh-CN': '假设 {field}' },
  'risk/input-serving-speed': {
    en: "Engine's error on the serving speed of {chip}",
    'zh-CN': '引擎对 {chip} 推理速度的误差',
  },
  'risk/input-training-time': {
    en: "Engine's error on the training time on {chip}",
    'zh-CN': '引擎对 {chip} 训练时长的误差',
  },
  'risk/plan-this': { en: 'This plan', 'zh-CN': '本方案' },
  'risk/plan-alike': {
    en: '{first}; the same ahead: {second}',
    'zh-CN': '{first}；提前下单相同：{second}',
  },
  'risk/order-disputed': {
    en: 'Another seed puts "{first}" (regretted by {firstUsd} here) and "{second}" ({secondUsd}) the other way round: {samples} worlds do not tell which of them is regretted less.',
    'zh-CN':
      '另一随机种子将“{first}”（此处平均遗憾 {firstUsd}）与“{second}”（{secondUsd}）的次序颠倒：{samples} 个情形不足以判断两者孰优。',
  },
  'risk/plan-margin': {
    en: 'Orders with a margin for {worlds} % of worlds',
    'zh-CN': '按满足 {worlds}% 情形留出余量的订单',
  },
  'risk/plan-cheapest': {
    en: 'The cheapest plan for the middle of every input',
    'zh-CN': '按各输入中间值最便宜的方案',
  },
  'risk/plan-world': {
    en: 'Orders made for one sampled world, at P{percent} of the cost',
    'zh-CN': '针对单个抽样情形（成本处于 P{percent}）的订单',
  },
  'risk/least-regret-chosen': {
    en: 'Followed for the least regret over {samples} sampled worlds: "{plan}", {usd} on average, where the cheapest plan is regretted by {otherUsd}.',
    'zh-CN':
      '按 {samples} 个抽样情形的最小遗憾选取：“{plan}”，平均 {usd}，而最便宜的方案平均遗憾 {otherUsd}。',
  },
  'risk/least-regret-is-cheapest': {
    en: 'Of all plans tried in {samples} sampled worlds that carry the stated demand, the cheapest one is regretted least too: {usd} on average.',
    'zh-CN':
      '在 {samples} 个抽样情形中试过且能满足所述需求的方案里，最便宜的方案遗憾也最小：平均 {usd}。',
  },
  'risk/other-plan-carries-less': {
    en: 'Over {samples} sampled worlds "{plan}" is regretted less, {otherUsd} on average where this plan is by {usd}, but does not carry the stated demand and was not followed.',
    'zh-CN':
      '在 {samples} 个抽样情形中，“{plan}”的平均遗憾更小，为 {otherUsd}，本方案为 {usd}；但它不能满足所述需求，因此未采用。',
  },
  'risk/other-plan-regrets-less': {
    en: 'Over {samples} sampled worlds "{plan}" is regretted least: {otherUsd} on average, this plan {usd}.',
    'zh-CN': '在 {samples} 个抽样情形中，“{plan}”的遗憾最小：平均 {otherUsd}，本方案为 {usd}。',
  },
  'risk/falls-short': {
    en: 'The fleet planned for {workload} falls short of the demand in {percent} % of {samples} sampled worlds.',
    'zh-CN': '在 {samples} 个抽样情形的 {percent}% 中，为 {workload} 规划的设备不足以满足需求。',
  },
  'runway/order-late': {
    en: '{system} at {site} is full by {full} in the worst tenth of worlds; {fix} takes {months} months and had to be ordered by {orderBy}.',
    'zh-CN':
      '{site} 的 {system} 在最不利的一成情形中将于 {full} 用满；{fix} 交期 {months} 个月，本应在 {orderBy} 前下单。',
  },
  'runway/order-soon': {
    en: '{system} at {site} is full by {full} in the worst tenth of worlds; order {fix} by {orderBy}.',
    'zh-CN':
      '{site} 的 {system} 在最不利的一成情形中将于 {full} 用满；请在 {orderBy} 前订购 {fix}。',
  },
  'runway/no-fix': {
    en: '{system} at {site} is full by {full} in the worst tenth of worlds, and nothing that could carry more can be had by then.',
    'zh-CN': '{site} 的 {system} 在最不利的一成情形中将于 {full} 用满，届时没有可得的扩容设备。',
  },
  'futures/plan-hedged': {
    en: 'Orders that hedge between the futures',
    'zh-CN': '兼顾各种未来的订单',
  },
  'futures/plan-for': {
    en: 'Orders as if "{branch}" were certain',
    'zh-CN': '视“{branch}”为必然的订单',
  },
  'futures/plan-wait': {
    en: 'No order before the future is known',
    'zh-CN': '在未来明朗前不下单',
  },
  'futures/hedging': {
    en: 'Hedging saves {usd} on average over orders as if "{branch}", the likeliest future, were certain.',
    'zh-CN': '与视最可能的“{branch}”为必然的订单相比，对冲平均节省 {usd}。',
  },
  'futures/no-hedging': {
    en: 'Orders as if "{branch}", the likeliest future, were certain do as well on average: there is nothing to hedge.',
    'zh-CN': '视最可能的“{branch}”为必然的订单平均同样好：无需对冲。',
  },
  'futures/hedging-needed': {
    en: 'Orders as if "{branch}", the likeliest future, were certain leave another future that cannot be carried: hedge.',
    'zh-CN': '视最可能的“{branch}”为必然的订单会使另一种未来无法承载：需要对冲。',
  },
  'futures/knowing': {
    en: 'Knowing the future today would save {usd} on average.',
    'zh-CN': '若今天就知道未来，平均可节省 {usd}。',
  },
  'futures/waiting-costs': {
    en: 'Ordering nothing before {month} costs {usd} more on average.',
    'zh-CN': '在 {month} 前不下单，平均多花 {usd}。',
  },
  'futures/waiting-is-free': {
    en: 'Ordering nothing before {month} costs nothing on average: waiting keeps the choice open for free.',
    'zh-CN': '在 {month} 前不下单平均不增加成本：等待可免费保留选择权。',
  },
  'futures/waiting-impossible': {
    en: 'Demand before {month} cannot be carried without ordering now.',
    'zh-CN': '不立即下单便无法满足 {month} 前的需求。',
  },
  'futures/second-vendor': {
    en: 'With {vendor} alone the mean cost is {usd} higher: that is what a second vendor is worth.',
    'zh-CN': '只用 {vendor} 时平均成本高出 {usd}：这就是第二供应商的价值。',
  },
  'futures/second-vendor-free': {
    en: 'One vendor, {vendor}, carries every future at no higher cost: a second one is not worth money here.',
    'zh-CN': '仅 {vendor} 一家即可在各种未来以不更高的成本承载需求：此处第二供应商没有经济价值。',
  },
  'futures/second-vendor-needed': {
    en: 'No single vendor carries the demand in every future: a second one is needed.',
    'zh-CN': '没有任何单一供应商能在所有未来满足需求：必须有第二供应商。',
  },
  'futures/left-out': {
    en: 'No fleet carries "{branch}" (probability {percent} %); the others are weighed without it.',
    'zh-CN': '“{branch}”（概率 {percent}%）没有可行方案；其余未来按剔除它后权衡。',
  },
} as const satisfies MessageTemplates;
