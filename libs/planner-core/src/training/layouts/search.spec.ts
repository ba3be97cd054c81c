import type { Llm } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepseekV3, hgxH100, llama70b, llama8b } from '../../testing/training-fixtures';
import { divisors, type LayoutPoint } from './layout';
import { recipeOn, type RecipeName } from '../run/recipe';
import {
  canRun,
  evaluateLayout,
  fastestOn,
  microBatchesFor,
  searchLayouts,
  smallestWithin,
  type EvaluatedLayout,
} from './search';
import {
  chunkCounts,
  layoutSpace,
  shardGroups,
  zeroStagesFor,
  type LayoutSpace,
} from './search-space';
import { shapeFromLlm } from '../step/shape';
import { createStepContext, type StepContext } from '../step/step-context';

/** DeepSeek-V3 with eight layers of eight experts. */
const smallMoe: Llm = {
  ...deepseekV3,
  layers: 8,
  moe: {
    experts: 8,
    activeExperts: 2,
    sharedExperts: 1,
    expertIntermediateSize: 2048,
    sharedIntermediateSize: 2048,
    firstDenseLayers: 1,
    layerStep: 1,
  },
};

function contextOf(
  llm = llama8b,
  globalBatch = 64,
  sequence = 4096,
  precision: RecipeName = 'bf16',
): StepContext {
  const recipe = recipeOn(hgxH100, precision);
  const context =
    recipe === null
      ? null
      : createStepContext({
          shape: shapeFromLlm(llm),
          machine: hgxH100,
          recipe,
          method: 'pretrain',
          stack: 'megatron',
          sequence,
          globalBatch,
        });
  if (context === null) throw new Error('The fixture has peaks');
  return context;
}

/** Every layout of a space on at most `chips`, evaluated one by one without any pruning. */
function everyLayout(context: StepContext, space: LayoutSpace, chips: number): EvaluatedLayout[] {
  const found: EvaluatedLayout[] = [];
  for (const tp of space.tensor)
    for (const cp of space.context)
      for (const ep of space.expert)
        for (const microBatch of space.microBatch)
          for (const pp of space.pipeline)
            for (const schedule of space.schedules)
              for (const vpp of chunkCounts(space, schedule, context.shape.layers, pp))
                for (let dp = 1; dp * tp * cp * pp <= chips; dp += 1)
                  for (const [zeroStage, shardGroup] of shardings(
                    context,
                    space,
                    { tp, pp, ep },
                    dp * cp,
                  ))
                    for (const recompute of space.recompute) {
                      const microBatches = microBatchesFor(context.globalBatch, dp, microBatch);
                      if (microBatches === 0) continue;
                      if (!canRun({ schedule, vpp }, pp, microBatches)) continue;
                      if ((dp * cp) % ep !== 0) continue;
                      const layout: LayoutPoint = {
                        tp,
                        cp,
                        ep,
                        pp,
                        vpp,
                        dp,
                        schedule,
                        zeroStage,
                        recompute,
                        microBatch,
                        microBatches,
                        shardGroup,
                        sequenceParallel: true,
                      };
                      const evaluated = evaluateLayout(context, layout);
                      if (evaluated.memory.total <= context.memory) found.push(evaluated);
                    }
  return found;
}

/** Every ZeRO stage with every size of its shard groups. */
const shardings = (
  context: StepContext,
  space: LayoutSpace,
  { tp, pp, ep }: Pick<LayoutPoint, 'tp' | 'pp' | 'ep'>,
  ranks: number,
) =>
  ranks === 1
    ? [[0, 1] as const]
    : shardGroups(space, context.fabric.domainChips, tp, ep, ranks).flatMap((group) =>
        zeroStagesFor(space, pp).map((stage) => [stage, group] as const),
      );

const fastest = (layouts: readonly EvaluatedLayout[]): number =>
  Math.max(...layouts.map((entry) => entry.tokensPerSecond));

describe('the search of layouts', () => {
  it('finds the same optimum as trying every layout', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(llama8b, llama70b),
        fc.constantFrom(4, 8, 16, 24),
        fc.constantFrom(16, 48),
        (llm, chips, globalBatch) => {
          const context = contextOf(llm, globalBatch);
          const space = layoutSpace(context, chips, 'auto');
          const all = everyLayout(context, space, chips);
          const { best } = searchLayouts(context, space, fastestOn(context, chips));
          if (all.length === 0) expect(best).toBeNull();
          else expect(best?.tokensPerSecond).toBeCloseTo(fastest(all), 6);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('finds the same optimum for a mixture of experts', () => {
    const context = contextOf(smallMoe, 32);
    const space = { ...layoutSpace(context, 16, 'auto'), tensor: [1, 2, 4] };
    const { best } = searchLayouts(context, space, fastestOn(context, 16));
    expect(best?.tokensPerSecond).toBeCloseTo(fastest(everyLayout(context, space, 16)), 6);
  });

  it('finds the same optimum among all schedules and hybrid shardings', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(16, 32),
        fc.constantFrom(24, 64),
        fc.constantFrom('bf16' as const, 'fp8' as const),
        fc.subarray(['1f1b', 'interleaved', 'zero-bubble', 'dualpipe'] as const, { minLength: 1 }),
        fc.subarray([0, 1, 2, 3] as const, { minLength: 1 }),
        fc.boolean(),
        (chips, globalBatch, precision, schedules, zeroStages, shardedPipelines) => {
          const context = contextOf(smallMoe, globalBatch, 4096, precision);
          const stages = {
            zeroStages: [...new Set([0 as const, ...zeroStages])],
            shardedPipelines,
          };
          const options = { schedules, hybridSharding: true, ...stages };
          const full = layoutSpace(context, chips, 'auto', options);
          const space = { ...full, tensor: [1, 2, 8] };
          const { best } = searchLayouts(context, space, fastestOn(context, chips));
          const all = everyLayout(context, space, chips);
          if (all.length === 0) expect(best).toBeNull();
          else expect((best?.tokensPerSecond ?? 0) / fastest(all)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('finds the fewest chips that keep a time, as trying every layout does', () => {
    const context = contextOf(llama8b, 32);
    const space = layoutSpace(context, 32, 'auto');
    const all = everyLayout(context, space, 32);
    for (const perSecond of [20_000, 60_000, 150_000]) {
      const enough = all.filter((entry) => entry.tokensPerSecond >= perSecond);
      const fewest = Math.min(...enough.map((entry) => entry.chips));
      const goal = smallestWithin(context, 1, () => 1 / perSecond);
      expect(searchLayouts(context, space, goal).best?.chips).toBe(fewest);
    }
  });

  it('never loses to a published layout: Llama 3 70B on 64 H100', () => {
    const context = contextOf(llama70b, 128, 8192);
    const published = evaluateLayout(context, {
      tp: 4,
      pp: 4,
      vpp: 5,
      dp: 2,
      ep: 1,
      cp: 2,
      zeroStage: 1,
      shardGroup: 4,
      microBatch: 1,
      microBatches: 64,
      recompute: 'none',
      schedule: 'interleaved',
      sequenceParallel: true,
    });
    const space = layoutSpace(context, 64, 'auto');
    const { best } = searchLayouts(context, space, fastestOn(context, 64));
    expect(published.memory.total).toBeLessThanOrEqual(context.memory);
    expect(best?.tokensPerSecond).toBeGreaterThanOrEqual(published.tokensPerSecond);
  });

  it('says the least memory a chip would need where nothing fits', () => {
    const context = contextOf(llama70b, 8);
    const space = layoutSpace(context, 2, 'auto');
    const result = searchLayouts(context, space, fastestOn(context, 2));
    expect(result.best).toBeNull();
    expect(result.leastMemory).toBeGreaterThan(context.memory);
  });

  it('keeps the batch to two per cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 512 }),
        fc.constantFrom(1, 2, 4, 8),
        (batch, dp, microBatch) => {
          const count = microBatchesFor(batch, dp, microBatch);
          if (count > 0) {
            expect(Math.abs(count * dp * microBatch - batch)).toBeLessThanOrEqual(0.02 * batch);
          }
        },
      ),
    );
  });

  it('lists divisors in order', () => {
    expect(divisors(36)).toEqual([1, 2, 3, 4, 6, 9, 12, 18, 36]);
  });
});
