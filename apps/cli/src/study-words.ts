import { CHINESE } from './chinese';

/** Words of a training study on the terminal. */
interface StudyWords {
  readonly methods: Readonly<Record<string, string>>;
  /** Parts of a step by the name the engine gives them. */
  readonly parts: Readonly<Record<string, string>>;
  readonly bases: Readonly<Record<string, string>>;
  readonly columns: Readonly<
    Record<
      | 'system'
      | 'chips'
      | 'layout'
      | 'days'
      | 'end'
      | 'mfu'
      | 'goodput'
      | 'cost'
      | 'tokens'
      | 'domain'
      | 'scaleUp'
      | 'scaleOut'
      | 'ratio'
      | 'relative'
      | 'held',
      string
    >
  >;
  readonly comma: string;
  active(total: number, active: number): string;
  run(tokens: string, sequence: string, batch: string): string;
  loss(nats: string): string;
  spare(count: number): string;
  best(name: string, systems: number, spare: number): string;
  range(mid: string, low: string, high: string): string;
  from(day: string, end: string): string;
  readonly speed: string;
  perChip(speed: string, step: string, mfu: string, hfu: string): string;
  readonly time: string;
  days(days: string): string;
  readonly failures: string;
  failing(hours: string, expected: string, goodput: string): string;
  readonly checkpoint: string;
  checkpointed(gb: string, seconds: string, minutes: string): string;
  readonly memory: string;
  memoryOf(used: string, capacity: string): string;
  readonly memoryParts: readonly [string, string, string, string, string];
  readonly step: string;
  readonly cost: string;
  chipHour(usd: string, origin: string): string;
  readonly energy: string;
  carbon(tonnes: string): string;
  readonly rollout: string;
  generating(systems: string, speed: string, usd: string): string;
  readonly frontier: string;
  network(chips: number, system: string): string;
  readonly excuses: string;
}

const EN: StudyWords = {
  methods: {},
  parts: {},
  bases: {},
  columns: {
    system: 'System',
    chips: 'Chips',
    layout: 'Layout',
    days: 'Days',
    end: 'End',
    mfu: 'MFU',
    goodput: 'Goodput',
    cost: 'Cost',
    tokens: 'Tokens',
    domain: 'Domain',
    scaleUp: 'Scale-up GB/s',
    scaleOut: 'Scale-out Gb/s',
    ratio: 'Oversub.',
    relative: 'Relative',
    held: 'Days, layout kept',
  },
  comma: ', ',
  active: (total, active) => ` (${total}B, ${active}B active)`,
  run: (tokens, sequence, batch) => `${tokens} tokens, sequences of ${sequence}, batch ${batch}`,
  loss: (nats) => `, expected loss ${nats}`,
  spare: (count) => `+${count} sp`,
  best: (name, systems, spare) =>
    `Best: ${name}, ${systems} ${systems === 1 ? 'system' : 'systems'}, ${spare} spare`,
  range: (mid, low, high) => `${mid} (${low} to ${high})`,
  from: (day, end) => `, ${day} to ${end}`,
  speed: 'speed',
  perChip: (speed, step, mfu, hfu) =>
    `${speed} tokens/s/chip, step ${step} s, MFU ${mfu}, HFU ${hfu}`,
  time: 'time',
  days: (days) => `${days} days`,
  failures: 'failures',
  failing: (hours, expected, goodput) =>
    `one every ${hours} h, ${expected} expected, goodput ${goodput}`,
  checkpoint: 'checkpoint',
  checkpointed: (gb, seconds, minutes) => `${gb} GB in ${seconds} s every ${minutes} min`,
  memory: 'memory',
  memoryOf: (used, capacity) => `${used} of ${capacity} GB: `,
  memoryParts: ['weights', 'gradients', 'optimiser', 'activations', 'reserve'],
  step: 'step',
  cost: 'cost',
  chipHour: (usd, origin) => ` at ${usd} a chip-hour (${origin})`,
  energy: 'energy',
  carbon: (tonnes) => `, ${tonnes} t CO2`,
  rollout: 'rollout',
  generating: (systems, speed, usd) => `${systems}, ${speed} tokens/s/chip, ${usd} besides`,
  frontier: 'Nobody beats these in time, chips and cost together:',
  network: (chips, system) => `Time and cost against the network, ${chips} chips of ${system}:`,
  excuses: 'Not these:',
};

const ZH: StudyWords = {
  methods: {
    pretrain: '预训练',
    'continued-pretrain': '继续预训练',
    sft: '监督微调',
    lora: 'LoRA',
    rl: '强化学习',
    distillation: '蒸馏',
  },
  parts: CHINESE,
  bases: { given: '指定价格', rent: '租用', own: '自有' },
  columns: {
    system: '系统',
    chips: '芯片',
    layout: '并行布局',
    days: '天数',
    end: '完成日期',
    mfu: 'MFU',
    goodput: '有效产出',
    cost: '费用',
    tokens: 'Token 数',
    domain: '纵向扩展域',
    scaleUp: '域内带宽 GB/s',
    scaleOut: '系统间带宽 Gb/s',
    ratio: '收敛比',
    relative: '相对值',
    held: '沿用原布局的天数',
  },
  comma: '，',
  active: (total, active) => `（${total}B，激活 ${active}B）`,
  run: (tokens, sequence, batch) => `${tokens} 个 token，序列长度 ${sequence}，批量 ${batch}`,
  loss: (nats) => `，预期损失 ${nats}`,
  spare: (count) => `+${count} 备`,
  best: (name, systems, spare) => `最优：${name}，${systems} 台，另有 ${spare} 台热备`,
  range: (mid, low, high) => `${mid}（${low} 至 ${high}）`,
  from: (day, end) => `，${day} 至 ${end}`,
  speed: '速度',
  perChip: (speed, step, mfu, hfu) =>
    `${speed} token/秒/芯片，每步 ${step} 秒，MFU ${mfu}，HFU ${hfu}`,
  time: '时间',
  days: (days) => `${days} 天`,
  failures: '故障',
  failing: (hours, expected, goodput) =>
    `每 ${hours} 小时一次，预计 ${expected} 次，有效产出 ${goodput}`,
  checkpoint: '检查点',
  checkpointed: (gb, seconds, minutes) => `每 ${minutes} 分钟一次，${gb} GB，写入 ${seconds} 秒`,
  memory: '显存',
  memoryOf: (used, capacity) => `${used} / ${capacity} GB：`,
  memoryParts: ['权重', '梯度', '优化器', '激活', '预留'],
  step: '每步',
  cost: '费用',
  chipHour: (usd, origin) => `，每卡时 ${usd}（${origin}）`,
  energy: '能耗',
  carbon: (tonnes) => `，${tonnes} 吨 CO2`,
  rollout: '生成集群',
  generating: (systems, speed, usd) => `${systems}，${speed} token/秒/芯片，另计 ${usd}`,
  frontier: '在时间、芯片与费用上均无更优者：',
  network: (chips, system) => `时间与费用随网络的变化（${chips} 颗芯片，${system}）：`,
  excuses: '未入选：',
};

export const STUDY_WORDS: Readonly<Record<'en' | 'zh-CN', StudyWords>> = { en: EN, 'zh-CN': ZH };
export type { StudyWords };
