import { describe, expect, it } from 'vitest';
import { readClosedLoopRow } from './read-closed-loop-row';

const dated = {
  id: 'run',
  engine: 'sglang',
  engineVersion: '0.5.9',
  model: 'qwen3.5-397b-a17b',
  chip: 'nv-b300-sxm',
  precision: 'fp4',
  expertPrecision: 'fp4',
  isl: 1024,
  osl: 8192,
  measuredOn: '2026-04-18',
  concurrency: 64,
  chips: 4,
  parallelism: { tp: 4, pp: 1, dp: 1, ep: 2 },
};

function question(row: unknown) {
  const read = readClosedLoopRow(row);
  if (read.kind !== 'question') throw new Error(`The row lacks ${read.field}`);
  return read.question;
}

describe('a row of the closed-loop collection', () => {
  it('counts mean lengths of drawn requests, and throughput in nominal ones', () => {
    const q = question(dated);
    expect(q.inputTokens).toBeCloseTo(0.9 * 1024, 9);
    expect(q.outputTokens).toBeCloseTo(0.9 * 8192, 9);
    expect(q.countedOutputTokens).toBe(8192);
    expect(question({ ...dated, measuredOn: null }).inputTokens).toBe(1024);
    expect(question({ ...dated, isl: 4000, osl: 1000 }).inputTokens).toBe(4000);
  });

  it('divides a tensor degree that is the product with the expert degree, for all clients on one instance', () => {
    const q = question(dated);
    expect(q.layout).toEqual({ tp: 2, pp: 1, dp: 1, ep: 2 });
    expect(q.replicas).toBe(1);
    expect(q.chips).toBe(4);
  });

  it.each([
    { tp: 4, pp: 1, dp: 1, ep: 4 },
    { tp: 8, pp: 1, dp: 1, ep: 1 },
    { tp: 1, pp: 1, dp: 4, ep: 4 },
    { tp: 8, pp: 1, dp: 1, ep: 4 },
  ])('leaves the layout %j as it is stated', (parallelism) => {
    const q = question({ ...dated, chips: 8, parallelism });
    expect(q.layout).toEqual(parallelism);
    expect(q.replicas).toBeNull();
  });

  it('leaves layouts of other harnesses as they are stated', () => {
    const q = question({ ...dated, measuredOn: null, isl: 128, osl: 128 });
    expect(q.layout).toEqual(dated.parallelism);
  });
});
