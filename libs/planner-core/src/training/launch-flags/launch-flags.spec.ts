import type { TrainingFramework, TrainingLayout } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { deepseekV3, llama70b } from '../../testing/training-fixtures';
import { shapeFromLlm } from '../step/shape';
import type { FlagQuestion } from './flag-list';
import { frameworksFor } from './framework-space';
import { launchFlagsFor } from './launch-flags';

const layout: TrainingLayout = {
  tp: 4,
  pp: 4,
  vpp: 5,
  dp: 16,
  ep: 1,
  cp: 2,
  zeroStage: 1,
  microBatchSequences: 2,
  recompute: 'selective',
  schedule: 'interleaved',
  sequenceParallel: true,
};

const question: FlagQuestion = {
  layout,
  shape: shapeFromLlm(llama70b),
  method: 'pretrain',
  precision: 'fp8',
  optimizer: 'adamw',
  offloadOptimizer: false,
  sequenceTokens: 8192,
  globalBatch: 512,
  microBatches: 16,
  chips: 512,
  domainChips: 8,
};

const shell = (framework: TrainingFramework, change: Partial<FlagQuestion> = {}) =>
  launchFlagsFor(framework, { ...question, ...change }).shell;

const number = (text: string, name: string): number =>
  Number(new RegExp(`${name}[ =](\\d+)`).exec(text)?.[1]);

describe('flags of frameworks', () => {
  it('tell Megatron every part of the layout', () => {
    expect(shell('megatron').split(' \\\n')).toEqual([
      '--tensor-model-parallel-size 4',
      '--pipeline-model-parallel-size 4',
      '--context-parallel-size 2',
      '--sequence-parallel',
      '--micro-batch-size 2',
      '--global-batch-size 512',
      '--seq-length 8192',
      '--recompute-granularity selective',
      '--bf16',
      '--fp8-format hybrid',
      '--num-layers-per-virtual-pipeline-stage 4',
      '--use-distributed-optimizer',
      '--overlap-grad-reduce',
      '--overlap-param-gather',
      '--tp-comm-overlap',
    ]);
  });

  it('tell of stages that cannot hold equally many layers', () => {
    const uneven = { layout: { ...layout, pp: 3, vpp: 9 } };
    const megatron = shell('megatron', uneven);
    expect(megatron).toContain("--pipeline-model-parallel-layout 'Ettt|(ttt|)*25ttL'");
    expect(megatron).not.toContain('num-layers-per-virtual-pipeline-stage');
    expect(shell('nemo', uneven)).toContain("pipeline_model_parallel_layout='Ettt|(ttt|)*25ttL'");
    const mindspeed = shell('mindspeed', uneven);
    expect(mindspeed).toContain('--num-layers 81');
    expect(mindspeed).toContain('--noop-layers 80');
  });

  it.each([
    [3, 9],
    [9, 1],
    [16, 4],
    [7, 1],
    [64, 2],
  ])('place every layer once in %d stages of %d chunks', (pp, vpp) => {
    const text = shell('megatron', { layout: { ...layout, pp, vpp } });
    const notation = /layout '([^']+)'/.exec(text)?.[1] ?? '';
    const chunks = notation
      .replace(/\(([^)]+)\)\*(\d+)/g, (_, inner: string, times: string) =>
        inner.repeat(Number(times)),
      )
      .split('|');
    expect(chunks).toHaveLength(pp * vpp);
    expect(chunks.join('').match(/t/g)).toHaveLength(llama70b.layers);
    expect(chunks[0]).toMatch(/^E/);
    expect(chunks.at(-1)).toMatch(/L$/);
  });

  it('tell Megatron of hybrid sharding and offload', () => {
    const hybrid = { ...layout, zeroStage: 3, shardGroup: 4 };
    const text = shell('megatron', { layout: hybrid, offloadOptimizer: true });
    expect(text).toContain('--data-parallel-sharding-strategy optim_grads_params');
    expect(number(text, '--num-distributed-optimizer-instances')).toBe(8);
    expect(text).toContain('--optimizer-cpu-offload');
  });

  it('tell MindSpeed of DualPipe in its own words', () => {
    const dual = { ...layout, vpp: 2, ep: 8, schedule: 'dualpipe' } as const;
    const text = shell('mindspeed', { layout: dual, shape: shapeFromLlm(deepseekV3) });
    expect(text).toContain('--schedules-method dualpipev');
    expect(text).toContain('--moe-fb-overlap');
    expect(text).not.toContain('num-layers-per-virtual-pipeline-stage');
    expect(number(text, '--expert-model-parallel-size')).toBe(8);
    expect(number(text, '--expert-tensor-parallel-size')).toBe(1);
    const wide = { layout: { ...dual, ep: 128 }, shape: shapeFromLlm(deepseekV3) };
    expect(number(shell('mindspeed', wide), '--expert-tensor-parallel-size')).toBe(4);
  });

  it('write torchtitan a file whose ranks multiply to the chips', () => {
    for (const shardGroup of [undefined, 8]) {
      const text = shell('torchtitan', {
        layout: { ...layout, zeroStage: 3, ...(shardGroup === undefined ? {} : { shardGroup }) },
      });
      const ranks = ['data_parallel_replicate', 'data_parallel_shard', 'tensor_parallel']
        .concat(['context_parallel', 'pipeline_parallel'])
        .map((name) => number(text, `${name}_degree`))
        .reduce((a, b) => a * b);
      expect(ranks).toBe(512);
    }
    const { file } = launchFlagsFor('torchtitan', question);
    expect(file).toContain('[parallelism]\n');
    expect(file).toContain('pipeline_parallel_schedule = "Interleaved1F1B"');
    expect(file).toContain('converters = ["quantize.linear.float8"]');
  });

  it('place the axes of MaxText inside and across domains so that they multiply to the chips', () => {
    const text = shell('maxtext');
    const ranks = [...text.matchAll(/(?:ici|dcn)_\w+_parallelism=(\d+)/g)]
      .map(([, value]) => Number(value))
      .reduce((a, b) => a * b);
    expect(ranks).toBe(512);
    expect(number(text, 'num_pipeline_repeats')).toBe(5);
  });

  it('are given for the frameworks that can run the layout', () => {
    expect(frameworksFor(layout)).toEqual(['megatron', 'nemo', 'mindspeed', 'maxtext']);
    expect(frameworksFor({ ...layout, schedule: 'zero-bubble', vpp: 1, zeroStage: 2 })).toEqual([
      'torchtitan',
    ]);
    expect(frameworksFor({ ...layout, zeroStage: 3 })).not.toContain('mindspeed');
    expect(frameworksFor({ ...layout, schedule: 'dualpipe', vpp: 2 })).toEqual(['mindspeed']);
  });

  it('name the release and the page the names are from, and what cannot be said', () => {
    const known = ['megatron', 'nemo', 'mindspeed', 'torchtitan', 'maxtext'] as const;
    for (const framework of known) {
      const flags = launchFlagsFor(framework, { ...question, optimizer: 'adam-8bit' });
      expect(flags.version).toMatch(/\d/);
      expect(flags.sourceUrl).toMatch(/^https:/);
      if (framework !== 'megatron') expect(flags.notes.length).toBeGreaterThan(0);
    }
  });
});
