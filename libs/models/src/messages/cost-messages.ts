import type { MessageTemplates } from './message-templates';

export const costMessages = {
  'cost/no-price': {
    en: 'No price of {system} is known. Give one under prices, or set assumptions.acceptEstimates.',
    'zh-CN': '未知 {system} 的价格。可在 prices 中填写，或启用 assumptions.acceptEstimates。',
  },
  'cost/not-sold': {
    en: '{system} is not sold: {vendor} runs it in its own cloud, and no hourly offer may be used here.',
    'zh-CN': '{system} 不对外销售：{vendor} 仅在自有云中运行，此处没有可用的按小时报价。',
  },
  'cost/class-price': {
    en: 'The price of {system} is not published; {usd} follows from the middle chip price of its class and is marked as an estimate.',
    'zh-CN': '{system} 的价格未公开；{usd} 按同类芯片价格的中位数推算，并标为估计值。',
  },
  'cost/chip-ratio-price': {
    en: 'The price of {system} is chip price over a processor share of {share} %: {usd}.',
    'zh-CN': '{system} 的价格由芯片价格除以处理器占比 {share}% 得出：{usd}。',
  },
  'cost/price-of-another-market': {
    en: 'The price of {system}, {usd}, follows from a quote in the market of {market} (dated {date}); none for a buyer in {country} was found, and it may well be higher there. A price of your own goes into prices.',
    'zh-CN':
      '{system} 的价格 {usd} 来自 {market} 市场的报价（日期 {date}）；未找到面向 {country} 买家的报价，实际价格可能明显更高。自有价格请写入 prices。',
  },
  'cost/maintenance-unknown': {
    en: 'No maintenance is counted for the units of {system} owned already: it is a share of the price, and none is known. One of your own goes into prices.',
    'zh-CN': '已有的 {system} 未计维保：维保按价格比例计算，而其价格未知。自有价格请写入 prices。',
  },
  'cost/subsidy-no-cheaper': {
    en: 'The subsidised tariff for domestic chips known for the region of {site}, {subsidisedUsd} a kWh, is no lower than the ordinary price used, {ordinaryUsd}, so it changes nothing here; a tariff of your own goes into electricityUsdPerKwh of the site.',
    'zh-CN':
      '{site} 所在地区已知的国产芯片补贴电价为每千瓦时 {subsidisedUsd}，不低于所用的普通电价 {ordinaryUsd}，因此在此不起作用；自有电价请写入该站点的 electricityUsdPerKwh。',
  },
  'cost/rent-elsewhere': {
    en: 'No hourly offer for {chip} was found at {site}; the price of {provider} elsewhere stands in.',
    'zh-CN': '{site} 没有 {chip} 的按小时报价；以 {provider} 在其他地区的价格代替。',
  },
  'cost/bom-views-differ': {
    en: 'The ratio view takes processors as {share} % of a server, an average over all servers; the published breakdown used for {system} has {implied} %, because accelerators dominate such a machine.',
    'zh-CN':
      '比例视图按全部服务器的平均值取处理器占 {share}%；{system} 所用的公开拆分为 {implied}%，因为这类机器以加速器为主。',
  },
  'cost/bom-split-unpublished': {
    en: 'The ratio view takes processors as {share} % of a server; what processors are of {system} is not published, so its breakdown shows one line for the rest.',
    'zh-CN':
      '比例视图按处理器占 {share}% 计；{system} 的处理器占比未公开，其拆分将其余部分合为一行。',
  },
  'cost/bom-ratio-only': {
    en: 'No breakdown of this platform is published; only the ratio view with a processor share of {share} % is shown.',
    'zh-CN': '该平台没有公开的成本拆分；仅显示处理器占比 {share}% 的比例视图。',
  },
  'cost/bom-ratio-from-price': {
    en: 'No chip price is known; the processors are taken as {share} % of the system price.',
    'zh-CN': '芯片价格未知；按系统价格的 {share}% 计处理器成本。',
  },
  'cost/bom-price-from-chips': {
    en: 'The price used for {system}, {totalUsd}, is that of its chips, {chipsUsd}, over the processor share of {share} %.',
    'zh-CN':
      '{system} 所用的价格 {totalUsd} 由其芯片价格 {chipsUsd} 除以处理器占比 {share}% 得出。',
  },
  'cost/bom-chips-imply': {
    en: 'Both views split the price used for {system}, {totalUsd}. Its chips at their own price, {chipsUsd}, are {implied} % of it and not {share} %, which is an average over all servers.',
    'zh-CN':
      '两个视图均拆分 {system} 所用的价格 {totalUsd}。按芯片自身价格 {chipsUsd} 计，处理器占 {implied}%，而非全部服务器的平均值 {share}%。',
  },
  'cost/bom-chips-dearer': {
    en: 'Both views split the price used for {system}, {totalUsd}. Its chips at their own price, {chipsUsd}, would cost more than that ({implied} %, against a share of {share} %): the two prices are of different sellers, dates or markets, or one is your own.',
    'zh-CN':
      '两个视图均拆分 {system} 所用的价格 {totalUsd}。其芯片按自身价格为 {chipsUsd}，反而更高（占 {implied}%，而处理器占比取 {share}%）：两种价格出自不同的卖方、日期或市场，或其中之一为自填价格。',
  },
} as const satisfies MessageTemplates;
