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
  'training/layout-does-not-divide': {
    en: 'The layout does not divide: {dimension} {value} against {size} ({what}). The nearest that does is {nearest}.',
    'zh-CN':
      '布局无法整除：{dimension} {value} 与 {size}（{what}）不匹配。最接近的可行值为 {nearest}。',
  },
  'training/batch-smaller-than-replicas': {
    en: 'A batch of {sequences} sequences is smaller than {replicas} replicas with micro-batches of {microBatch} take. At most {nearest} replicas find work.',
    'zh-CN':
      '{sequences} 条序列的批量小于 {replicas} 个副本（微批 {microBatch}）所需。最多可用 {nearest} 个副本。',
  },
  'training/layout-does-not-fit': {
    en: 'The layout needs {neededGb} GB a chip and {system} has {capacityGb} GB. The fastest layout that fits is {layout}.',
    'zh-CN':
      '该布局每卡需要 {neededGb} GB，而 {system} 只有 {capacityGb} GB。可放下的最快布局为 {layout}。',
  },
  'training/budget-too-small': {
    en: 'Training {model} on {system} costs at least {leastUsd} (on {chips} chips); the budget is {usd}.',
    'zh-CN': '在 {system} 上训练 {model} 至少需要 {leastUsd}（{chips} 颗芯片），而预算为 {usd}。',
  },
  'training/over-budget': {
    en: '{system} is in time on {chips} chips, but that costs {neededUsd}; the budget is {usd}.',
    'zh-CN': '{system} 用 {chips} 颗芯片可按期完成，但需 {neededUsd}；预算为 {usd}。',
  },
  'training/unknown-system': {
    en: 'The catalogue has no system {system}. Nearest: {nearest}.',
    'zh-CN': '目录中没有系统 {system}。相近的有：{nearest}。',
  },
  'training/unknown-model': {
    en: 'The catalogue has no model {model}. Nearest: {nearest}.',
    'zh-CN': '目录中没有模型 {model}。相近的有：{nearest}。',
  },
  'training/unknown-region': {
    en: 'The catalogue has no region {region}. Nearest: {nearest}.',
    'zh-CN': '目录中没有区域 {region}。相近的有：{nearest}。',
  },
  'training/no-system': {
    en: 'No system of the catalogue passes the filter.',
    'zh-CN': '目录中没有符合筛选条件的系统。',
  },
  'training/no-tokens': {
    en: 'State the tokens of the run, or the loss it should reach.',
    'zh-CN': '请给出训练的 token 数，或目标损失。',
  },
  'training/loss-out-of-reach': {
    en: 'A model of {paramsB} billion active parameters does not get below a loss of {floor}, however many tokens it sees; {asked} was asked for.',
    'zh-CN':
      '激活参数为 {paramsB}B 的模型无论训练多少 token，损失都不会低于 {floor}，而要求为 {asked}。',
  },
  'training/no-price-for-budget': {
    en: 'Nobody publishes a price for {system}, so a budget cannot be held against it. State the price of a chip-hour.',
    'zh-CN': '{system} 没有公开价格，无法按预算求解。请给出每卡时价格。',
  },
  'training/nothing-affordable': {
    en: 'No model of the catalogue can be trained in {days} days for {usd} at {tokensPerParam} tokens a parameter.',
    'zh-CN':
      '按每参数 {tokensPerParam} 个 token 计，目录中没有模型能在 {days} 天内以 {usd} 完成训练。',
  },
  'training/assumed-batch': {
    en: 'Global batch: {batchTokens} tokens, usual for runs of this size; state yours.',
    'zh-CN': '全局批量：{batchTokens} 个 token，取同规模训练的常用值；可自行指定。',
  },
  'training/assumed-sequence': {
    en: 'Sequence length: {tokens} tokens; state yours.',
    'zh-CN': '序列长度：{tokens} 个 token；可自行指定。',
  },
  'training/assumed-failures': {
    en: 'A chip fails every {mtbfHours} hours on average (Llama 3, arXiv:2407.21783); a broken system is back after {repairHours} hours.',
    'zh-CN':
      '每卡平均 {mtbfHours} 小时故障一次（Llama 3，arXiv:2407.21783）；故障系统 {repairHours} 小时后恢复。',
  },
  'training/assumed-store': {
    en: 'Checkpoints are written at {writeGBps} GB/s for each chip of the run.',
    'zh-CN': '检查点写入速率按每卡 {writeGBps} GB/s 计。',
  },
  'training/host-memory-unknown': {
    en: 'Nobody states the memory of the hosts of {system}, so optimiser states stay on its chips.',
    'zh-CN': '{system} 未公布主机内存，因此优化器状态保留在芯片上。',
  },
  'training/assumed-place': {
    en: 'Offers, electricity and carbon are those of {region}.',
    'zh-CN': '报价、电价和碳强度取自 {region}。',
  },
  'training/loss-law': {
    en: 'Loss by the scaling law of Hoffmann et al. with the coefficients of Besiroglu et al. (arXiv:2404.10102), for dense models on web text.',
    'zh-CN':
      '损失按 Hoffmann 等人的缩放定律估计，系数取自 Besiroglu 等人（arXiv:2404.10102），适用于网页文本上的稠密模型。',
  },
  'training/rollout-behind': {
    en: 'The rollout fleet cannot be sized on {system}: {reason}',
    'zh-CN': '无法在 {system} 上配置 rollout 集群：{reason}',
  },
  'training/flags-no-optimizer': {
    en: '{framework} has no flag for the optimiser {optimizer}; its states have to be set up in code.',
    'zh-CN': '{framework} 没有 {optimizer} 优化器的参数，需要在代码中设置。',
  },
  'training/flags-maxtext-pipeline': {
    en: 'MaxText runs all forward passes of a pipeline before the backward ones, so it holds the activations of every micro-batch; recompute fully if memory is short.',
    'zh-CN':
      'MaxText 的流水线先完成全部前向再做反向，因此保存所有微批的激活；内存不足时请使用完全重计算。',
  },
  'training/flags-of-next-best': {
    en: 'No framework runs the best layout as it is; the flags are of the best one Megatron-LM runs, whose run takes {percent} % longer.',
    'zh-CN':
      '没有框架能直接运行最优布局；所列参数对应 Megatron-LM 可运行的最优布局，其运行时间长 {percent}%。',
  },
} as const satisfies MessageTemplates;
