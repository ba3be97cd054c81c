import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { predictServing } from './predict-serving';
import { validateServing } from './validate-serving';

const catalog = loadCatalog();
const asked = {
  id: 'run-1',
  engine: 'vllm',
  model: 'llama-3.1-70b',
  chip: 'nv-h100-sxm',
  precision: 'fp8',
  isl: 1024,
  osl: 1024,
  concurrency: 16,
  chips: 4,
  parallelism: { tp: 4, pp: 1, dp: 1, ep: 1 },
  mode: 'aggregated',
};

/** A run that measured exactly a multiple of what is predicted for it. */
function runMeasuring(scale: number): unknown {
  const answer = predictServing(asked, catalog);
  if ('error' in answer) throw new Error(answer.error.message);
  return {
    ...asked,
    measured: {
      ttftMs: answer.ttftMs * scale,
      tpotMs: answer.tpotMs * scale,
      outputTokensPerSecondPerChip: answer.outputTokensPerSecondPerChip / scale,
    },
  };
}

const all = (rows: readonly unknown[]) => {
  const group = validateServing(rows, catalog).groups.find((g) => g.by === 'all');
  if (!group) throw new Error('no group of all rows');
  return group.errors;
};

describe('validateServing', () => {
  it('finds no error where the prediction was measured', () => {
    const errors = all([runMeasuring(1)]);
    for (const metric of ['ttftMs', 'tpotMs', 'endToEndMs'] as const)
      expect(errors[metric]?.meanAbsoluteError).toBeCloseTo(0, 9);
    expect(errors.tpotMs?.intervalCoverage).toBe(1);
    expect(errors.endToEndMs?.intervalCoverage).toBeNull();
  });

  it('measures the error against what was measured, not against the prediction', () => {
    const errors = all([runMeasuring(1.25), runMeasuring(1)]);
    expect(errors.tpotMs?.meanAbsoluteError).toBeCloseTo(0.1, 9);
    expect(errors.endToEndMs?.meanAbsoluteError).toBeCloseTo(0.1, 9);
  });

  it('counts a measurement far off as outside the interval', () => {
    expect(all([runMeasuring(20), runMeasuring(1)]).tpotMs?.intervalCoverage).toBe(0.5);
  });

  it('lists rows it cannot answer with their code and leaves them out of the errors', () => {
    const result = validateServing([{ id: 'no-chip' }, runMeasuring(1)], catalog);
    expect(result).toMatchObject({ rows: 2, answered: 1 });
    expect(result.refused).toEqual([{ id: 'no-chip', code: 'predict/missing-field' }]);
  });

  it('groups rows of both collections by chip, model, engine and mode', () => {
    const published = {
      id: 'paper',
      hardware_chip: 'H100-SXM',
      chip_key: 'nv-h100-sxm',
      model: 'Llama-3.1-70B',
      model_key: 'llama-3.1-70b',
      engine: 'vLLM',
      phase: 'offline',
      chips_total: 4,
      parallelism: { tp: 4 },
      isl: 1000,
      osl: 1000,
      measured: { output_tok_s_per_chip: 500 },
    };
    const keys = validateServing([runMeasuring(1), published], catalog).groups.map(
      (g) => `${g.by} ${g.key}`,
    );
    expect(keys).toEqual([
      'all all',
      'chip nv-h100-sxm',
      'model llama-3.1-70b',
      'engine vLLM',
      'engine vllm',
      'mode aggregated',
      'mode offline',
    ]);
  });
});
