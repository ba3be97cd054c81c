import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { predictServing, type ServingPrediction } from './predict-serving';

const catalog = loadCatalog();

const loopRow = {
  id: 'a',
  engine: 'vllm',
  engineVersion: '0.12.0',
  model: 'qwen3-32b',
  chip: 'nv-h100-sxm',
  scaleUpDomain: 8,
  precision: 'bf16',
  expertPrecision: null,
  isl: 1024,
  osl: 512,
  measuredOn: null,
  mode: 'aggregated',
  concurrency: 32,
  chips: 2,
  parallelism: { tp: 2, pp: 1, dp: 1, ep: 1 },
};

const splitRow = {
  ...loopRow,
  id: 'b',
  engine: 'sglang',
  model: 'deepseek-v3',
  chip: 'nv-gb200',
  scaleUpDomain: 72,
  precision: 'fp8',
  mode: 'disaggregated',
  concurrency: 512,
  chips: 24,
  parallelism: undefined,
  prefill: { workers: 2, chipsPerWorker: 8, parallelism: { tp: 1, pp: 1, dp: 8, ep: 8 } },
  decode: { workers: 1, chipsPerWorker: 8, parallelism: { tp: 1, pp: 1, dp: 8, ep: 8 } },
};

const publishedRow = {
  id: 'c',
  hardware_chip: 'MI300X',
  chip_key: 'amd-mi300x',
  chips_total: 8,
  engine: 'vLLM (ROCm)',
  model: 'Llama-3.1-70B-Instruct',
  model_key: 'llama-3.1-70b',
  precision_weights: 'fp8',
  precision_kv: 'fp8',
  parallelism: { tp: 8, pp: null, dp: null },
  phase: 'offline',
  isl: 128,
  isl_kind: 'fixed',
  osl: 2048,
  concurrency_or_batch: null,
  concurrency_kind: null,
};

function answered(row: unknown) {
  const p: ServingPrediction = predictServing(row, catalog);
  if ('error' in p) throw new Error(p.error.message);
  return p;
}

describe('predicting a measured run', () => {
  it.each([loopRow, splitRow, publishedRow])('answers row %# with finite figures', (row) => {
    const p = answered(row);
    expect(p.id).toBe(row.id);
    for (const name of ['ttftMs', 'tpotMs', 'outputTokensPerSecondPerChip'] as const) {
      expect(p[name]).toBeGreaterThan(0);
      const [low, high] = p.interval[name];
      expect(low).toBeLessThan(p[name]);
      expect(high).toBeGreaterThan(p[name]);
      expect(Number.isFinite(high)).toBe(true);
    }
    expect(p.kvTokensCapacity).toBeGreaterThan(0);
  });

  it('counts tokens by the identity of a closed loop', () => {
    const p = answered(loopRow);
    const seconds = (p.ttftMs + (loopRow.osl - 1) * p.tpotMs) / 1000;
    const tokens = (loopRow.concurrency * loopRow.osl) / seconds / loopRow.chips;
    expect(p.outputTokensPerSecondPerChip).toBeCloseTo(tokens, 6);
  });

  it('takes a 32-billion model on two H100 at 32 clients to 14 to 25 ms a token', () => {
    const p = answered(loopRow);
    expect(p.tpotMs).toBeGreaterThan(14);
    expect(p.tpotMs).toBeLessThan(25);
  });

  it('reads nothing of the result, and nothing of other rows', () => {
    const alone = answered(loopRow);
    answered(splitRow);
    const spoilt = { ...loopRow, measured: { tpotMs: 1 }, notes: 'fast', stratum: 'x', source: {} };
    expect(answered(spoilt)).toEqual(alone);
    const sourced = { ...publishedRow, source: { date: '2024-01', title: 'a paper' }, notes: 'n' };
    expect(answered(sourced)).toEqual(answered(publishedRow));
  });

  it('slows down with more clients and speeds up in total', () => {
    const few = answered({ ...loopRow, concurrency: 8 });
    const many = answered({ ...loopRow, concurrency: 64 });
    expect(many.tpotMs).toBeGreaterThan(few.tpotMs);
    expect(many.outputTokensPerSecondPerChip).toBeGreaterThan(few.outputTokensPerSecondPerChip);
  });

  it('queues where memory holds fewer requests than clients', () => {
    const crowded = { ...loopRow, chips: 1, parallelism: { tp: 1, pp: 1, dp: 1, ep: 1 } };
    const p = answered({ ...crowded, isl: 8192, concurrency: 128 });
    expect(p.ttftMs).toBeGreaterThan(10_000);
  });

  it('says so when a model does not fit', () => {
    const p = answered({ ...loopRow, model: 'llama-3.1-405b', chips: 1, parallelism: { tp: 1 } });
    expect(p.fits).toBe(false);
  });

  it('offers the nearest names of an unknown chip or model', () => {
    const chip = predictServing({ ...loopRow, chip: 'nv-h100-sxmm' }, catalog);
    expect(chip).toMatchObject({ id: 'a', error: { code: 'predict/unknown-chip' } });
    expect('error' in chip && chip.error.message).toContain('nv-h100-sxm');
    const model = predictServing({ ...loopRow, model: 'qwen3-23b' }, catalog);
    expect(model).toMatchObject({ error: { code: 'predict/unknown-model' } });
  });

  it('names the field a row lacks', () => {
    for (const row of [{}, null, 7, { ...loopRow, isl: 'long' }, { ...loopRow, concurrency: -1 }])
      expect(predictServing(row, catalog)).toMatchObject({
        error: { code: 'predict/missing-field' },
      });
  });

  it('knows parts that the catalogue does not sell', () => {
    const parts = ['Ascend 910C (die, Atlas A3 has 16 per node)', 'A100-PCIe-80GB', 'Arc-Pro-B60'];
    for (const part of parts)
      expect(
        answered({ ...publishedRow, chip_key: null, hardware_chip: part }).tpotMs,
      ).toBeGreaterThan(0);
  });
});
