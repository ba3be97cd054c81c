import type { MessageTemplates } from './message-templates';

export const inferenceMessages = {
  'inference/does-not-fit': {
    en: '{model} does not fit on {system}: the nearest layout ({layout}, {precision}) lacks {missingGb} GB a chip of {capacityGb} GB.',
    'zh-CN':
      '{system} 放不下 {model}：最接近的布局（{layout}，{precision}）每颗芯片 {capacityGb} GB 显存仍缺 {missingGb} GB。',
  },
  'inference/precision-unsupported': {
    en: '{chip} computes in none of the weight formats asked for ({asked}); it supports {supported}, of which {nearest} is nearest.',
    'zh-CN':
      '{chip} 不支持所要求的任何权重精度（{asked}）；它支持 {supported}，其中最接近的是 {nearest}。',
  },
  'inference/kv-precision-unsupported': {
    en: '{chip} has no {asked} arithmetic for the KV cache; it supports {supported}.',
    'zh-CN': '{chip} 的 KV 缓存不支持 {asked}；它支持 {supported}。',
  },
  'inference/context-over-limit': {
    en: 'Requests of {tokens} tokens are longer than the {limit} tokens {model} can attend to; with these answers prompts may have {nearest} tokens.',
    'zh-CN':
      '请求长度 {tokens} 个 token 超过 {model} 的上下文上限 {limit}；在该输出长度下，提示最多可有 {nearest} 个 token。',
  },
  'inference/no-layout': {
    en: '{chips} chips of {system} cannot be divided over the {heads} heads and {layers} layers of {model}.',
    'zh-CN': '{system} 的 {chips} 颗芯片无法整除 {model} 的 {heads} 个注意力头和 {layers} 层。',
  },
  'inference/tensor-parallel-not-dividing-heads': {
    en: 'TP{tp} does not divide the {heads} heads ({kvHeads} KV heads) of {model}; the nearest that does is TP{nearest}.',
    'zh-CN':
      'TP{tp} 不能整除 {model} 的 {heads} 个注意力头（{kvHeads} 个 KV 头）；最接近的可行值是 TP{nearest}。',
  },
  'inference/tensor-parallel-over-domain': {
    en: 'TP{tp} is wider than the {limit} chips of {system} that share its fast fabric; the nearest possible is TP{nearest}.',
    'zh-CN': 'TP{tp} 超过 {system} 高速互连域的 {limit} 颗芯片；最接近的可行值是 TP{nearest}。',
  },
  'inference/pipeline-not-dividing': {
    en: 'PP{pp} does not divide {system} for the {layers} layers of {model}; the nearest that does is PP{nearest}.',
    'zh-CN': '对 {model} 的 {layers} 层，PP{pp} 不能划分 {system}；最接近的可行值是 PP{nearest}。',
  },
  'inference/expert-parallel-not-dividing': {
    en: '{name}{size} fits neither the {experts} experts of {model} nor {system}; the nearest that does is {name}{nearest}.',
    'zh-CN':
      '{name}{size} 既不适合 {model} 的 {experts} 个专家，也不适合 {system}；最接近的可行值是 {name}{nearest}。',
  },
  'inference/layout-not-dividing-chips': {
    en: '{layout} does not divide {model} and the {unit} chips of {system} together; the nearest layout that does is {nearest}, {nearestChips} chips.',
    'zh-CN':
      '{layout} 不能同时划分 {model} 和 {system} 的 {unit} 颗芯片；最接近的布局是 {nearest}，共 {nearestChips} 颗。',
  },
  'inference/latency-out-of-reach': {
    en: 'No layout on {system} keeps all latency limits of {model} together; the nearest is a first token within {nearestTtftMs} ms and one every {nearestTpotMs} ms.',
    'zh-CN':
      '{system} 上没有布局能同时满足 {model} 的全部延迟要求；最接近的是首个 token {nearestTtftMs} ms、之后每个 {nearestTpotMs} ms。',
  },
  'inference/no-common-cache': {
    en: '{prefillSystem} and {system} share no format of the KV cache for {model} under these limits.',
    'zh-CN': '在这些约束下，{prefillSystem} 与 {system} 对 {model} 没有共同的 KV 缓存格式。',
  },
  'inference/ttft-out-of-reach': {
    en: 'No layout on {system} answers the first token of {model} within {limitMs} ms; the fastest takes {nearestMs} ms.',
    'zh-CN':
      '{system} 上没有布局能在 {limitMs} ms 内返回 {model} 的首个 token；最快为 {nearestMs} ms。',
  },
  'inference/tpot-out-of-reach': {
    en: 'No layout on {system} makes a token of {model} every {limitMs} ms; the fastest takes {nearestMs} ms.',
    'zh-CN':
      '{system} 上没有布局能让 {model} 每 {limitMs} ms 生成一个 token；最快为 {nearestMs} ms。',
  },
  'inference/percentiles-unstable': {
    en: 'Percentiles are not told: at this rate the queue would grow without end.',
    'zh-CN': '未给出分位数：在此到达率下队列会无限增长。',
  },
  'inference/percentiles-prompt-bound': {
    en: 'Percentiles are not told: within bursts prompts take {share} % of the time, and the queueing model is checked up to {limit} %.',
    'zh-CN':
      '未给出分位数：突发期间提示词处理占用 {share} % 的时间，排队模型仅在 {limit} % 以内经过验证。',
  },
  'inference/percentiles-wait-for-room': {
    en: 'Higher percentiles are not told: {share} % of requests wait for a free sequence or cache, and their time hangs on that wait.',
    'zh-CN': '未给出高分位数：{share} % 的请求需等待空闲序列或缓存，其时延取决于该等待。',
  },
  'inference/end-to-end-out-of-reach': {
    en: 'No layout on {system} completes a request to {model} within {limitMs} ms; the fastest takes {nearestMs} ms.',
    'zh-CN':
      '{system} 上没有布局能在 {limitMs} ms 内完成对 {model} 的请求；最快为 {nearestMs} ms。',
  },
} as const satisfies MessageTemplates;
