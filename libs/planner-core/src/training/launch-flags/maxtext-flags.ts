import { say } from '@headroom/models';
import { flagsOf, layersPerChunk, type FlagQuestion, type FrameworkFlags } from './flag-list';

/** MaxText keeps what matrix products give unless it is told to keep less. */
const REMAT = { none: 'minimal_with_context', selective: 'minimal', full: 'full' } as const;

/**
 * Keys of MaxText's base.yml. Axes inside a scale-up domain are `ici_`, axes across are `dcn_`; their products are
 * the chips of a domain and the number of domains.
 */
export function maxtextFlags(question: FlagQuestion): FrameworkFlags {
  const { layout, shape, chips, microBatches, precision, optimizer } = question;
  const domain = Math.min(question.domainChips, chips);
  const model = layout.tp * layout.cp;
  // Whole pipelines inside a domain where they fit, else stages across domains.
  const inside = model * layout.pp <= domain ? layout.pp : 1;
  const replicas = Math.max(1, Math.floor(domain / (model * inside)));
  const across = Math.max(1, Math.round(layout.dp / replicas));
  const expert = shape.moe === null ? 1 : Math.min(layout.ep, replicas);
  const piped = layout.pp > 1;
  const sharding = layout.zeroStage === 3 ? 'fsdp' : 'data';
  const outer = Math.max(1, across / (layout.ep / expert));
  // Weights sharded by every rank are gathered across domains too.
  const isWhole = layout.zeroStage === 3 && layout.shardGroup === undefined;
  const sequences = layout.microBatchSequences * (piped ? microBatches : 1) * layout.dp;
  return {
    flags: flagsOf(
      ['max_target_length', question.sequenceTokens],
      ['per_device_batch_size', sequences / chips],
      !piped && microBatches > 1 && ['gradient_accumulation_steps', microBatches],
      [`ici_${sharding}_parallelism`, replicas / expert],
      sharding === 'data' && ['ici_fsdp_parallelism', 1],
      ['ici_tensor_parallelism', layout.tp],
      ['ici_context_parallelism', layout.cp],
      shape.moe !== null && ['ici_expert_parallelism', expert],
      shape.moe !== null && layout.ep > expert && ['dcn_expert_parallelism', layout.ep / expert],
      ['ici_pipeline_parallelism', inside],
      ['dcn_pipeline_parallelism', layout.pp / inside],
      [`dcn_${isWhole ? 'fsdp' : 'data'}_parallelism`, outer],
      isWhole && ['dcn_data_parallelism', 1],
      piped && ['num_layers_per_pipeline_stage', layersPerChunk(question)],
      piped && ['num_pipeline_microbatches', microBatches],
      layout.vpp > 1 && ['num_pipeline_repeats', layout.vpp],
      layout.zeroStage === 1 && ['shard_optimizer_over_data', true],
      ['remat_policy', REMAT[layout.recompute]],
      ['dtype', 'bfloat16'],
      (precision === 'fp8' || precision === 'mxfp8') && ['quantization', 'fp8'],
      optimizer === 'adamw-bf16-states' && ['mu_dtype', 'bfloat16'],
      optimizer === 'muon' && ['opt_type', 'muon'],
      question.offloadOptimizer && ['optimizer_memory_host_offload', true],
    ),
    notes: [
      ...(piped ? [say('training/flags-maxtext-pipeline', {})] : []),
      ...(optimizer === 'adam-8bit'
        ? [say('training/flags-no-optimizer', { framework: 'MaxText', optimizer })]
        : []),
    ],
  };
}
