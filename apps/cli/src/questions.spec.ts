import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planComparison } from '@headroom/models';
import { afterAll, describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';
import { smallScenario } from './testing/small-scenario';

const folder = mkdtempSync(join(tmpdir(), 'headroom-questions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCENARIO = `${smallScenario(6)}acquisition: buy
limits:
  supply:
    - { system: nv-dgx-h100, chipsPerMonth: 16, leadTimeMonths: 2 }
`;
const path = join(folder, 'small.yaml');
writeFileSync(path, SCENARIO);
const CHINESE = /[\u4e00-\u9fff]/;

describe('plan --whatif', () => {
  const whatIf = (...changes: string[]) => cli(['plan', '-f', path, '--whatif', ...changes]);

  it('shows what one input changes in the plan and how long it took', () => {
    const { code, out, err } = whatIf('services/chat/load/requestsPerSecond=60');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('/services/chat/load/requestsPerSecond: 5 -> 60');
    expect(out).toMatch(/The plan with the change took [\d,]+ ms\./);
    expect(out).toMatch(/services\/chat +\+/);
  });

  it('takes dots, numbers of elements, several changes, and JSON out', () => {
    const { code, out } = cli([
      ...['plan', '-f', path, '--json', '--whatif'],
      ...['services.0.outputTokens=100', 'sites.dallas.powerKw=900'],
    ]);
    expect(code).toBe(0);
    const { tookMs, comparison } = JSON.parse(out) as { tookMs: number; comparison: unknown };
    expect(Number.isInteger(tookMs)).toBe(true);
    const { scenario } = planComparison.parse(comparison);
    expect(scenario?.map((change) => change.pointer)).toEqual([
      '/sites/dallas/powerKw',
      '/services/chat/outputTokens',
    ]);
  });

  it('names what is wrong with a change, and ends with 2', () => {
    const wrong = {
      'no sign': 'path=value',
      '=5': 'path=value',
      'services/talk/load=5': 'Expected one of: chat',
      'nowhere/at/all=5': 'no such place',
      'services/chat/__proto__={a: 1}': 'no such place',
      'services/chat/load/requestPerSecond=5': 'requestsPerSecond',
      'services/chat/load/requestsPerSecond=-5': 'more than 0',
      'services/chat/model=no-such-model': 'no model',
      'services/chat/outputTokens=[1': 'cannot be read',
      'services/chat/slo=&own [*own]': 'cannot be read',
    };
    for (const [change, sentence] of Object.entries(wrong)) {
      const { code, err } = whatIf(change);
      expect([change, code]).toEqual([change, 2]);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
    }
  });
});

describe('supply', () => {
  it('says that nobody knows what providers have free, where nothing limits what is rented', () => {
    const rented = join(folder, 'rented.yaml');
    writeFileSync(rented, `${smallScenario(6)}acquisition: rent\n`);
    const note = /What providers have free is not published/;
    expect(cli(['supply', '-f', rented]).out).toMatch(note);
    expect(cli(['supply', '-f', rented, '--locale', 'zh-CN']).out).toContain('可租库存并不公开');
    expect(cli(['supply', '-f', path]).out).not.toMatch(note);
  });

  it('tells by month how many units can be had', () => {
    const { code, out, err } = cli(['supply', '-f', path]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('nv-dgx-h100, dallas, buy');
    expect(out.trim().split('\n')).toHaveLength(8);
  });

  it('tells by when so many units can be there, and ends with 3 when never', () => {
    const some = cli(['supply', '-f', path, '--system', 'nv-dgx-h100', '--units', '3']);
    expect(some.code).toBe(0);
    expect(some.out).toMatch(/3 x nv-dgx-h100 at dallas: by 2026-0\d/);
    const many = cli(['supply', '-f', path, '--units', '9999', '--locale', 'zh-CN']);
    expect(many.code).toBe(3);
    expect(many.err).toContain('规划期内无法获得 9999 台');
  });

  it('refuses what it cannot be asked, with the nearest name', () => {
    for (const args of [
      ['--units', '0'],
      ['--units', '-3'],
      ['--units', 'many'],
      ['--units', '2.5'],
      ['--system', 'nv-dgx-h10'],
    ]) {
      const { code, err } = cli(['supply', '-f', path, ...args]);
      expect([args, code]).toEqual([args, 2]);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    expect(cli(['supply', '-f', path, '--system', 'nv-dgx-h10']).err).toContain('nv-dgx-h100');
    const absent = cli(['supply', '-f', path, '--system', 'huawei-atlas-800t-a2']);
    expect(absent.code).toBe(3);
    expect(absent.err).toContain('There is supply of: nv-dgx-h100');
  });
});

describe('predict', () => {
  it('ends with 2 and a sentence when no row could be predicted, or none came', () => {
    const bad = cli(['predict', 'training'], 'oops\n{"id":"x"}\n');
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/^None of the 2 rows could be predicted\. The first: .+\n$/);
    expect(bad.out.trim().split('\n')).toHaveLength(2);
    const none = cli(['predict', 'serving'], '\n\n');
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toContain('No row came in');
  });
});

describe('the language', () => {
  it('is Chinese throughout for who explains, compares and errs in it', () => {
    const other = join(folder, 'other.yaml');
    writeFileSync(other, SCENARIO.replace('outputTokens: 200', 'outputTokens: 400'));
    const explained = cli(['explain', '-f', path, '--locale', 'zh-CN']);
    expect(explained.code).toBe(0);
    expect(explained.out).toContain('每个副本：');
    expect(explained.out).not.toMatch(/^(Layout|Memory|Solver|Cost|Bound)/m);
    const compared = cli(['compare', path, other, '--locale', 'zh-CN']);
    expect(compared.code).toBe(0);
    expect(compared.out).toContain('成本变化的原因');
    const wrong = cli(
      ['plan', '-f', '-', '--locale', 'zh-CN'],
      SCENARIO.replace('chat', 'Chat One'),
    );
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(CHINESE);
    expect(cli(['plan', '-f', 'absent.yaml', '--locale', 'zh-CN']).err).toContain('没有文件');
  });

  it('names the files where both scenarios have one name', () => {
    const other = join(folder, 'same-name.yaml');
    writeFileSync(other, SCENARIO);
    const { out } = cli(['compare', path, other]);
    expect(out).toContain(`from: Small, ${path} (planned)`);
    expect(out).toContain(`to: Small, ${other} (planned)`);
  });

  it('is refused when it is not spoken here', () => {
    for (const command of ['explain', 'supply', 'plan']) {
      expect(cli([command, '-f', path, '--locale', 'fr']).code).toBe(2);
    }
  });
});

describe('the exit codes', () => {
  it('are told by --help', () => {
    const { out } = cli(['--help']);
    expect(out).toContain('Exit codes:');
    expect(out).toMatch(/ 3 {2}no answer/);
  });
});
