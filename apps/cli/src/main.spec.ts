import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan as planSchema } from '@headroom/models';
import { afterAll, describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';
import { smallScenario } from './testing/small-scenario';

const folder = mkdtempSync(join(tmpdir(), 'headroom-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scenarioFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const SMALL = smallScenario(2);

describe('plan', () => {
  it('prints a table and ends with 0', () => {
    const { code, out, err } = cli(['plan', '-f', scenarioFile('small.yaml', SMALL)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('DGX H100');
    expect(out).toContain('Total cost');
  });

  it('prints the whole plan as JSON that keeps the schema', () => {
    const { code, out } = cli(['plan', '-f', scenarioFile('small.yaml', SMALL), '--json']);
    expect(code).toBe(0);
    expect(planSchema.safeParse(JSON.parse(out)).error).toBeUndefined();
  });

  it('reads standard input, and speaks Chinese and yuan', () => {
    const { code, out } = cli(['plan', '-f', '-', '--locale', 'zh-CN', '--currency', 'CNY'], SMALL);
    expect(code).toBe(0);
    expect(out).toContain('总成本');
    expect(out).toContain('¥');
  });

  it('names file, line, field and what was expected, and ends with 2', () => {
    const path = scenarioFile(
      'bad.yaml',
      SMALL.replace('requestsPerSecond: 5', 'requestsPerSecond: -5'),
    );
    const { code, err } = cli(['plan', '-f', path]);
    expect(code).toBe(2);
    expect(err).toContain('bad.yaml:10:');
    expect(err).toContain('/services/0/load/requestsPerSecond');
    expect(err).toContain('Expected more than 0');
  });

  it('offers the nearest names for an unknown chip at its line', () => {
    const path = scenarioFile('unknown.yaml', SMALL.replace('nv-dgx-h100', 'nv-dgx-h10'));
    const { code, err } = cli(['plan', '-f', path]);
    expect(code).toBe(2);
    expect(err).toMatch(/unknown\.yaml:13:\d+ \/candidates\/systems\/0: .*nv-dgx-h100/);
  });

  it('ends with 3 and the conflict when nothing keeps the limits', () => {
    const path = scenarioFile('poor.yaml', `${SMALL}limits: { budgetUsd: 100 }\n`);
    const { code, out, err } = cli(['plan', '-f', path]);
    expect(code).toBe(3);
    expect(out).toContain('The budget of $100 is short by');
    expect(err).toContain('conflict');
  });

  it('says in one sentence that a file is missing, without a stack trace', () => {
    const { code, err } = cli(['plan', '-f', join(folder, 'nowhere.yaml')]);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('    at ');
  });
});

describe('predict', () => {
  it('answers every line in order, also those it cannot read', () => {
    const { code, out } = cli(['predict', 'serving'], 'not json\n{"id":"x"}\n[1]\n');
    const answers = out
      .trim()
      .split('\n')
      .map((line): { id: string | null; error?: { code: string } } => JSON.parse(line));
    expect(code).toBe(2);
    expect(answers.map((a) => a.id)).toEqual([null, 'x', null]);
    expect(answers.map((a) => a.error?.code.split('/')[0])).toEqual([
      'predict',
      'predict',
      'predict',
    ]);
  });

  it('does not let one row change the answer to another', () => {
    const row = JSON.stringify({
      id: 'r',
      model: 'llama-3.1-70b',
      chip: 'nv-h100-sxm',
      chips: 64,
      tokens: 1,
    });
    const alone = cli(['predict', 'training'], `${row}\n`).out;
    const among = cli(['predict', 'training'], `oops\n${row}\n`).out;
    expect(among.endsWith(alone)).toBe(true);
  });
});

describe('the other commands', () => {
  it('list the catalogue and show an entry with its sources', () => {
    expect(cli(['catalog', 'chips']).out).toContain('huawei-ascend-910c');
    const shown = cli(['catalog', 'chips', 'nvidia-h20']);
    expect(shown.out).toContain('nv-h20-96');
    expect(shown.out).toMatch(/\[.+\] /);
    expect(cli(['catalog', 'systems', 'nv-gb200-nvl7']).err).toContain('nv-gb200-nvl72');
  });

  it('write an example once and never over a file', () => {
    const path = join(folder, 'mine.yaml');
    expect(cli(['init', '--example', 'e-starved', '-o', path]).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('oversubscription');
    const again = cli(['init', '--example', 'a', '-o', path]);
    expect(again.code).toBe(2);
    expect(again.err).toContain('exists already');
  });

  it('score measured rows, and say where there are none', () => {
    const row = {
      id: 'r',
      engine: 'vllm',
      engineVersion: null,
      model: 'llama-3.1-70b',
      chip: 'nv-h100-sxm',
      scaleUpDomain: 8,
      precision: 'fp8',
      isl: 1024,
      osl: 512,
      mode: 'aggregated',
      concurrency: 16,
      chips: 8,
      parallelism: { tp: 8, pp: 1, dp: 1, ep: 1 },
      measured: { ttftMs: 100, tpotMs: 12, outputTokensPerSecondPerChip: 150 },
    };
    scenarioFile('serving.jsonl', `${JSON.stringify(row)}\n{"id":"bad"}\n`);
    const { code, out } = cli(['validate', '--dir', folder]);
    expect(code).toBe(0);
    expect(out).toContain('serving.jsonl: 1 of 2 rows answered');
    expect(out).toContain('TPOT MAPE');
    expect(cli(['validate', '--dir', join(folder, 'nowhere')]).code).toBe(2);
  });

  it('print the schema of a scenario', () => {
    expect(JSON.parse(cli(['schema']).out)).toMatchObject({ title: 'Headroom scenario' });
  });

  it('explain memory, time, cost and sources of a workload', () => {
    const path = scenarioFile('small.yaml', SMALL);
    const { code, out } = cli(['explain', '-f', path, '--workload', 'chat']);
    expect(code).toBe(0);
    for (const part of ['Memory of one chip in GB', 'Time of one decode step', 'amortisation =']) {
      expect(out).toContain(part);
    }
    expect(cli(['explain', '-f', path, '--workload', 'chatt']).code).toBe(2);
  });

  it('end with 2 for a word they do not know, and with 0 for help', () => {
    expect(cli(['plann']).code).toBe(2);
    expect(cli(['plan']).code).toBe(2);
    expect(cli(['--help']).code).toBe(0);
  });
});
