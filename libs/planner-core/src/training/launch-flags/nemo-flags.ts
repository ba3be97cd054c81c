import { say } from '@headroom/models';
import {
  expertRanks,
  flagsOf,
  shardRanks,
  unevenPipeline,
  type FlagQuestion,
  type FrameworkFlags,
} from './flag-list';

/** Overrides of a NeMo 2 recipe (nemo.lightning.MegatronStrategy and its data and model configurations). */
export function nemoFlags(question: FlagQuestion): FrameworkFlags {
  const { layout, shape, optimizer, precision } = question;
  const strategy = 'trainer.strategy.';
  const instances = (layout.dp * layout.cp) / shardRanks(layout);
  const uneven = unevenPipeline(question);
  const other = optimizer === 'adam-8bit' || optimizer === 'muon';
  return {
    flags: flagsOf(
      [`${strategy}tensor_model_parallel_size`, layout.tp],
      [`${strategy}pipeline_model_parallel_size`, layout.pp],
      uneven !== null && [`${strategy}pipeline_model_parallel_layout`, uneven],
      uneven === null &&
        layout.vpp > 1 && [`${strategy}virtual_pipeline_model_parallel_size`, layout.vpp],
      [`${strategy}context_parallel_size`, layout.cp],
      shape.moe !== null && [`${strategy}expert_model_parallel_size`, layout.ep],
      shape.moe !== null && [`${strategy}expert_tensor_parallel_size`, expertRanks(question)],
      [`${strategy}sequence_parallel`, layout.sequenceParallel && layout.tp > 1],
      [`${strategy}ddp.use_distributed_optimizer`, layout.zeroStage >= 1],
      layout.zeroStage >= 1 && [`${strategy}ddp.overlap_grad_reduce`, true],
      layout.zeroStage >= 1 && [`${strategy}ddp.overlap_param_gather`, true],
      layout.zeroStage >= 2 && [
        `${strategy}ddp.data_parallel_sharding_strategy`,
        layout.zeroStage === 3 ? 'optim_grads_params' : 'optim_grads',
      ],
      layout.zeroStage >= 2 && [`${strategy}fsdp`, 'megatron'],
      instances > 1 && [`${strategy}ddp.num_distributed_optimizer_instances`, instances],
      ['data.micro_batch_size', layout.microBatchSequences],
      ['data.global_batch_size', question.globalBatch],
      ['data.seq_length', question.sequenceTokens],
      layout.recompute !== 'none' && ['model.config.recompute_granularity', layout.recompute],
      layout.recompute === 'full' && ['model.config.recompute_method', 'uniform'],
      layout.recompute === 'full' && ['model.config.recompute_num_layers', 1],
      precision === 'fp8' && ['trainer.plugins.fp8', 'hybrid'],
      precision === 'mxfp8' && ['trainer.plugins.fp8_recipe', 'mxfp8'],
      question.offloadOptimizer && ['optim.config.optimizer_cpu_offload', true],
      optimizer === 'adamw-bf16-states' && ['optim.config.use_precision_aware_optimizer', true],
      optimizer === 'adamw-bf16-states' && ['optim.config.exp_avg_dtype', 'bf16'],
      optimizer === 'adamw-bf16-states' && ['optim.config.exp_avg_sq_dtype', 'bf16'],
    ),
    notes: other ? [say('training/flags-no-optimizer', { framework: 'NeMo', optimizer })] : [],
  };
}
