import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { predictTraining, stackOfRow, type TrainingPrediction } from './predict-training';
import { totalParams } from '../step/operations';
import { recipeNameOfRow, machineOfRow } from './row-machine';
import { methodOfRow, shapeOfRow } from './row-shape';
import { trainingRow, type TrainingRow } from './training-row';

const catalog = loadCatalog();

/** Llama 3 70B on 64 H100, as NVIDIA's framework publishes such a run. */
const stated = {
  id: 'stated',
  method: 'pretrain',
  chip: 'nv-h100-sxm',
  chips: 64,
  chipsPerNode: 8,
  interconnect: null,
  model: {
    name: 'Llama 3 70B',
    paramsTotal: 70.55e9,
    layers: 80,
    hidden: 8192,
    heads: 64,
    kvHeads: 8,
    ffn: 28672,
    vocab: 128256,
    moe: null,
  },
  sequenceLength: 8192,
  precision: 'bf16',
  microBatch: 1,
  globalBatchSequences: 128,
  parallelism: { tp: 4, pp: 4, vpp: 5, cp: 2, ep: 1, dp: 2 },
  recompute: null,
};
const open = { ...stated, id: 'open', parallelism: null, microBatch: null };

function answerOf(row: unknown): TrainingPrediction {
  const answer = predictTraining(row, catalog);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

const read = (row: object): TrainingRow => trainingRow.parse(row);

describe('predicting a training row', () => {
  it('keeps a stated layout and answers every field', () => {
    const answer = answerOf(stated);
    expect(answer.layout).toMatchObject({ tp: 4, pp: 4, vpp: 5, cp: 2, dp: 2 });
    expect(answer.fits).toBe(true);
    expect(answer.stepTimeSeconds).toBeCloseTo(
      (128 * 8192) / (answer.tokensPerSecondPerChip * 64),
      6,
    );
    const [low, high] = answer.interval.tokensPerSecondPerChip;
    expect(low).toBeLessThan(answer.tokensPerSecondPerChip);
    expect(high).toBeGreaterThan(answer.tokensPerSecondPerChip);
  });

  it('comes near the 1,080 tokens a second and chip that such runs report', () => {
    const { tokensPerSecondPerChip, mfu } = answerOf(stated);
    expect(tokensPerSecondPerChip).toBeGreaterThan(900);
    expect(tokensPerSecondPerChip).toBeLessThan(1300);
    expect(mfu).toBeGreaterThan(0.4);
    expect(mfu).toBeLessThan(0.6);
  });

  it('finds a layout where none is stated, no slower than a stated one, with a wider interval', () => {
    const found = answerOf(open);
    const given = answerOf({ ...stated, recompute: 'none' });
    const { tp, pp, cp, dp } = found.layout;
    expect(tp * pp * cp * dp).toBeLessThanOrEqual(64);
    const width = ({ interval }: TrainingPrediction) =>
      interval.tokensPerSecondPerChip[1] / interval.tokensPerSecondPerChip[0];
    expect(width(found)).toBeGreaterThanOrEqual(width(given));
  });

  it('does not look at what was measured, nor at other rows', () => {
    const told = { ...stated, measured: { tokensPerSecondPerChip: 1 }, source: {}, notes: 'x' };
    expect(answerOf(told)).toEqual(answerOf(stated));
    answerOf(open);
    expect(answerOf(stated)).toEqual(answerOf(stated));
  });

  it('splits a chip whose layout counts its cores', () => {
    const cores = {
      ...stated,
      id: 'cores',
      chip: 'aws-trainium1',
      chips: 256,
      chipsPerNode: 16,
      sequenceLength: 4096,
      globalBatchSequences: 1024,
      parallelism: { tp: 32, pp: 4, cp: 1, ep: 1, dp: 4 },
    };
    const answer = answerOf(cores);
    expect(answer.mfu).toBeGreaterThan(0.1);
    expect(answer.mfu).toBeLessThan(0.6);
  });

  it('never counts more work than the chips of a layout that does not divide can do', () => {
    const odd = answerOf({ ...stated, chips: 7 });
    expect(odd.mfu).toBeCloseTo(answerOf(stated).mfu, 1);
  });

  it('says that a layout does not fit', () => {
    const flat = { tp: 1, pp: 1, cp: 1, ep: 1, dp: 64, zeroStage: 0 };
    expect(answerOf({ ...stated, parallelism: flat }).fits).toBe(false);
  });

  it('answers bad rows with a code and the place', () => {
    expect(predictTraining({ id: 'x', chip: 'nv-h100-sxm' }, catalog)).toMatchObject({
      id: 'x',
      error: { code: 'predict/bad-row' },
    });
    expect(predictTraining({ ...stated, chip: 'no-such-chip' }, catalog)).toMatchObject({
      id: 'stated',
      error: { code: 'predict/unknown-chip' },
    });
  });

  it('answers where no layout fits, and says that none does', () => {
    const answer = answerOf({ ...open, chips: 2, globalBatchSequences: 2 });
    expect(answer.fits).toBe(false);
    expect(answer.memoryGbPerChip).toBeGreaterThan(80);
    const odd = { ...open, globalBatchSequences: 7, microBatch: 64 };
    expect(answerOf(odd).tokensPerSecondPerChip).toBeGreaterThan(0);
  });
});

describe('a row without a layout', () => {
  it('is answered on TPUs without a pipeline, in round micro-batches', () => {
    const answer = answerOf({ ...open, chip: 'google-tpu-v5p', chips: 256, chipsPerNode: 4 });
    expect(answer.layout.pp).toBe(1);
    expect(Number.isInteger(Math.log2(answer.layout.microBatchSequences))).toBe(true);
  });

  it('shards within a slice of TPUs where a run spans several', () => {
    const perChip = (chips: number) =>
      answerOf({
        ...open,
        chip: 'google-tpu-v5e',
        chips,
        chipsPerNode: 4,
        globalBatchSequences: 4 * chips,
      }).tokensPerSecondPerChip;
    expect(perChip(512) / perChip(256)).toBeGreaterThan(0.8);
  });

  it('keeps a stated micro-batch and recomputes layers where a compiler lays out on GPUs', () => {
    const answer = answerOf({ ...open, microBatch: 2 });
    expect(answer.layout).toMatchObject({ microBatchSequences: 2, recompute: 'full' });
  });
});

describe('memory of software from before 2023', () => {
  const bloom = (layers: number) => ({
    ...stated,
    chip: 'nv-a100-80-sxm',
    chips: 384,
    model: { ...stated.model, name: 'BLOOM', paramsTotal: null, layers, hidden: 14336, heads: 128 },
    sequenceLength: 2048,
    microBatch: 2,
    globalBatchSequences: 2048,
    parallelism: { tp: 4, pp: 12, vpp: 1, cp: 1, ep: 1, dp: 8, zeroStage: 1 },
    recompute: 'full',
  });
  const shaped = (layers: number) => {
    const row = bloom(layers);
    return { ...row, model: { ...row.model, kvHeads: 128, ffn: 57344, vocab: 250_880 } };
  };

  it('holds the 176B model that ran, not the 206B model that ran out (BigScience, 384 A100)', () => {
    expect(answerOf(shaped(70)).fits).toBe(true);
    expect(answerOf(shaped(82)).fits).toBe(false);
  });
});

describe('reading a row', () => {
  it.each([
    ['bf16+fp32 optimizer', 'bf16'],
    ['amp (bf16/fp16)', 'bf16'],
    ['fp16', 'fp16'],
    ['fp8 (current scaling)', 'fp8'],
    ['fp8_full', 'fp8'],
    ['mxfp8', 'mxfp8'],
    ['nvfp4', 'fp4'],
    ['int8 (AQT)', 'int8'],
    [null, 'fp8'],
  ])('takes the precision %s as %s', (text, name) => {
    const machine = machineOfRow(read(stated), catalog);
    if (machine === null) throw new Error('H100 is in the catalogue');
    expect(recipeNameOfRow(text, machine, true)).toBe(name);
  });

  it('takes pre-training on Blackwell without a precision to run in 4 bits, adapters in 8', () => {
    const machine = machineOfRow(read({ ...stated, chip: 'nv-gb200' }), catalog);
    if (machine === null) throw new Error('GB200 is in the catalogue');
    expect(recipeNameOfRow(null, machine, true)).toBe('fp4');
    expect(recipeNameOfRow(null, machine, false)).toBe('fp8');
  });

  it('tells the software of a row by what it states of its layout', () => {
    const stackOf = (row: object, kind: string | null) => stackOfRow(read(row), kind);
    const ampere = { tp: 8, pp: 8, dp: 1 };
    expect(stackOf({ ...stated, parallelism: { fsdp: 'FULL_SHARD' } }, 'Hopper')).toBe(
      'torch-fsdp',
    );
    expect(stackOf({ ...stated, parallelism: { fsdp: 64 } }, 'Hopper')).toBe('megatron-fsdp');
    expect(stackOf(open, 'TPU')).toBe('xla');
    expect(stackOf({ ...open, microBatch: 2 }, 'Hopper')).toBe('xla');
    expect(stackOf({ ...stated, parallelism: ampere }, 'Ampere')).toBe('early-deepspeed');
    expect(
      stackOf({ ...stated, parallelism: { ...ampere, sequenceParallel: false } }, 'Ampere'),
    ).toBe('early-megatron');
  });

  it('knows adapters by the model name where the method does not say', () => {
    const row = read({
      ...stated,
      model: { ...stated.model, name: 'Llama 2 70B LoRA fine-tune (MLPerf)' },
    });
    expect(methodOfRow(row)).toBe('lora');
    expect(methodOfRow(read(stated))).toBe('pretrain');
  });

  it('completes a model so that its parameters come out right', () => {
    const gpt = { ...stated.model, name: 'MPT 7B', paramsTotal: 6_654_664_704, layers: 32 };
    const row = read({
      ...stated,
      model: { ...gpt, hidden: 4096, heads: 32, kvHeads: 32, ffn: 16384, vocab: 50368 },
    });
    const shape = shapeOfRow(row.model, 2048, []);
    expect(shape.gatedMlp).toBe(false);
    expect(shape.tiedEmbeddings).toBe(true);
    expect(totalParams(shape) / 6_654_664_704).toBeCloseTo(1, 2);
  });

  it('takes head width and gate from a model of the catalogue with the same sizes', () => {
    const row = read({
      ...stated,
      model: {
        name: 'Qwen3-30B-A3B',
        paramsTotal: 30.5e9,
        layers: 48,
        hidden: 2048,
        heads: 32,
        kvHeads: 4,
        ffn: null,
        vocab: 151936,
        moe: { experts: 128, top_k: 8, shared: 0, expert_ffn: 768 },
      },
    });
    const shape = shapeOfRow(row.model, 4096, catalog.llms);
    expect(shape.headDim).toBe(128);
    expect(totalParams(shape) / 30.5e9).toBeCloseTo(1, 1);
  });

  it('reads the network of a node from its description', () => {
    const gbps = (interconnect: string | null) =>
      (machineOfRow(read({ ...stated, interconnect }), catalog)?.fabric.scaleOutBandwidth ?? 0) *
      8e-9;
    expect(gbps('1600 Gbps node-to-node RoCE')).toBeCloseTo(200, 6);
    expect(gbps('NVLink per node, 4x Omni-Path per node')).toBeCloseTo(50, 6);
    expect(gbps(null)).toBeCloseTo(400, 6);
  });
});
