import { trainingStudy } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';

const base = ['training', '--model', 'llama-3.1-70b', '--tokens', '1T', '--system', 'nv-dgx-h100'];

describe('training', () => {
  it('prints the best layout, its flags and how the network moves time and cost', () => {
    const { code, out } = cli([
      ...base,
      ...['--chips', '512', '--flags', 'megatron', '--study', 'bandwidth', '--start', '2026-01-01'],
    ]);
    expect(code).toBe(0);
    expect(out).toContain('Llama 3.1 70B');
    expect(out).toMatch(/goodput {0,}\d+\.\d %/i);
    expect(out).toContain('--tensor-model-parallel-size');
    expect(out).toMatch(/Scale-out Gb\/s/);
  });

  it('answers in Chinese throughout', () => {
    const { code, out } = cli([...base, '--chips', '512', '--locale', 'zh-CN']);
    expect(code).toBe(0);
    expect(out).toContain('流水线空泡');
    // Names of models, systems, places and publications stay as they are; sentences do not.
    expect(out).not.toMatch(/\b(of|the|tokens|days|every|weights|Cost|Layout|rent)\b/);
  });

  it('prints what the wire promises as JSON', () => {
    const { code, out } = cli([...base, '--deadline', '30d', '--json']);
    expect(code).toBe(0);
    expect(trainingStudy.safeParse(JSON.parse(out)).error).toBeUndefined();
  });

  it('ends with the code of what cannot be, and says the first possible date', () => {
    const deadline = ['--batch', '1M', '--deadline', '2026-01-02', '--start', '2026-01-01'];
    const { code, err } = cli([...base, ...deadline]);
    expect(code).toBe(3);
    expect(err).toMatch(/first possible end is after/);
  });

  it('refuses a layout that does not divide, with the nearest that does', () => {
    const { code, err } = cli([...base, '--chips', '512', '--layout', 'tp=6']);
    expect(code).toBe(3);
    expect(err).toMatch(/nearest that does is 8/);
  });

  it.each([
    [[...base], /--chips, --deadline or --budget-usd/],
    [[...base, '--chips', 'many'], /--chips is "many"/],
    [[...base, '--chips', '8', '--layout', 'tensor=8'], /layout/],
    [['training', '--model', 'llama-9', '--tokens', '1T', '--chips', '8'], /no model llama-9/],
    [[...base.slice(0, -1), 'nv-dgx-h1000', '--chips', '8'], /no system nv-dgx-h1000.*nv-dgx-h100/],
    [[...base, '--deadline', '30', '--layout', 'tp=8'], /--layout is checked on a number of chips/],
    [[...base, '--chips', '8', '--rollout'], /--rollout is for --kind rl/],
    [[...base, '--chips', '8', '--teacher', 'llama-3.1-405b'], /--kind distillation/],
    [
      [...base, '--chips', '8', '--kind', 'rl', '--rollout', 'zzz'],
      /no system zzz\. Nearest: none\./,
    ],
  ])('says what is wrong with %j', (args, sentence) => {
    const { code, err } = cli(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
