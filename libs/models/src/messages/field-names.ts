import type { MessageTemplates } from './message-templates';

/** What fields of a scenario are called in sentences and tables. */
const FIELD_NAMES: MessageTemplates = {
  acceptEstimates: { en: 'estimates accepted', 'zh-CN': '接受估计值' },
  allocationShare: { en: 'share of volume allocated', 'zh-CN': '分配份额' },
  availability: { en: 'availability', 'zh-CN': '可用性' },
  carbonGramsPerKwh: { en: 'carbon of electricity', 'zh-CN': '电力碳强度' },
  checkpointWriteGBps: { en: 'checkpoint write speed', 'zh-CN': '检查点写入速度' },
  chipMtbfHours: { en: 'time between failures of a chip', 'zh-CN': '单芯片平均无故障时间' },
  chipsPerMonth: { en: 'chips a month', 'zh-CN': '每月芯片数' },
  colocationUsdPerKwMonth: { en: 'colocation price', 'zh-CN': '机柜托管价格' },
  computeOverlapOfDataParallel: {
    en: 'overlap of data-parallel traffic',
    'zh-CN': '数据并行通信重叠',
  },
  discountRatePerYear: { en: 'discount rate', 'zh-CN': '折现率' },
  domesticChipElectricityUsdPerKwh: {
    en: 'electricity price for domestic chips',
    'zh-CN': '国产芯片电价',
  },
  electricityUsdPerKwh: { en: 'electricity price', 'zh-CN': '电价' },
  growthPerMonth: { en: 'growth a month', 'zh-CN': '月增长率' },
  leadTimeMonths: { en: 'lead time', 'zh-CN': '交期' },
  maintenanceSharePerYear: { en: 'maintenance a year', 'zh-CN': '年维护费率' },
  networkShareOfSystemPrice: { en: 'network share of the price', 'zh-CN': '网络占价格比' },
  outputTokensPerDay: { en: 'output tokens a day', 'zh-CN': '每日输出 token' },
  peakToMean: { en: 'peak over mean load', 'zh-CN': '峰均比' },
  percentile: { en: 'percentile that keeps the target', 'zh-CN': '达标百分位' },
  plannedDowntimeShare: { en: 'planned downtime', 'zh-CN': '计划停机占比' },
  powerUtilisation: { en: 'power drawn of the rated', 'zh-CN': '功率利用率' },
  prefixCacheHitShare: { en: 'prefix-cache hits', 'zh-CN': '前缀缓存命中率' },
  processorShareOfBom: { en: 'processor share of the bill', 'zh-CN': '处理器占物料比' },
  pue: { en: 'PUE', 'zh-CN': 'PUE' },
  requestsPerSecond: { en: 'requests per second', 'zh-CN': '每秒请求数' },
  residualValueShare: { en: 'residual value', 'zh-CN': '残值率' },
  restartMinutes: { en: 'restart time', 'zh-CN': '重启时间' },
  routerByLength: { en: 'router by request length', 'zh-CN': '按请求长度路由' },
  serviceLifeYears: { en: 'service life', 'zh-CN': '使用年限' },
  softwareUsdPerChipYear: { en: 'software a chip and year', 'zh-CN': '每芯片年软件费' },
  spareShare: { en: 'spares', 'zh-CN': '备件占比' },
  staffUsdPerSystemYear: { en: 'staff a system and year', 'zh-CN': '每系统年人力成本' },
  storageShareOfSystemPrice: { en: 'storage share of the price', 'zh-CN': '存储占价格比' },
  targetUtilisation: { en: 'target utilisation', 'zh-CN': '目标利用率' },
  tokens: { en: 'training tokens', 'zh-CN': '训练 token 数' },
  usdCny: { en: 'CNY for one USD', 'zh-CN': '美元兑人民币汇率' },
};

/** A field of a scenario in the reader's words; its own name where it has none here. */
export function fieldName(field: string, locale: 'en' | 'zh-CN'): string {
  return FIELD_NAMES[field]?.[locale] ?? field;
}

/** An assumption of a plan, such as `chat.availability`, in the reader's words: whose it is, and what. */
export function assumptionName(name: string, locale: 'en' | 'zh-CN'): string {
  const at = name.lastIndexOf('.');
  const field = fieldName(name.slice(at + 1), locale);
  return at < 0 ? field : `${name.slice(0, at)}${locale === 'en' ? ': ' : '：'}${field}`;
}
