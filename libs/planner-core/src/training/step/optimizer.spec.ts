import type { TrainingOptimizer } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { hgxH100, llama70b } from '../../testing/training-fixtures';
import { bytesFromGb, rateFromGBps } from '../../units/convert';
import type { LayoutPoint } from '../layouts/layout';
import { withOptimizer } from './optimizer';
import { recipeOn } from '../run/recipe';
import { evaluateLayout } from '../layouts/search';
import { shapeFromLlm } from './shape';
import { createStepContext } from './step-context';

const layout: LayoutPoint = {
  tp: 8,
  pp: 4,
  vpp: 1,
  dp: 4,
  ep: 1,
  cp: 1,
  zeroStage: 1,
  shardGroup: 4,
  microBatch: 1,
  microBatches: 64,
  recompute: 'full',
  schedule: '1f1b',
  sequenceParallel: true,
};

function evaluated(optimizer: TrainingOptimizer, hostGbPerChip: number | null = null) {
  const base = recipeOn(hgxH100, 'bf16');
  if (base === null) throw new Error('The fixture has peaks');
  const shape = shapeFromLlm(llama70b);
  const host = {
    memoryPerChip: bytesFromGb(hostGbPerChip ?? 0),
    linkBandwidth: rateFromGBps(31.5),
  };
  const context = createStepContext({
    shape,
    machine: { ...hgxH100, host },
    recipe: withOptimizer(base, optimizer, shape),
    method: 'pretrain',
    stack: 'megatron',
    sequence: 4096,
    globalBatch: 256,
    offloadOptimizer: hostGbPerChip !== null,
  });
  if (context === null) throw new Error('The fixture has peaks');
  return evaluateLayout(context, layout);
}

describe('optimisers', () => {
  it('keep 12 bytes a parameter with AdamW, 8 with 16-bit moments or Muon and 6 with 8-bit moments', () => {
    const adamw = evaluated('adamw').memory.optimizer;
    expect(evaluated('adamw-bf16-states').memory.optimizer / adamw).toBeCloseTo(8 / 12, 9);
    expect(evaluated('muon').memory.optimizer / adamw).toBeCloseTo(8 / 12, 9);
    expect(evaluated('adam-8bit').memory.optimizer / adamw).toBeCloseTo(0.5, 2);
  });

  it('take longer with Muon, whose products are a small share of a step with a large batch', () => {
    const adamw = evaluated('adamw').step;
    const muon = evaluated('muon').step;
    expect(muon.optimizer).toBeGreaterThan(adamw.optimizer);
    expect(muon.optimizer / muon.total).toBeLessThan(0.1);
  });

  it('give up memory of the chip for time when their states are with the host', () => {
    const kept = evaluated('adamw');
    const all = evaluated('adamw', 1000);
    expect(all.memory.optimizer).toBe(0);
    expect(all.step.optimizer).toBeGreaterThan(kept.step.optimizer);
    const some = evaluated('adamw', 4);
    expect(some.memory.optimizer).toBeCloseTo(kept.memory.optimizer - 4e9, -3);
    expect(some.step.optimizer).toBeLessThan(all.step.optimizer);
  });
});
