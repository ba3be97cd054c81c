import type { WordList } from './word-list';

export const calibrationWords = {
  'calibration.text': {
    en: 'Serving runs you measured yourself correct the speeds plans rest on: the more runs, the more they count against the model.',
    'zh-CN': '用您自己测得的服务运行校正规划所用的速度：运行越多，相对模型的权重越大。',
  },
  'calibration.new': { en: 'Add runs', 'zh-CN': '添加运行' },
  'calibration.name': { en: 'Name', 'zh-CN': '名称' },
  'calibration.nameHint': { en: 'Such as H20 cluster, November', 'zh-CN': '例如 H20 集群 11 月' },
  'calibration.file': { en: 'File of runs', 'zh-CN': '运行记录文件' },
  'calibration.tooLong': {
    en: 'The file is too long: at most 1.8 MB, about 4,000 runs. Divide it.',
    'zh-CN': '文件过大：最多 1.8 MB，约 4,000 次运行。请拆分后再添加。',
  },
  'calibration.runs': {
    en: 'Runs, one JSON object a line',
    'zh-CN': '运行记录，每行一个 JSON 对象',
  },
  'calibration.runsHint': {
    en: 'Each with engine, model, chip, precision, isl, osl, concurrency, chips, parallelism and measured ttftMs and tpotMs.',
    'zh-CN':
      '每行包含 engine、model、chip、precision、isl、osl、concurrency、chips、parallelism 以及 measured 中的 ttftMs 和 tpotMs。',
  },
  'calibration.useNow': { en: 'Use it in plans from now on', 'zh-CN': '立即用于规划' },
  'calibration.keep': { en: 'Calculate and keep', 'zh-CN': '计算并保存' },
  'calibration.keeping': { en: 'Calculating…', 'zh-CN': '正在计算…' },
  'calibration.emptyHeading': { en: 'No measurements of your own yet', 'zh-CN': '还没有自测数据' },
  'calibration.emptyText': {
    en: 'Add runs of your own clusters, see how far the model was off and what is left of it, and have plans use them.',
    'zh-CN': '添加您自己集群的运行记录，查看模型误差及校正后的误差，并用于规划。',
  },
  'calibration.used': { en: 'used in plans', 'zh-CN': '规划使用中' },
  'calibration.by': {
    en: '{{runs}} runs, {{date}}, {{name}}',
    'zh-CN': '{{runs}} 次运行，{{date}}，{{name}}',
  },
  'calibration.activate': { en: 'Use in plans', 'zh-CN': '用于规划' },
  'calibration.activateNamed': { en: 'Use {{name}} in plans', 'zh-CN': '将 {{name}} 用于规划' },
  'calibration.deactivate': { en: 'Use no longer', 'zh-CN': '停止使用' },
  'calibration.deactivateNamed': { en: 'Use {{name}} no longer', 'zh-CN': '停止使用 {{name}}' },
  'calibration.show': { en: 'Show the change', 'zh-CN': '查看变化' },
  'calibration.showNamed': {
    en: 'Show the change by {{name}}',
    'zh-CN': '查看 {{name}} 带来的变化',
  },
  'calibration.removeNamed': { en: 'Delete {{name}}', 'zh-CN': '删除 {{name}}' },
  'calibration.removed': { en: 'Measurements deleted', 'zh-CN': '自测数据已删除' },
  'calibration.change': { en: 'What {{name}} changes', 'zh-CN': '{{name}} 带来的变化' },
  'calibration.changeText': {
    en: '"After" predicts each run from all the others. The model weighs as much as {{prior}} runs at each level.',
    'zh-CN': '“校正后”用其余运行预测每次运行。模型在每一层相当于 {{prior}} 次运行。',
  },
  'calibration.errors': { en: 'Errors before and after', 'zh-CN': '校正前后的误差' },
  'calibration.metric': { en: 'Figure', 'zh-CN': '指标' },
  'calibration.metric.ttftMs': { en: 'First token (TTFT)', 'zh-CN': '首 token (TTFT)' },
  'calibration.metric.tpotMs': { en: 'Per token (TPOT)', 'zh-CN': '每 token (TPOT)' },
  'calibration.metric.outputTokensPerSecondPerChip': {
    en: 'Output a chip',
    'zh-CN': '单芯片输出',
  },
  'calibration.runCount': { en: 'Runs', 'zh-CN': '运行数' },
  'calibration.beforeMean': { en: 'Before, mean', 'zh-CN': '校正前均值' },
  'calibration.beforeMedian': { en: 'Before, median', 'zh-CN': '校正前中位' },
  'calibration.afterMean': { en: 'After, mean', 'zh-CN': '校正后均值' },
  'calibration.afterMedian': { en: 'After, median', 'zh-CN': '校正后中位' },
  'calibration.factors': { en: 'Factors on predicted times', 'zh-CN': '预测时间系数' },
  'calibration.chip': { en: 'Chip', 'zh-CN': '芯片' },
  'calibration.engine': { en: 'Engine', 'zh-CN': '引擎' },
  'calibration.precision': { en: 'Precision', 'zh-CN': '精度' },
  'calibration.family': { en: 'Kernels', 'zh-CN': '内核' },
  'calibration.any': { en: 'any', 'zh-CN': '全部' },
  'calibration.skipped': { en: 'Lines left out', 'zh-CN': '略过的行' },
} as const satisfies WordList;
