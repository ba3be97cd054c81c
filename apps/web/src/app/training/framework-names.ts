import type { TrainingFramework } from '@headroom/models';

/** Frameworks as their makers write them. */
export const FRAMEWORK_NAMES: Readonly<Record<TrainingFramework, string>> = {
  megatron: 'Megatron-LM',
  mindspeed: 'MindSpeed',
  nemo: 'NeMo',
  torchtitan: 'torchtitan',
  maxtext: 'MaxText',
};
