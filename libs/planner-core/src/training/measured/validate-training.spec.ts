import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { predictTraining } from './predict-training';
import { modelFamily, validateTraining } from './validate-training';

const catalog = loadCatalog();
const row = {
  id: 'a',
  chip: 'nv-h100-sxm',
  chips: 8,
  chipsPerNode: 8,
  model: {
    name: 'Llama 3 8B',
    paramsTotal: 8.03e9,
    layers: 32,
    hidden: 4096,
    heads: 32,
    kvHeads: 8,
    ffn: 14336,
    vocab: 128256,
    moe: null,
  },
  sequenceLength: 8192,
  precision: 'bf16',
  microBatch: 1,
  globalBatchSequences: 128,
  parallelism: { tp: 1, pp: 1, cp: 2, ep: 1, dp: 4 },
};
const answer = predictTraining(row, catalog);
if ('error' in answer) throw new Error(answer.error.message);
const speed = answer.tokensPerSecondPerChip;

describe('scoring', () => {
  it('finds no error where the prediction is what was measured, and the error where it is not', () => {
    const { groups, memory, answered } = validateTraining(
      [
        { ...row, measured: { tokensPerSecondPerChip: speed, peakMemoryGb: null } },
        {
          ...row,
          id: 'b',
          precision: 'fp8',
          measured: { tokensPerSecondPerChip: speed * 100, peakMemoryGb: answer.memoryGbPerChip },
        },
      ],
      catalog,
    );
    const group = (by: string, key: string) => groups.find((g) => g.by === by && g.key === key);
    expect(answered).toBe(2);
    expect(group('precision', 'bf16')).toMatchObject({
      rows: 1,
      meanAbsoluteError: 0,
      intervalCoverage: 1,
      nearShare: 1,
    });
    expect(group('precision', 'fp8')?.meanAbsoluteError).toBeGreaterThan(0.9);
    expect(group('precision', 'fp8')?.intervalCoverage).toBe(0);
    expect(group('all', 'all')?.rows).toBe(2);
    expect(group('layout', 'stated')?.rows).toBe(2);
    expect(memory?.rows).toBe(1);
  });

  it('counts layouts that ran out of memory apart, in the names their list uses', () => {
    const flat = {
      id: 'oom',
      chip: 'nv-a100-80-sxm',
      chips: 384,
      model: {
        name: 'BLOOM-candidate 181B',
        params_total: 181e9,
        layers: 72,
        hidden: 14336,
        heads: 64,
        kv_heads: 64,
        ffn: 57344,
        vocab: 250880,
        seq_len: 2048,
        moe: null,
      },
      microBatch: 1,
      globalBatch: { sequences: 2016 },
      parallelism: { tp: 8, pp: 1, cp: 1, dp: 48, zero_stage: 1, sequence_parallel: false },
      recompute: 'full',
      outOfMemory: true,
    };
    const split = { ...flat, parallelism: { ...flat.parallelism, pp: 12, dp: 4 } };
    const found = validateTraining([flat, split], catalog);
    expect(found.outOfMemory).toEqual({ rows: 2, toldShare: 0.5 });
    expect(found.groups).toEqual([]);
  });

  it('counts refused rows by their code and goes on', () => {
    const refused = validateTraining([{ id: 'broken' }], catalog);
    expect(refused).toMatchObject({ rows: 1, answered: 0, memory: null });
    expect(refused.refused).toEqual([{ id: '', code: 'predict/bad-row' }]);
  });

  it.each([
    ['Llama 3 8B', 'Llama 3'],
    ['Llama 3.1 405B PROXY (21 layers)', 'Llama 3.1'],
    ['MPT-125m', 'MPT'],
    ['GPT-3 175B', 'GPT-3'],
    ['DeepSeek-V3', 'DeepSeek'],
  ])('reads %s as one of %s', (name, family) => {
    expect(modelFamily(name)).toBe(family);
  });
});
