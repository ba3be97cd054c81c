import { say, type TrainingLayout } from '@headroom/models';
import {
  flagsOf,
  layersPerChunk,
  shardRanks,
  type FlagQuestion,
  type Flags,
  type FrameworkFlags,
} from './flag-list';

const SCHEDULES: Readonly<Record<TrainingLayout['schedule'], string>> = {
  '1f1b': '1F1B',
  interleaved: 'Interleaved1F1B',
  'zero-bubble': 'ZBVZeroBubble',
  dualpipe: 'DualPipeV',
};

/** Fields of torchtitan's job configuration (torchtitan/config/job_config.py). */
export function torchtitanFlags(question: FlagQuestion): FrameworkFlags {
  const { layout, shape, optimizer, precision } = question;
  const isSharded = layout.zeroStage >= 2;
  // Its sharding counts replicas without context parallelism, which shares the mesh.
  const shard = isSharded ? Math.max(1, shardRanks(layout) / layout.cp) : 1;
  const piped = layout.pp > 1;
  const isV = layout.schedule === 'dualpipe' || layout.schedule === 'zero-bubble';
  const flags = flagsOf(
    ['training.seq_len', question.sequenceTokens],
    [
      'training.local_batch_size',
      piped ? layout.microBatchSequences * question.microBatches : layout.microBatchSequences,
    ],
    ['training.global_batch_size', question.globalBatch],
    ['parallelism.data_parallel_replicate_degree', layout.dp / shard],
    ['parallelism.data_parallel_shard_degree', shard],
    isSharded && [
      'parallelism.fsdp_reshard_after_forward',
      layout.zeroStage === 3 ? 'always' : 'never',
    ],
    ['parallelism.tensor_parallel_degree', layout.tp],
    ['parallelism.context_parallel_degree', layout.cp],
    ['parallelism.pipeline_parallel_degree', layout.pp],
    piped && ['parallelism.pipeline_parallel_schedule', SCHEDULES[layout.schedule]],
    piped && ['parallelism.pipeline_parallel_microbatch_size', layout.microBatchSequences],
    piped &&
      (layout.vpp > 1 || isV) && [
        'parallelism.pipeline_parallel_layers_per_stage',
        isV ? Math.ceil(shape.layers / (2 * layout.pp)) : layersPerChunk(question),
      ],
    shape.moe !== null && ['parallelism.expert_parallel_degree', layout.ep],
    ['activation_checkpoint.mode', layout.recompute],
    layout.recompute === 'selective' && ['activation_checkpoint.selective_ac_option', 'op'],
    precision === 'fp8' && ['model.converters', 'quantize.linear.float8'],
    precision === 'mxfp8' && ['model.converters', 'quantize.linear.mx'],
    question.offloadOptimizer && ['training.enable_cpu_offload', true],
  );
  return {
    flags,
    notes:
      optimizer === 'adamw'
        ? []
        : [say('training/flags-no-optimizer', { framework: 'torchtitan', optimizer })],
  };
}

/** Fields by section as TOML. */
export function tomlText(flags: Flags): string {
  const sections = new Map<string, string[]>();
  for (const [name, value] of flags) {
    const [section = '', key = ''] = name.split('.');
    const lines = sections.get(section) ?? [];
    lines.push(`${key} = ${tomlValue(key, value)}`);
    sections.set(section, lines);
  }
  return [...sections].map(([section, lines]) => `[${section}]\n${lines.join('\n')}\n`).join('\n');
}

const tomlValue = (key: string, value: string | number | boolean): string =>
  key === 'converters' ? JSON.stringify([value]) : JSON.stringify(value);
