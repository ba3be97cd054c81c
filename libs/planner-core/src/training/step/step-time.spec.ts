import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepseekV3, hgxH100, llama70b } from '../../testing/training-fixtures';
import type { Machine } from '../../topology/machine';
import type { BytesPerSecond } from '../../units/quantity';
import type { LayoutPoint } from '../layouts/layout';
import { recipeOn } from '../run/recipe';
import { evaluateLayout } from '../layouts/search';
import { shapeFromLlm } from './shape';
import { createStepContext, type StepContext } from './step-context';
import { hardwareFlopsShare, modelTimeFloor, stepTimeFloor } from './step-time';

function contextOn(machine: Machine, llm = llama70b, globalBatch = 512): StepContext {
  const recipe = recipeOn(machine, 'bf16');
  const context =
    recipe === null
      ? null
      : createStepContext({
          shape: shapeFromLlm(llm),
          machine,
          recipe,
          method: 'pretrain',
          stack: 'megatron',
          sequence: 8192,
          globalBatch,
        });
  if (context === null) throw new Error('The fixture has peaks');
  return context;
}

const layouts = fc
  .record({
    tp: fc.constantFrom(1, 2, 4, 8),
    pp: fc.constantFrom(1, 2, 4, 8),
    vpp: fc.constantFrom(1, 2),
    dp: fc.constantFrom(1, 4, 16),
    cp: fc.constantFrom(1, 2),
    zeroStage: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    microBatch: fc.constantFrom(1, 2),
    microBatches: fc.integer({ min: 8, max: 64 }),
    recompute: fc.constantFrom('none' as const, 'selective' as const, 'full' as const),
    sequenceParallel: fc.boolean(),
    isSplit: fc.boolean(),
  })
  .map(({ isSplit, ...point }): LayoutPoint => ({
    ...point,
    ep: 1,
    shardGroup: point.dp * point.cp,
    schedule: scheduleOf(point.vpp, isSplit),
  }));

/** A schedule for so many chunks; `isSplit`: one that parts the two halves of a backward pass. */
function scheduleOf(chunks: number, isSplit: boolean): LayoutPoint['schedule'] {
  if (chunks > 1) return isSplit ? 'dualpipe' : 'interleaved';
  return isSplit ? 'zero-bubble' : '1f1b';
}

describe('the time of a step', () => {
  const context = contextOn(hgxH100);

  it('is the sum of its terms, none of them negative', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { total, ...terms } = evaluateLayout(context, layout).step;
        const values = Object.values(terms);
        expect(values.every((value) => value >= 0)).toBe(true);
        expect(values.reduce((a, b) => a + b, 0) / total).toBeCloseTo(1, 9);
      }),
    );
  });

  it('never grows when a network gets faster', () => {
    const { fabric } = hgxH100;
    const faster = (up: number, out: number) =>
      contextOn({
        ...hgxH100,
        fabric: {
          ...fabric,
          scaleUpBandwidth: (fabric.scaleUpBandwidth * up) as BytesPerSecond,
          scaleOutBandwidth: (fabric.scaleOutBandwidth * out) as BytesPerSecond,
        },
      });
    fc.assert(
      fc.property(
        layouts,
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (layout, up, out) => {
          const before = evaluateLayout(context, layout).step.total;
          const after = evaluateLayout(faster(up, out), layout).step.total;
          expect(after).toBeLessThanOrEqual(before * (1 + 1e-12));
        },
      ),
    );
  });

  it('idles a smaller share in the pipeline with more micro-batches, and less when interleaved', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const share = (point: LayoutPoint) => {
          const { step } = evaluateLayout(context, point);
          return step.bubble / step.total;
        };
        const pipelined = { ...layout, pp: 8, vpp: 1, schedule: '1f1b' as const };
        const longer = { ...pipelined, microBatches: pipelined.microBatches * 2 };
        const interleaved = { ...pipelined, vpp: 5, schedule: 'interleaved' as const };
        const zero = { ...pipelined, schedule: 'zero-bubble' as const };
        const dual = { ...pipelined, vpp: 2, schedule: 'dualpipe' as const };
        expect(share(longer)).toBeLessThan(share(pipelined));
        expect(share(interleaved)).toBeLessThan(share(pipelined));
        expect(share(zero)).toBeLessThan(share(pipelined));
        expect(share(dual)).toBeLessThan(share(pipelined));
      }),
    );
  });

  it('is never below its floor', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { layer, step } = evaluateLayout(context, layout);
        const dualPipe = layout.schedule === 'dualpipe';
        const floor = stepTimeFloor(modelTimeFloor(context, layer, dualPipe), layout);
        expect(floor).toBeLessThanOrEqual(step.total);
      }),
    );
  });

  it('is never shorter, nor needs less memory, with copied optimiser states than with sharded ones', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const copied = evaluateLayout(context, { ...layout, zeroStage: 0 });
        const sharded = evaluateLayout(context, { ...layout, zeroStage: 1 });
        expect(copied.step.total).toBeGreaterThanOrEqual(sharded.step.total * (1 - 1e-12));
        expect(copied.memory.total).toBeGreaterThanOrEqual(sharded.memory.total);
      }),
    );
  });

  it('hides the exchange with experts under DualPipe', () => {
    const moe = contextOn(hgxH100, deepseekV3);
    fc.assert(
      fc.property(layouts, (layout) => {
        const plain = { ...layout, ep: 4, dp: 16, pp: 4, vpp: 1, schedule: '1f1b' as const };
        const dual = { ...plain, vpp: 2, schedule: 'dualpipe' as const };
        const [before, after] = [plain, dual].map((point) => evaluateLayout(moe, point).step);
        expect(after?.expert).toBeLessThan(before?.expert ?? 0);
      }),
    );
  });

  it('does at least as much hardware work as model work', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const share = hardwareFlopsShare(context, layout);
        expect(share).toBeGreaterThanOrEqual(1);
        expect(share).toBeLessThan(4 / 3);
      }),
    );
  });

  it('pays for experts in other domains', () => {
    const moe = contextOn(hgxH100, deepseekV3);
    const base: LayoutPoint = {
      tp: 1,
      pp: 8,
      vpp: 1,
      dp: 64,
      ep: 8,
      cp: 1,
      zeroStage: 1,
      shardGroup: 64,
      microBatch: 1,
      microBatches: 8,
      recompute: 'full',
      schedule: '1f1b',
      sequenceParallel: true,
    };
    const inside = evaluateLayout(moe, base).step.expert;
    const across = evaluateLayout(moe, { ...base, ep: 64 }).step.expert;
    expect(inside).toBeGreaterThan(0);
    expect(across).toBeGreaterThan(2 * inside);
  });
});
