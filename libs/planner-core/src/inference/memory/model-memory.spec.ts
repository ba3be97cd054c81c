import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { measuredMachine } from '../measured/measured-machine';
import { servingFormats } from './formats';
import { kvElementsPerLayer, modelShape } from './model-shape';
import { profileOf } from '../engine/profiles';
import { sequencesHeld, servingMemory, tokensHeld, weightsPerChip } from './serving-memory';

const catalog = loadCatalog();
const shapeOf = (id: string) => {
  const llm = catalog.llms.find((l) => l.id === id);
  if (!llm) throw new Error(`The catalogue lost ${id}`);
  return modelShape(llm);
};
const machineOf = (name: string) => {
  const found = measuredMachine(name, 8, 8, catalog);
  if (found.kind !== 'machine') throw new Error(name);
  return found.machine;
};
const h200 = machineOf('nv-h200-sxm');
const eight = { tp: 8, pp: 1, dp: 1, ep: 1 };

describe('model shapes', () => {
  it('cache 61 x (512 + 64) elements a token of DeepSeek-R1', () => {
    const s = shapeOf('deepseek-r1');
    expect(s.fullLayers * kvElementsPerLayer(s)).toBe(61 * 576);
  });

  it('cache 2 x 80 x 8 x 128 elements a token of Llama 3.1 70B', () => {
    const s = shapeOf('llama-3.1-70b');
    expect(s.fullLayers * kvElementsPerLayer(s)).toBe(2 * 80 * 8 * 128);
  });

  it('tell window, state and full attention layers apart', () => {
    expect(shapeOf('gpt-oss-120b')).toMatchObject({ fullLayers: 18, windowLayers: 18 });
    expect(shapeOf('qwen3-next-80b-a3b')).toMatchObject({ fullLayers: 12, stateLayers: 36 });
  });

  it.each(['deepseek-r1', 'llama-3.1-405b', 'qwen3-235b-a22b', 'mixtral-8x7b'])(
    'sum %s to its published parameters within 3 %%',
    (id) => {
      expect(Math.abs(shapeOf(id).paramsScale - 1)).toBeLessThan(0.03);
    },
  );
});

describe('memory of a chip', () => {
  const profile = profileOf('vllm');

  it('holds an eighth of DeepSeek-R1 in FP8 as 80 to 90 GB', () => {
    const s = shapeOf('deepseek-r1');
    const f = servingFormats(h200, s, 'vllm', 'fp8', null, null);
    const gb = weightsPerChip(s, f, eight) / 1e9;
    expect(gb).toBeGreaterThan(80);
    expect(gb).toBeLessThan(92);
  });

  it('never needs more at a lower precision', () => {
    for (const { id } of catalog.llms.slice(0, 40)) {
      const s = shapeOf(id);
      const bytes = (['bf16', 'fp8', 'fp4'] as const).map((p) =>
        weightsPerChip(
          s,
          servingFormats(machineOf('nv-b200-sxm'), s, 'vllm', p, null, 'bf16'),
          eight,
        ),
      );
      expect(bytes[1]).toBeLessThanOrEqual(bytes[0] ?? 0);
      expect(bytes[2]).toBeLessThanOrEqual(bytes[1] ?? 0);
    }
  });

  it('keeps the cache of all sequences it says it holds within capacity', () => {
    const s = shapeOf('gpt-oss-120b');
    const f = servingFormats(h200, s, 'vllm', 'bf16', 'mxfp4', null);
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4, 8),
        fc.integer({ min: 1, max: 100_000 }),
        (tp, tokens) => {
          const m = servingMemory(h200, s, f, { tp, pp: 1, dp: 1, ep: 1 }, profile);
          const cache = sequencesHeld(m, tokens) * (m.kvPerToken * tokens + m.kvPerSequence);
          expect(m.weights + m.activations + cache).toBeLessThanOrEqual(m.capacity * (1 + 1e-9));
          expect(tokensHeld(m, tokens)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('replicates the latent cache over tensor ranks but splits grouped heads', () => {
    const latent = shapeOf('deepseek-r1');
    const grouped = shapeOf('llama-3.1-70b');
    const perToken = (s: typeof latent, tp: number) =>
      servingMemory(
        h200,
        s,
        servingFormats(h200, s, 'vllm', 'fp8', null, 'bf16'),
        { tp, pp: 1, dp: 1, ep: 1 },
        profile,
      ).kvPerToken;
    expect(perToken(latent, 8)).toBe(perToken(latent, 1));
    expect(perToken(grouped, 8)).toBe(perToken(grouped, 1) / 8);
  });
});

describe('formats of the cache', () => {
  const llama = shapeOf('llama-3.1-70b');
  const cacheOf = (
    chip: string,
    engine: 'vllm' | 'sglang' | 'tensorrt-llm',
    weights: 'fp8' | 'bf16',
  ) => servingFormats(machineOf(chip), llama, engine, weights, null, null).kv;

  it('are 8 bits in vLLM only on chips that compute in 4 bits', () => {
    expect(cacheOf('nv-b200-sxm', 'vllm', 'fp8')).toBe('fp8');
    expect(cacheOf('nv-h100-sxm', 'vllm', 'fp8')).toBe('bf16');
    expect(cacheOf('nv-b200-sxm', 'sglang', 'fp8')).toBe('bf16');
  });

  it('are 16 bits beside weights of 16 bits', () => {
    for (const engine of ['vllm', 'sglang', 'tensorrt-llm'] as const)
      expect(cacheOf('nv-b200-sxm', engine, 'bf16')).toBe('bf16');
  });
});
