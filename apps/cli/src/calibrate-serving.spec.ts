import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servingCalibration } from '@headroom/models';
import { afterAll, describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';

const folder = mkdtempSync(join(tmpdir(), 'headroom-runs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONFIG = {
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
};

function predicted(options: readonly string[] = []) {
  const { code, out } = cli(['predict', 'serving', ...options], JSON.stringify(CONFIG));
  expect(code).toBe(0);
  return JSON.parse(out) as { ttftMs: number; tpotMs: number };
}

/** Runs that took half as long again as predicted, and one line that is none. */
function runsFile(): string {
  const { ttftMs, tpotMs } = predicted();
  const run = JSON.stringify({
    ...CONFIG,
    measured: { ttftMs: ttftMs * 1.5, tpotMs: tpotMs * 1.5 },
  });
  const path = join(folder, 'runs.jsonl');
  writeFileSync(path, [run, run, 'nothing', run].join('\n'));
  return path;
}

describe('calibrate-serving', () => {
  it('uses every run that the page about them shows', () => {
    const page = readFileSync(new URL('../../../docs/measured-runs.md', import.meta.url), 'utf8');
    const shown = /```json\n(.*?)```/su.exec(page)?.[1] ?? '';
    const { code, out, err } = cli(['calibrate-serving', '-f', '-'], shown);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('2 runs used, 0 lines skipped');
  });

  it('shows the change, names bad lines, and predict and plan use what it wrote', () => {
    const output = join(folder, 'calibration.json');
    const { code, out, err } = cli(['calibrate-serving', '-f', runsFile(), '-o', output]);
    expect(code).toBe(0);
    expect(out).toContain('3 runs used, 1 lines skipped');
    expect(err).toContain('Line 3 is no JSON object.');
    const document = servingCalibration.parse(JSON.parse(readFileSync(output, 'utf8')));
    expect(document.runs).toBe(3);
    const ratio = predicted(['--calibration', output]).tpotMs / predicted().tpotMs;
    expect(ratio).toBeGreaterThan(1.2);
    expect(ratio).toBeLessThan(1.5);
    const scenario = join(folder, 'small.yaml');
    writeFileSync(
      scenario,
      `headroom: 1
name: Small
horizon: { start: 2026-01, months: 2 }
buyer: { country: US }
sites: [{ id: dallas, region: us-tx }]
services:
  - { id: chat, model: llama-3.1-70b, load: { requestsPerSecond: 5 }, inputTokens: 500, outputTokens: 200 }
candidates: { systems: [nv-dgx-h100] }
`,
    );
    const plan = cli(['plan', '-f', scenario, '--json', '--calibration', output]);
    expect(JSON.parse(plan.out)).toMatchObject({ calibrationHash: expect.any(String) });
  });

  it('ends with 2 when no line can be used', () => {
    const path = join(folder, 'none.jsonl');
    writeFileSync(path, '{}\n');
    const { code, err } = cli(['calibrate-serving', '-f', path]);
    expect(code).toBe(2);
    expect(err).toContain('None of 1 lines is a usable run.');
  });

  it('refuses a file of factors that is none', () => {
    const path = join(folder, 'odd.json');
    writeFileSync(path, '{"headroomServingCalibration": 2}');
    const { code, err } = cli(['predict', 'serving', '--calibration', path], '');
    expect(code).toBe(2);
    expect(err).toContain('is no calibration of serving');
  });

  it('refuses factors whose interval is upside down', () => {
    const path = join(folder, 'turned.json');
    const key = { chipId: 'nv-h100-sxm', engine: 'vllm', precision: null, family: null };
    const tpot = { low: 1.5, mid: 1, high: 0.5 };
    const ttft = { low: 0.9, mid: 1, high: 1.1 };
    const head = { headroomServingCalibration: 1, engineVersion: '0', runs: 1, priorRuns: 4 };
    const factors = [{ key, runs: 1, ttft, tpot }];
    writeFileSync(path, JSON.stringify({ ...head, factors, errors: [], skipped: [] }));
    const { code, err } = cli(['predict', 'serving', '--calibration', path], '');
    expect(code).toBe(2);
    expect(err).toContain('/factors/0/tpot expected low <= mid <= high');
  });
});
