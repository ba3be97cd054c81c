import type { WordList } from './word-list';

export const scenarioWords = {
  'scenario.list': { en: 'Scenarios', 'zh-CN': '场景' },
  'scenario.listText': {
    en: 'A scenario says what has to be carried, within which limits and under which assumptions. A plan answers it.',
    'zh-CN': '场景描述需要承载的负载、约束与假设；规划据此给出答案。',
  },
  'scenario.editor': { en: 'Scenario', 'zh-CN': '场景' },
  'scenario.new': { en: 'New scenario', 'zh-CN': '新建场景' },
  'scenario.newBlank': { en: 'Blank scenario', 'zh-CN': '空白场景' },
  'scenario.fromExample': { en: 'Start from an example', 'zh-CN': '从示例开始' },
  'scenario.exampleText': {
    en: 'Complete scenarios to plan at once and to change into your own.',
    'zh-CN': '可直接规划，也可改成自己的场景。',
  },
  'scenario.emptyHeading': { en: 'Describe what you have to carry', 'zh-CN': '描述需要承载的负载' },
  'scenario.emptyText': {
    en: 'Services with their traffic and latency targets, training runs with their deadlines, the sites and their power, the rules you follow. Headroom answers with the systems to get, month by month, what they cost, and why not others.',
    'zh-CN':
      '写下推理服务的流量与时延目标、训练任务的期限、机房与供电、所遵循的规则。Headroom 逐月给出应采购的系统、成本，以及未选其他方案的原因。',
  },
  'scenario.name': { en: 'Scenario', 'zh-CN': '场景' },
  'scenario.version': { en: 'Version {{n}}', 'zh-CN': '版本 {{n}}' },
  'scenario.updated': { en: 'Changed', 'zh-CN': '更新时间' },
  'scenario.latestPlan': { en: 'Latest plan', 'zh-CN': '最新规划' },
  'scenario.noPlan': { en: 'not planned yet', 'zh-CN': '尚未规划' },
  'scenario.cost': { en: 'Cost', 'zh-CN': '成本' },
  'scenario.chips': { en: 'Chips', 'zh-CN': '芯片数' },
  'scenario.open': { en: 'Open', 'zh-CN': '打开' },
  'scenario.duplicate': { en: 'Duplicate', 'zh-CN': '复制场景' },
  'scenario.copyOf': { en: '{{name}} (copy)', 'zh-CN': '{{name}}（副本）' },
  'scenario.deleted': { en: 'Scenario deleted', 'zh-CN': '场景已删除' },
  'scenario.actions': { en: 'Actions for {{name}}', 'zh-CN': '{{name}}的操作' },
  'scenario.search': { en: 'Find a scenario', 'zh-CN': '查找场景' },
  'scenario.stale': { en: 'older version', 'zh-CN': '旧版本' },
  'scenario.example.noneHeading': { en: 'No examples in this build', 'zh-CN': '此版本不含示例' },
  'planStatus.queued': { en: 'Queued', 'zh-CN': '排队中' },
  'planStatus.running': { en: 'Planning', 'zh-CN': '规划中' },
  'planStatus.ready': { en: 'Planned', 'zh-CN': '已规划' },
  'planStatus.infeasible': { en: 'Not feasible', 'zh-CN': '不可行' },
  'planStatus.failed': { en: 'Failed', 'zh-CN': '失败' },
} as const satisfies WordList;
