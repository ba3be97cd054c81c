import { say } from '@headroom/models';
import {
  expertRanks,
  flagsOf,
  layersPerChunk,
  layersShort,
  shardRanks,
  unevenPipeline,
  type FlagQuestion,
  type Flags,
  type FrameworkFlags,
} from './flag-list';

/** Flags of Megatron-LM's pretrain scripts (megatron/training/arguments.py). */
export function megatronFlags(question: FlagQuestion): FrameworkFlags {
  const { layout, optimizer } = question;
  const instances = (layout.dp * layout.cp) / shardRanks(layout);
  const sharded = layout.zeroStage >= 2;
  const uneven = unevenPipeline(question);
  return {
    flags: [
      ...layoutFlags(question),
      ...flagsOf(
        uneven !== null && ['pipeline-model-parallel-layout', uneven],
        uneven === null &&
          layout.vpp > 1 && ['num-layers-per-virtual-pipeline-stage', layersPerChunk(question)],
        layout.zeroStage >= 1 && ['use-distributed-optimizer', true],
        layout.zeroStage >= 1 && ['overlap-grad-reduce', true],
        layout.zeroStage >= 1 && ['overlap-param-gather', true],
        sharded && ['use-megatron-fsdp', true],
        sharded && [
          'data-parallel-sharding-strategy',
          layout.zeroStage === 3 ? 'optim_grads_params' : 'optim_grads',
        ],
        sharded && ['ckpt-format', 'fsdp_dtensor'],
        sharded && ['init-model-with-meta-device', true],
        instances > 1 && ['num-distributed-optimizer-instances', instances],
        layout.tp > 1 && ['tp-comm-overlap', true],
        optimizer === 'muon' && ['optimizer', 'muon'],
        optimizer === 'adamw-bf16-states' && ['use-precision-aware-optimizer', true],
        optimizer === 'adamw-bf16-states' && ['exp-avg-dtype', 'bf16'],
        optimizer === 'adamw-bf16-states' && ['exp-avg-sq-dtype', 'bf16'],
        optimizer === 'adam-8bit' && ['use-precision-aware-optimizer', true],
        optimizer === 'adam-8bit' && ['exp-avg-dtype', 'fp8'],
        optimizer === 'adam-8bit' && ['exp-avg-sq-dtype', 'fp8'],
        question.offloadOptimizer && ['optimizer-cpu-offload', true],
        question.offloadOptimizer && ['overlap-cpu-optimizer-d2h-h2d', true],
      ),
    ],
    notes: [],
  };
}

/** Flags of MindSpeed-LLM on Ascend: Megatron's, with its own for schedules and swapping. */
export function mindspeedFlags(question: FlagQuestion): FrameworkFlags {
  const { layout, optimizer } = question;
  const isDual = layout.schedule === 'dualpipe';
  const other = optimizer !== 'adamw';
  const { layers } = question.shape;
  const idle = isDual ? 0 : layersShort(question);
  return {
    flags: [
      ...layoutFlags(question),
      ...flagsOf(
        layout.vpp > 1 &&
          !isDual && ['num-layers-per-virtual-pipeline-stage', layersPerChunk(question)],
        // Layers that pass through make every stage hold as many.
        idle > 0 && ['num-layers', layers + idle],
        idle > 0 && ['noop-layers', Array.from({ length: idle }, (_, i) => layers + i).join(',')],
        isDual && ['schedules-method', 'dualpipev'],
        isDual && question.shape.moe !== null && ['moe-fb-overlap', true],
        layout.cp > 1 && ['context-parallel-algo', 'megatron_cp_algo'],
        layout.zeroStage >= 1 && ['use-distributed-optimizer', true],
        layout.zeroStage >= 1 && ['overlap-grad-reduce', true],
        layout.zeroStage >= 1 && ['overlap-param-gather', true],
        layout.zeroStage === 3 && ['use-torch-fsdp2', true],
        ['use-flash-attn', true],
        question.offloadOptimizer && ['swap-optimizer', true],
      ),
    ],
    notes: other ? [say('training/flags-no-optimizer', { framework: 'MindSpeed', optimizer })] : [],
  };
}

function layoutFlags(question: FlagQuestion): Flags {
  const { layout, shape, precision } = question;
  return flagsOf(
    ['tensor-model-parallel-size', layout.tp],
    ['pipeline-model-parallel-size', layout.pp],
    ['context-parallel-size', layout.cp],
    shape.moe !== null && ['expert-model-parallel-size', layout.ep],
    shape.moe !== null && ['expert-tensor-parallel-size', expertRanks(question)],
    layout.sequenceParallel && layout.tp > 1 && ['sequence-parallel', true],
    ['micro-batch-size', layout.microBatchSequences],
    ['global-batch-size', question.globalBatch],
    ['seq-length', question.sequenceTokens],
    layout.recompute !== 'none' && ['recompute-granularity', layout.recompute],
    layout.recompute === 'full' && ['recompute-method', 'uniform'],
    layout.recompute === 'full' && ['recompute-num-layers', 1],
    [precision === 'fp16' ? 'fp16' : 'bf16', true],
    precision === 'fp8' && ['fp8-format', 'hybrid'],
    precision === 'mxfp8' && ['fp8-format', 'e4m3'],
    precision === 'mxfp8' && ['fp8-recipe', 'mxfp8'],
    precision === 'fp4' && ['fp4-format', 'e2m1'],
  );
}
