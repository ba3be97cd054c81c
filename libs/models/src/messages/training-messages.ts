import type { MessageTemplates } from './message-templates';

export const trainingMessages = {
  'training/no-peak': {
    en: '{chip} has no published peak in any format that {precision} training can use.',
    'zh-CN': '{chip} 没有公布可用于 {precision} 训练的任何格式的峰值算力。',
  },
  'training/does-not-fit': {
    en: 'No layout of {model} on {chips} chips of {system} fits: the best one needs {neededGb} GB a chip, {missingGb} GB more than there is.',
    'zh-CN':
      '{model} 在 {chips} 颗 {system} 芯片上没有任何并行布局放得下：最省的布局每卡需要 {neededGb} GB，比实有多 {missingGb} GB。',
  },
  'training/deadline-too-early': {
    en: '{model} cannot be trained in {days} days on {system}: at a batch of {batchTokens} tokens the first possible end is after {earliestDays} days, on {chips} chips.',
    'zh-CN':
      '{system} 无法在 {days} 天内完成 {model} 的训练：在全局批量为 {batchTokens} 个 token 时，最早需要 {earliestDays} 天（{chips} 颗芯片）。',
  },
  'training/batch-smaller-than-data-parallelism': {
    en: '{chips} chips cannot share a batch of {batchTokens} tokens ({sequences} sequences): no layout keeps half of them busy. {nearestChips} chips can.',
    'zh-CN':
      '{chips} 颗芯片无法分摊 {batchTokens} 个 token（{sequences} 条序列）的批量：任何布局都会让一半以上的芯片闲置。最多可用 {nearestChips} 颗。',
  },
  'training/too-few-chips': {
    en: '{chips} chips are less than one unit of {system}, which has {unitChips}.',
    'zh-CN': '{chips} 颗芯片不足一台 {system}（每台 {unitChips} 颗）。',
  },
  'training/sequence-over-limit': {
    en: '{model} is made for sequences of up to {limit} tokens; {asked} were asked for.',
    'zh-CN': '{model} 支持的序列长度上限为 {limit} 个 token，而要求为 {asked}。',
  },
  'training/failures-leave-no-progress': {
    en: 'With {chips} chips of {system} the job is interrupted every {mtbfMinutes} minutes, sooner than a restart and the lost work take.',
    'zh-CN':
      '使用 {chips} 颗 {system} 芯片时，作业平均每 {mtbfMinutes} 分钟中断一次，短于重启和补做丢失工作所需的时间。',
  },
} as const satisfies MessageTemplates;
