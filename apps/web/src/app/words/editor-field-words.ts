import type { WordList } from './word-list';

/** Words of the form's fields about splitting, sharing, periods of money and supply. */
export const editorFieldWords = {
  'f.offPeakShare': { en: 'Load in quiet hours', 'zh-CN': '低谷负载占峰值' },
  'f.offPeakHint': {
    en: 'Share of the peak; with the hours of a day',
    'zh-CN': '占峰值比例，与每日时长同填',
  },
  'f.offPeakHours': { en: 'Quiet hours a day', 'zh-CN': '每日低谷时长' },
  'f.lengthBuckets': { en: 'Parts by length', 'zh-CN': '按长度拆分份数' },
  'f.lengthBucketsHint': {
    en: 'Each part may run on systems of its own',
    'zh-CN': '各部分可使用不同系统',
  },
  'f.mixInYaml': {
    en: 'The lengths are stated as a mix of parts; it is edited in the YAML.',
    'zh-CN': '长度以 mix 分部分给出，请在 YAML 中编辑。',
  },
  'f.siteLoss': { en: 'Survives the loss of a site', 'zh-CN': '可承受单站点失效' },
  'f.siteLossHint': { en: 'Takes two sites or more', 'zh-CN': '至少需要两个机房' },
  'f.sharing': { en: 'Runs on', 'zh-CN': '使用设备' },
  'f.sharing.own': { en: 'units of its own', 'zh-CN': '独占设备' },
  'f.sharing.off-peak': { en: 'what services leave at night', 'zh-CN': '服务夜间空出的设备' },
  'f.sharing.any': { en: 'whichever is cheaper', 'zh-CN': '择优' },
  'f.sharingHint': {
    en: 'Nights need services with quiet hours',
    'zh-CN': '夜间运行要求服务有低谷时段',
  },
  'f.plannedDowntime': { en: 'Planned downtime', 'zh-CN': '计划停机占比' },
  'f.choose': { en: 'Which plan is followed', 'zh-CN': '选用哪种规划' },
  'f.choose.cheapest': { en: 'cheapest for the middle', 'zh-CN': '中值下成本最低' },
  'f.choose.least-regret': { en: 'least regret', 'zh-CN': '遗憾最小' },
  'f.budgets': { en: 'Budget by period', 'zh-CN': '分期预算' },
  'f.addBudget': { en: 'Add a budget', 'zh-CN': '添加预算' },
  'f.budgetOf': { en: 'At most', 'zh-CN': '上限' },
  'f.budgetCounts': { en: 'Counts', 'zh-CN': '计入' },
  'f.budgetOf.cost': { en: 'what the months cost', 'zh-CN': '各月成本' },
  'f.budgetOf.capex': { en: 'what is bought', 'zh-CN': '购置支出' },
  'f.from': { en: 'From month', 'zh-CN': '起始月份' },
  'f.until': { en: 'To month', 'zh-CN': '结束月份' },
  'f.chipsTotal': { en: 'In all', 'zh-CN': '合计上限' },
  'f.minimumOrder': { en: 'Smallest order', 'zh-CN': '最小订货量' },
  'f.carryOver': { en: 'Unused carries over', 'zh-CN': '未用额度结转' },
  'f.carryOverHint': {
    en: 'What is not taken in a month may be taken later',
    'zh-CN': '当月未取的额度可以后提取',
  },
  'f.ramp': { en: 'Ramp', 'zh-CN': '爬坡' },
  'f.addStep': { en: 'Add a step of a ramp', 'zh-CN': '添加爬坡阶段' },
  'f.removeStep': { en: 'Remove step {{n}}', 'zh-CN': '移除第 {{n}} 阶段' },
} as const satisfies WordList;
