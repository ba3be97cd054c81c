import type { MessageTemplates } from './message-templates';

export const deployMessages = {
  'deploy/checkpoint': {
    en: 'The path is to hold a checkpoint in {format}; the engine reads the format from it.',
    'zh-CN': '路径须存放 {format} 精度的权重；引擎从权重读取精度。',
  },
  'deploy/spans-systems': {
    en: 'Instances span systems: start one process on each, with {flags}.',
    'zh-CN': '实例跨多个系统：在每个系统各启动一个进程，并设置 {flags}。',
  },
  'deploy/router': {
    en: 'A router in front passes requests from the prefill to the decode instances.',
    'zh-CN': '前端路由将请求从预填充实例转交到解码实例。',
  },
  'deploy/ascend-plugin': {
    en: 'Ascend needs the vllm-ascend plug-in, whose connector for the cache is another one.',
    'zh-CN': '昇腾需安装 vllm-ascend 插件，其 KV 缓存连接器不同。',
  },
  'deploy/other-plugin': {
    en: 'On chips of {vendor} the engine needs the plug-in of the vendor; its flags were not checked.',
    'zh-CN': '在 {vendor} 芯片上需使用厂商插件；其参数未经核对。',
  },
  'deploy/no-context-flag': {
    en: 'Sharing one prompt between groups of chips depends on the model here; no flag is given for it.',
    'zh-CN': '由多组芯片共同处理一个提示取决于具体模型；此处未给出参数。',
  },
  'deploy/no-attention-groups': {
    en: 'Attention is data parallel over all ranks here; groups of tensor parallel attention are not possible.',
    'zh-CN': '此处注意力在所有卡上数据并行；不支持张量并行的注意力分组。',
  },
  'deploy/no-pipeline': {
    en: 'Pipeline stages are not among the parameters of this version; choose a layout without them.',
    'zh-CN': '该版本参数不含流水线并行；请选择不含流水线的布局。',
  },
  'deploy/roles-elsewhere': {
    en: 'Roles of prefill and decode instances are given by the cluster management, not by this file.',
    'zh-CN': '预填充与解码实例的角色由集群管理组件指定，不在此文件中。',
  },
  'deploy/one-draft-token': {
    en: 'The draft plug-in allows one token; more cannot be set.',
    'zh-CN': '草稿插件只允许一个 token，无法设置更多。',
  },
} as const satisfies MessageTemplates;
