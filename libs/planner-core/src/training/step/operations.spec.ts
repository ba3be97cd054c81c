import { describe, expect, it } from 'vitest';
import { deepseekV3, llama405b, llama70b, llama8b } from '../../testing/training-fixtures';
import {
  activeMatmulParams,
  meanAttendedTokens,
  modelFlopsPerToken,
  totalParams,
} from './operations';
import { shapeFromLlm } from './shape';

describe('counting a model', () => {
  it.each([
    [llama8b, 8.03e9],
    [llama70b, 70.55e9],
    [llama405b, 405.85e9],
    [deepseekV3, 671e9],
  ])('finds the published parameters of $name', (llm, params) => {
    const found = totalParams(shapeFromLlm(llm));
    expect(Math.abs(found / params - 1)).toBeLessThan(0.005);
  });

  it('counts only the experts a token visits as active: 37 billion of DeepSeek-V3', () => {
    expect(activeMatmulParams(shapeFromLlm(deepseekV3)) / 37e9).toBeCloseTo(1, 1);
  });

  it.each([
    [llama8b, 51.5e9],
    [llama70b, 449e9],
    [llama405b, 2524e9],
  ])('counts causal FLOP per token of $name at 8k as Megatron-Bridge does', (llm, flops) => {
    const found = modelFlopsPerToken(shapeFromLlm(llm), 8192, 'causal');
    expect(Math.abs(found / flops - 1)).toBeLessThan(0.02);
  });

  it('orders the conventions: 6N, causal, non-causal', () => {
    const shape = shapeFromLlm(llama8b);
    const [six, causal, full] = (['six-n', 'causal', 'non-causal'] as const).map((convention) =>
      modelFlopsPerToken(shape, 8192, convention),
    );
    expect(six).toBeLessThan(causal ?? 0);
    expect((full ?? 0) - (causal ?? 0)).toBeCloseTo((causal ?? 0) - (six ?? 0), 0);
  });

  it('lets a window bound what a query attends to', () => {
    expect(meanAttendedTokens(8192, null)).toBe(4096);
    expect(meanAttendedTokens(8192, 1024)).toBe(1024 - 64);
    expect(meanAttendedTokens(8192, 100_000)).toBe(4096);
  });
});
