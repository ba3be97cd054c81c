import type { WordList } from './word-list';

/** Words of the parts of a plan about what is uncertain, and of buying against renting. */
export const riskWords = {
  'nav.plan.risk': { en: 'Risk', 'zh-CN': '风险' },
  'nav.plan.runway': { en: 'Runway', 'zh-CN': '可用期' },

  'risk.heading': { en: 'What may come', 'zh-CN': '可能的结果' },
  'risk.caption': {
    en: 'tried in {{n}} sampled worlds; demand that nothing carries counts {{multiple}} times the cheapest cost of carrying it',
    'zh-CN': '在 {{n}} 个抽样情形中检验；无法承载的需求按最低承载成本的 {{multiple}} 倍计入',
  },
  'risk.unserved': {
    en: 'In {{share}} of the worlds some demand is carried by nothing, not even by what can be got later.',
    'zh-CN': '在 {{share}} 的情形中，部分需求即使事后补购也无法承载。',
  },
  'risk.figure': { en: 'Figure', 'zh-CN': '指标' },
  'risk.chips': { en: 'Most chips at once', 'zh-CN': '同时使用的最多芯片' },
  'risk.headroomOf': { en: 'Lowest headroom of {{workload}}', 'zh-CN': '{{workload}} 的最低余量' },
  'risk.shortIn': {
    en: 'the planned fleet falls short in {{share}} of worlds',
    'zh-CN': '规划设备在 {{share}} 的情形中不足',
  },
  'risk.endOf': { en: 'End of {{workload}}', 'zh-CN': '{{workload}} 的结束日期' },
  'risk.onTime': {
    en: 'deadline {{day}}, kept in {{share}} of worlds',
    'zh-CN': '期限 {{day}}，{{share}} 的情形按期完成',
  },
  'risk.tornado': { en: 'What moves the cost', 'zh-CN': '成本的敏感因素' },
  'risk.tornadoCaption': {
    en: 'total cost with one input low or high and all others in the middle; together they explain {{share}} of the variance',
    'zh-CN': '单一输入取低值或高值、其余取中值时的总成本；各输入合计可解释 {{share}} 的方差',
  },
  'risk.tornadoDescribe': {
    en: 'Bars around the cost {{cost}} with every input in the middle: {{n}} inputs; {{first}} moves it most.',
    'zh-CN':
      '以各输入取中值时的成本 {{cost}} 为中心的条形图：{{n}} 个输入，影响最大的是{{first}}。',
  },
  'risk.input': { en: 'Input', 'zh-CN': '输入' },
  'risk.low': { en: 'Input at P10', 'zh-CN': '输入取 P10' },
  'risk.high': { en: 'Input at P90', 'zh-CN': '输入取 P90' },
  'risk.coefficient': { en: 'Coefficient', 'zh-CN': '回归系数' },
  'risk.regret': { en: 'Which orders are regretted least', 'zh-CN': '哪种订单遗憾最小' },
  'risk.stable': {
    en: 'regret: cost above the best of these in the same world; a second seed gives the same order',
    'zh-CN': '遗憾值：同一情形下高于其中最优者的成本；另一随机种子给出相同排序',
  },
  'risk.unstable': {
    en: 'regret: cost above the best of these in the same world; a second seed gives another order: take more samples',
    'zh-CN': '遗憾值：同一情形下高于其中最优者的成本；另一随机种子给出不同排序：请增加样本',
  },
  'risk.orders': { en: 'Orders', 'zh-CN': '订单' },
  'risk.leastRegret': { en: 'least regret', 'zh-CN': '遗憾最小' },
  'risk.meanCost': { en: 'Mean cost', 'zh-CN': '平均成本' },
  'risk.p90Cost': { en: 'P90 cost', 'zh-CN': 'P90 成本' },
  'risk.meanRegret': { en: 'Mean regret', 'zh-CN': '平均遗憾' },
  'risk.maxRegret': { en: 'Largest regret', 'zh-CN': '最大遗憾' },
  'risk.best': { en: 'Best in', 'zh-CN': '最优占比' },
  'risk.convergence': { en: 'Do the samples suffice?', 'zh-CN': '样本是否足够？' },
  'risk.convergenceCaption': {
    en: 'estimates of the total cost from the first samples of two seeds',
    'zh-CN': '两个随机种子的前若干样本对总成本的估计',
  },
  'risk.samples': { en: 'Samples', 'zh-CN': '样本数' },
  'risk.seed': { en: '{{percentile}}, seed {{seed}}', 'zh-CN': '{{percentile}}，种子 {{seed}}' },

  'runway.alerts': { en: 'Order in time', 'zh-CN': '及时下单' },
  'runway.heading': {
    en: 'When pools are full, and by when to order',
    'zh-CN': '何时用满，何时须下单',
  },
  'runway.caption': {
    en: 'if nothing more is ordered, looked ahead to {{month}}; P50 in half of the worlds, P90 in the worst tenth',
    'zh-CN': '若不再追加订单，展望至 {{month}}；P50 为半数情形，P90 为最差的一成情形',
  },
  'runway.basis': { en: 'Fleet', 'zh-CN': '设备' },
  'runway.basis.owned': { en: 'as owned', 'zh-CN': '现有设备' },
  'runway.basis.planned': { en: 'as planned', 'zh-CN': '按规划' },
  'runway.full': { en: 'Full, {{percentile}}', 'zh-CN': '用满，{{percentile}}' },
  'runway.notFull': { en: 'not full', 'zh-CN': '未用满' },
  'runway.fix': { en: 'What to add', 'zh-CN': '扩容方式' },
  'runway.lead': { en: 'Lead time', 'zh-CN': '交期' },
  'runway.months': { en: 'months', 'zh-CN': '月' },
  'runway.orderBy': { en: 'Order by, {{percentile}}', 'zh-CN': '最迟下单，{{percentile}}' },
  'runway.status': { en: 'Status', 'zh-CN': '状态' },
  'runway.status.safe': { en: 'safe', 'zh-CN': '安全' },
  'runway.status.watch': { en: 'order soon', 'zh-CN': '尽快下单' },
  'runway.status.late': { en: 'late', 'zh-CN': '已逾期' },
  'runway.supply': { en: 'When can units be had?', 'zh-CN': '何时可得？' },
  'runway.supplyCaption': {
    en: 'units in service when everything that can be ordered is ordered at once',
    'zh-CN': '现在能订尽订时，可投入使用的台数',
  },
  'runway.first': { en: 'First, {{percentile}}', 'zh-CN': '首批，{{percentile}}' },
  'runway.byEnd': { en: 'By {{month}}, {{percentile}}', 'zh-CN': '至 {{month}}，{{percentile}}' },
  'runway.any': { en: 'any number', 'zh-CN': '不限' },

  'recourse.findings': { en: 'What follows', 'zh-CN': '结论' },
  'recourse.heading': { en: 'Orders now, recourse later', 'zh-CN': '先下单、后调整' },
  'recourse.caption': {
    en: 'from {{month}} it is known which future comes true; orders before are common to all',
    'zh-CN': '自 {{month}} 起可知何种走向成真；此前订单各走向共用',
  },
  'recourse.first': { en: 'Orders placed before', 'zh-CN': '此前的订单' },
  'recourse.chosen': { en: 'to follow', 'zh-CN': '建议采用' },
  'recourse.nothing': { en: 'none', 'zh-CN': '无' },
  'recourse.expected': { en: 'Expected cost', 'zh-CN': '期望成本' },
  'recourse.regret': { en: 'regret {{amount}}', 'zh-CN': '遗憾 {{amount}}' },
  'recourse.cannot': { en: 'cannot be carried', 'zh-CN': '无法承载' },

  'breakEven.caption': {
    en: 'share of hours in use from which owning is cheaper than renting',
    'zh-CN': '使用时长占比达到多少时，自有比租用便宜',
  },
  'breakEven.owned': { en: 'Owned chip-hour', 'zh-CN': '自有每卡时' },
  'breakEven.rented': { en: 'Rented chip-hour', 'zh-CN': '租用每卡时' },
  'breakEven.offer': { en: 'Offer', 'zh-CN': '租用方案' },
  'breakEven.on-demand': { en: 'on demand', 'zh-CN': '按需' },
  'breakEven.reserve-1y': { en: '1 year reserved', 'zh-CN': '预留 1 年' },
  'breakEven.reserve-3y': { en: '3 years reserved', 'zh-CN': '预留 3 年' },
  'breakEven.elsewhere': { en: 'price of another region', 'zh-CN': '其他地区的价格' },
  'breakEven.share': { en: 'Owning pays from', 'zh-CN': '自有划算的使用率' },
  'breakEven.never': { en: 'never: renting is cheaper', 'zh-CN': '从不：租用更便宜' },
} as const satisfies WordList;
