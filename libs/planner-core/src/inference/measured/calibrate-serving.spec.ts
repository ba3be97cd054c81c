import { servingCalibration, type ServingCalibration } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { calibrateServing } from './calibrate-serving';
import { predictServing } from './predict-serving';

const catalog = loadCatalog();
const VERSION = '0.0.0';

const config = (change: Record<string, unknown> = {}) => ({
  id: 'own-1',
  engine: 'vllm',
  model: 'llama-3.1-70b',
  chip: 'nv-h100-sxm',
  precision: 'fp8',
  isl: 2000,
  osl: 500,
  concurrency: 32,
  chips: 8,
  parallelism: { tp: 8, pp: 1, dp: 1, ep: 1 },
  ...change,
});

function predicted(row: unknown, calibration?: ServingCalibration) {
  const answer = predictServing(row, catalog, calibration);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

/** A run that took `factor` times as long as the model says. */
function run(factor: number, change: Record<string, unknown> = {}): string {
  const row = config(change);
  const { ttftMs, tpotMs, outputTokensPerSecondPerChip } = predicted(row);
  return JSON.stringify({
    ...row,
    measured: {
      ttftMs: ttftMs * factor,
      tpotMs: tpotMs * factor,
      outputTokensPerSecondPerChip: outputTokensPerSecondPerChip / factor,
    },
  });
}

function calibrated(lines: readonly string[]): ServingCalibration {
  const result = calibrateServing(lines.join('\n'), catalog, VERSION);
  if (result.kind !== 'calibrated') throw new Error(result.message.text);
  return servingCalibration.parse(result.calibration);
}

const LOADS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const many = (factor: number): string[] =>
  LOADS.map((concurrency) => run(factor, { id: `own-${concurrency}`, concurrency }));

describe('own runs', () => {
  it('change nothing where they agree with the model', () => {
    const { factors, errors } = calibrated(many(1));
    expect(factors.length).toBeGreaterThan(0);
    expect(errors.length).toBeGreaterThan(0);
    for (const { tpot, ttft } of factors) {
      expect(tpot.mid).toBeCloseTo(1, 9);
      expect(ttft.mid).toBeCloseTo(1, 9);
    }
    for (const e of errors) expect(e.afterMean).toBeCloseTo(0, 6);
  });

  it('move predictions towards themselves, the more the more there are', () => {
    const one = predicted(config(), calibrated(many(1.5).slice(0, 1))).tpotMs;
    const ten = predicted(config(), calibrated(many(1.5))).tpotMs;
    const before = predicted(config()).tpotMs;
    expect(one).toBeGreaterThan(before * 1.02);
    expect(one).toBeLessThan(before * 1.3);
    expect(ten).toBeGreaterThan(before * 1.4);
    expect(ten).toBeLessThan(before * 1.5);
  });

  it('narrow the interval of a factor as they become more', () => {
    const width = ({ factors }: ServingCalibration): number => {
      const f = factors.find((x) => x.key.family !== null);
      return f ? f.tpot.high / f.tpot.low : NaN;
    };
    expect(width(calibrated(many(1.5)))).toBeLessThan(width(calibrated(many(1.5).slice(0, 1))));
  });

  it('lower the error of runs left out when they err alike', () => {
    const { errors } = calibrated(many(1.4));
    expect(errors.length).toBeGreaterThan(0);
    for (const e of errors) expect(e.afterMean).toBeLessThan(e.beforeMean / 2);
  });

  it('reach other kernels of the chip and engine by less, and other chips not at all', () => {
    const calibration = calibrated(many(1.5));
    const moved = (change: Record<string, unknown>): number =>
      predicted(config(change), calibration).tpotMs / predicted(config(change)).tpotMs;
    const same = moved({});
    expect(moved({ model: 'deepseek-r1' })).toBeGreaterThan(1.05);
    expect(moved({ model: 'deepseek-r1' })).toBeLessThan(same);
    expect(moved({ chip: 'nv-h200-sxm' })).toBe(1);
    expect(moved({ engine: 'sglang' })).toBe(1);
  });

  it('move throughput with the times', () => {
    const calibration = calibrated(many(1.5));
    const { outputTokensPerSecondPerChip: before } = predicted(config());
    expect(predicted(config(), calibration).outputTokensPerSecondPerChip).toBeLessThan(before);
  });

  it('are named by line when they cannot be used, and the others count', () => {
    const { runs, skipped } = calibrated([
      'not json',
      run(1.1),
      '',
      run(1, { id: 'slip', isl: 1000 }).replace(/"ttftMs":[\d.]+/, '"ttftMs":9e9'),
      JSON.stringify(config({ id: 'empty' })),
      JSON.stringify({ ...config({ id: 'odd', chip: 'nobody-1' }), measured: {} }),
    ]);
    expect(runs).toBe(1);
    expect(skipped.map(({ line, reason }) => [line, reason.code])).toEqual([
      [1, 'calibration/not-json'],
      [4, 'calibration/far-off'],
      [5, 'calibration/not-measured'],
      [6, 'calibration/refused'],
    ]);
  });

  it('say so when none can be used', () => {
    const result = calibrateServing('{}\nno', catalog, VERSION);
    expect(result.kind).toBe('unusable');
    if (result.kind !== 'unusable') return;
    expect(result.message.text).toBe('None of 2 lines is a usable run.');
    expect(result.skipped).toHaveLength(2);
  });

  it('give the same document for the same runs', () => {
    expect(calibrated(many(1.2))).toEqual(calibrated(many(1.2)));
  });
});
