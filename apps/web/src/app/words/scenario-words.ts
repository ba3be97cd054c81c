import type { WordList } from './word-list';

export const scenarioWords = {
  'scenario.list': { en: 'Scenarios', 'zh-CN': '场景' },
  'scenario.listText': {
    en: 'A scenario says what has to be carried, within which limits and under which assumptions. A plan answers it.',
    'zh-CN': '场景描述需要承载的负载、约束与假设；规划据此给出答案。',
  },
  'scenario.editor': { en: 'Scenario', 'zh-CN': '场景' },
  'scenario.new': { en: 'New scenario', 'zh-CN': '新建场景' },
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
  'scenario.version': { en: 'Version {{n}}', 'zh-CN': '版本 {{n}}' },
  'scenario.updated': { en: 'Changed', 'zh-CN': '更新时间' },
  'scenario.noPlan': { en: 'not planned yet', 'zh-CN': '尚未规划' },
  'scenario.open': { en: 'Open', 'zh-CN': '打开' },
  'scenario.duplicate': { en: 'Duplicate', 'zh-CN': '复制场景' },
  'scenario.copyOf': { en: '{{name}} (copy)', 'zh-CN': '{{name}}（副本）' },
  'scenario.deleted': { en: 'Scenario deleted', 'zh-CN': '场景已删除' },
  'scenario.actions': { en: 'Actions for {{name}}', 'zh-CN': '{{name}}的操作' },
  'scenario.search': { en: 'Find a scenario', 'zh-CN': '查找场景' },
  'scenario.stale': { en: 'older version', 'zh-CN': '旧版本' },
  'example.cloud': { en: 'A cloud serves DeepSeek-R1', 'zh-CN': '云厂商提供 DeepSeek-R1' },
  'example.cloudText': {
    en: '50 billion output tokens a day in China: H20 while it lasts, CloudMatrix 384 and Kunlun P800 if it is barred again.',
    'zh-CN':
      '中国境内每日 500 亿输出 token：可用 H20；若再次受限则转向 CloudMatrix 384 与昆仑芯 P800。',
  },
  'example.lab': { en: 'A lab trains a 405B model', 'zh-CN': '实验室训练 405B 模型' },
  'example.labText': {
    en: '15 trillion tokens in 90 days: eight-chip servers, NVL72 racks and supernodes compared.',
    'zh-CN': '90 天内训练 15 万亿 token：对比 8 卡服务器、NVL72 机柜与超节点。',
  },
  'example.appliance': { en: 'An appliance for 200 users', 'zh-CN': '200 人一体机' },
  'example.applianceText': {
    en: 'DeepSeek in a company’s own machine room, air-cooled, paid once.',
    'zh-CN': '企业自有机房部署 DeepSeek，风冷，一次性付清。',
  },
  'example.mixed': { en: 'A mixed fleet that grows', 'zh-CN': '持续增长的混合机群' },
  'example.mixedText': {
    en: 'Hard work on one platform, simple work on domestic chips, twelve months of growth.',
    'zh-CN': '复杂任务用一种平台，简单任务用国产芯片，增长 12 个月。',
  },
  'example.connected': { en: 'Training on a good fabric', 'zh-CN': '高速网络上的训练' },
  'example.connectedText': {
    en: 'About a week and a million dollars on 400 Gb/s for every chip.',
    'zh-CN': '每芯片 400 Gb/s：约一周、一百万美元。',
  },
  'example.starved': { en: 'The same on a starved fabric', 'zh-CN': '带宽不足的网络上的训练' },
  'example.starvedText': {
    en: 'The same chips and the same run, twice the time and the money.',
    'zh-CN': '同样的芯片与任务，时间与费用翻倍。',
  },
  'example.lengths': { en: 'Requests split by length', 'zh-CN': '按长度拆分请求' },
  'example.lengthsText': {
    en: 'Questions on documents, drafts and chat, each on the systems that suit it.',
    'zh-CN': '文档问答、写作与聊天，各自运行在合适的系统上。',
  },
  'example.nights': { en: 'Serving by day, training at night', 'zh-CN': '白天推理，夜间训练' },
  'example.nightsText': {
    en: 'Training in the quiet hours of a service that survives the loss of a site.',
    'zh-CN': '在服务的空闲时段训练；服务可承受任一站点失效。',
  },
  'planStatus.queued': { en: 'Queued', 'zh-CN': '排队中' },
  'planStatus.running': { en: 'Planning', 'zh-CN': '规划中' },
  'planStatus.ready': { en: 'Planned', 'zh-CN': '已规划' },
  'planStatus.infeasible': { en: 'Not feasible', 'zh-CN': '不可行' },
  'planStatus.failed': { en: 'Failed', 'zh-CN': '失败' },
  'planStatus.cancelled': { en: 'Cancelled', 'zh-CN': '已取消' },
} as const satisfies WordList;
