/** Words the command line accepts; kept apart so that naming them loads nothing else. */
export const CATALOG_KINDS = ['chips', 'systems', 'models', 'policy', 'facts'] as const;
export type CatalogKind = (typeof CATALOG_KINDS)[number];
export const PREDICTIONS = ['serving', 'training'] as const;
export type PredictionKind = (typeof PREDICTIONS)[number];
export const TRAINING_KINDS = [
  'pretrain',
  'continued-pretrain',
  'sft',
  'lora',
  'rl',
  'distillation',
] as const;
export type TrainingKind = (typeof TRAINING_KINDS)[number];
export const TRAINING_PRECISIONS = ['bf16', 'fp16', 'fp8', 'fp4'] as const;
export type PrecisionName = (typeof TRAINING_PRECISIONS)[number];
export const OPTIMIZERS = ['adamw', 'adamw-bf16-states', 'adam-8bit', 'muon'] as const;
export const FRAMEWORK_NAMES = ['megatron', 'mindspeed', 'nemo', 'torchtitan', 'maxtext'] as const;
export type FrameworkName = (typeof FRAMEWORK_NAMES)[number];
/** Engines whose flags a deployment is told in. */
export const FLAGS_ENGINES = ['vllm', 'sglang', 'trtllm', 'mindie'] as const;
export type FlagsEngine = (typeof FLAGS_ENGINES)[number];
