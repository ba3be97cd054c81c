import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hgxA100, hgxH100, llama70b } from '../../testing/training-fixtures';
import { newLayerCost, setLayerCost } from './layer-cost';
import type { LayoutPoint } from '../layouts/layout';
import { inFlightMicroBatches, layersOfLastStage, layersPerStage } from './memory';
import { recipeOn } from '../run/recipe';
import { evaluateLayout } from '../layouts/search';
import { shapeFromLlm, type TrainingModelShape } from './shape';
import { createStepContext, type StepContext } from './step-context';

const GPT3: TrainingModelShape = {
  layers: 96,
  hidden: 12288,
  heads: 96,
  kvHeads: 96,
  headDim: 128,
  ffn: 49152,
  gatedMlp: false,
  vocab: 51200,
  tiedEmbeddings: true,
  moe: null,
  mla: null,
  fullAttentionLayers: 96,
  windowTokens: null,
};

function contextOf(
  shape: TrainingModelShape,
  machine = hgxA100,
  stack: StepContext['stack'] = 'early-megatron',
): StepContext {
  const recipe = recipeOn(machine, machine === hgxA100 ? 'fp16' : 'bf16');
  if (recipe === null) throw new Error('The fixture has peaks');
  const context = createStepContext({
    shape,
    machine,
    recipe,
    method: 'pretrain',
    stack,
    sequence: 2048,
    globalBatch: 512,
  });
  if (context === null) throw new Error('The fixture has peaks');
  return context;
}

const layout: LayoutPoint = {
  tp: 8,
  pp: 8,
  vpp: 1,
  dp: 8,
  ep: 1,
  cp: 1,
  zeroStage: 1,
  shardGroup: 8,
  microBatch: 1,
  microBatches: 64,
  recompute: 'none',
  schedule: '1f1b',
  sequenceParallel: true,
};

describe('activations of one layer (Korthikanti et al. 2022, table 2)', () => {
  const context = contextOf(GPT3);
  const [s, b, h, a, t] = [2048, 1, 12288, 96, 8];
  const sbh = s * b * h;
  const cost = (sequenceParallel: boolean) => {
    const out = newLayerCost();
    setLayerCost(context, t, 1, 1, b, sequenceParallel, out);
    return out;
  };

  it('are sbh (10 + 24/t + 5as/ht) with tensor parallelism alone', () => {
    expect(cost(false).activationNone).toBeCloseTo(sbh * (10 + 24 / t + (5 * a * s) / (h * t)), 0);
  });

  it('are sbh/t (34 + 5as/h) with sequence parallelism', () => {
    expect(cost(true).activationNone).toBeCloseTo((sbh / t) * (34 + (5 * a * s) / h), 0);
  });

  it('are 34 sbh/t with selective recomputation', () => {
    expect(cost(true).activationSelective).toBeCloseTo((34 * sbh) / t, 0);
  });

  it('are 2 sbh with full recomputation', () => {
    expect(cost(false).activationFull).toBe(2 * sbh);
  });
});

describe('memory of a rank', () => {
  it('does not hold 181 billion parameters split eight ways on 80 GB, as BigScience found', () => {
    const bloom = { ...GPT3, layers: 72, hidden: 14336, heads: 64, kvHeads: 64, headDim: 224 };
    const context = contextOf({ ...bloom, ffn: 57344, vocab: 250880 });
    const flat = { ...layout, pp: 1, dp: 48, shardGroup: 48, recompute: 'full' as const };
    expect(evaluateLayout(context, flat).memory.total).toBeGreaterThan(context.memory);
  });

  it('falls with every ZeRO stage', () => {
    const context = contextOf(shapeFromLlm(llama70b), hgxH100, 'megatron');
    const totals = ([0, 1, 2, 3] as const).map(
      (zeroStage) => evaluateLayout(context, { ...layout, zeroStage }).memory.total,
    );
    expect(totals).toEqual([...totals].sort((x, y) => y - x));
    expect(new Set(totals).size).toBe(4);
  });

  it('falls with more recomputation, and never rises with more shards', () => {
    const context = contextOf(shapeFromLlm(llama70b), hgxH100, 'megatron');
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 4, 8), fc.constantFrom(1, 2, 4), (dp, microBatch) => {
        const base = { ...layout, dp, shardGroup: dp, microBatch };
        const [none, selective, full] = (['none', 'selective', 'full'] as const).map(
          (recompute) => evaluateLayout(context, { ...base, recompute }).memory.total,
        );
        const twice = evaluateLayout(context, { ...base, dp: 2 * dp, shardGroup: 2 * dp });
        expect(selective).toBeLessThan(none ?? 0);
        expect(full).toBeLessThan(selective ?? 0);
        expect(twice.memory.total).toBeLessThanOrEqual(none ?? 0);
      }),
    );
  });

  it('holds p micro-batches in a pipeline, more when interleaved, never more than there are', () => {
    expect(inFlightMicroBatches(layout)).toBe(8);
    expect(inFlightMicroBatches({ ...layout, vpp: 4 })).toBeCloseTo(8 * (1 + 7 / 32), 6);
    expect(inFlightMicroBatches({ ...layout, microBatches: 3 })).toBe(3);
    expect(inFlightMicroBatches({ ...layout, pp: 1 })).toBe(1);
  });

  it('gives the last stage fewer layers where stages do not divide', () => {
    expect([layersPerStage(126, 8), layersOfLastStage(126, 8)]).toEqual([16, 14]);
    expect([layersPerStage(96, 8), layersOfLastStage(96, 8)]).toEqual([12, 12]);
  });
});
