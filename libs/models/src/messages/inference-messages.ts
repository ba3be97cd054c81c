import type { MessageTemplates } from './message-templates';

export const inferenceMessages = {
  'inference/does-not-fit': {
    en: '{model} does not fit on {system}: the nearest layout ({layout}, {precision}) lacks {missingGb} GB a chip of {capacityGb} GB.',
    'zh-CN':
      '{system} 放不下 {model}：最接近的布局（{layout}，{precision}）每颗芯片 {capacityGb} GB 显存仍缺 {missingGb} GB。',
  },
  'inference/precision-unsupported': {
    en: '{chip} computes in none of the weight formats asked for ({asked}); it supports {supported}.',
    'zh-CN': '{chip} 不支持所要求的任何权重精度（{asked}）；它支持 {supported}。',
  },
  'inference/kv-precision-unsupported': {
    en: '{chip} has no {asked} arithmetic for the KV cache; it supports {supported}.',
    'zh-CN': '{chip} 的 KV 缓存不支持 {asked}；它支持 {supported}。',
  },
  'inference/context-over-limit': {
    en: 'Requests of {tokens} tokens are longer than the {limit} tokens {model} can attend to.',
    'zh-CN': '请求长度 {tokens} 个 token 超过 {model} 的上下文上限 {limit}。',
  },
  'inference/no-layout': {
    en: '{chips} chips of {system} cannot be divided over the {heads} heads and {layers} layers of {model}.',
    'zh-CN': '{system} 的 {chips} 颗芯片无法整除 {model} 的 {heads} 个注意力头和 {layers} 层。',
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
  'inference/end-to-end-out-of-reach': {
    en: 'No layout on {system} completes a request to {model} within {limitMs} ms; the fastest takes {nearestMs} ms.',
    'zh-CN':
      '{system} 上没有布局能在 {limitMs} ms 内完成对 {model} 的请求；最快为 {nearestMs} ms。',
  },
} as const satisfies MessageTemplates;
