import { deployHint, deploymentSearchAnswer } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';

const lengths = ['--input-tokens', '2000:4000', '--output-tokens', '500'];
const base = ['deployments', '--model', 'deepseek-r1', ...lengths, '--tpot-ms', '60'];
const h200 = [...base, '--system', 'nv-dgx-h200'];

describe('deployments', () => {
  it('prints the best of each mode, what a load needs and where the time goes', () => {
    const { code, out } = cli([...h200, '--rate', '40', '--top', '2', '--explain']);
    expect(code).toBe(0);
    expect(out).toMatch(/nv-dgx-h200 .+ fp8 /);
    expect(out).toContain('points on the front');
    expect(out).toContain('time of one output token');
    expect(out).toMatch(/experts +\d/);
  });

  it('prints what the wire promises as JSON', () => {
    const { code, out } = cli([...h200, '--json']);
    expect(code).toBe(0);
    expect(deploymentSearchAnswer.safeParse(JSON.parse(out)).error).toBeUndefined();
  });

  it.each([
    ['vllm', 'nv-dgx-h200', '--enable-expert-parallel'],
    ['sglang', 'nv-dgx-h200', '--ep-size'],
    ['trtllm', 'nv-dgx-h200', 'moe_expert_parallel_size'],
    ['mindie', 'huawei-cloudmatrix-384', 'moe_ep'],
  ])('prints the best as flags of %s', (engine, system, flag) => {
    const { code, out } = cli([...base, '--system', system, '--flags', engine]);
    expect(code).toBe(0);
    expect(out).toContain(flag);
    const json = cli([...base, '--system', system, '--flags', engine, '--json']);
    expect(deployHint.safeParse(JSON.parse(json.out)).error).toBeUndefined();
  });

  it('searches the whole catalogue without naming systems', () => {
    const { code, out } = cli([...base, '--top', '3']);
    expect(code).toBe(0);
    expect(out).toMatch(/… \+\d+/);
  });

  it('ends with the code of what cannot be, and the nearest that can', () => {
    const { code, err } = cli([...h200, '--tp', '3']);
    expect(code).toBe(3);
    expect(err).toMatch(/the nearest that does is TP4/);
  });

  it.each([
    [['deployments', ...lengths], /--model/],
    [[...base, '--system', 'nv-dgx-h2000'], /nearest: .*nv-dgx-h200/],
    [['deployments', '--model', 'llama-9', ...lengths], /No model is called llama-9/],
    [[...base, '--ttft-ms', 'soon'], /--ttft-ms is "soon"/],
    [[...base, '--precision', 'fp3'], /weightPrecisions/],
    [[...h200, '--flags', 'mindie'], /mindie is not known to run on nv-dgx-h200/],
  ])('says what is wrong with %j', (args, sentence) => {
    const { code, err } = cli(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
