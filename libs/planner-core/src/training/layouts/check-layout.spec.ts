import type { StatedLayout } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { hgxH100, llama70b, workload8b } from '../../testing/training-fixtures';
import { planTrainingRun } from '../run/plan-training-run';

const workload = { ...workload8b, llm: llama70b };

function answerTo(layout: StatedLayout, chips = 256) {
  const answer = planTrainingRun(workload, hgxH100, { kind: 'layout', layout, chips });
  return answer.kind === 'found' ? answer.run : answer.excuse;
}

describe('a stated layout', () => {
  it('is costed as it stands, replicas following from the chips', () => {
    const run = answerTo({ tp: 8, pp: 4, recompute: 'full' });
    expect(run).toMatchObject({ chips: 256, systems: 32, layout: { tp: 8, pp: 4, dp: 8 } });
  });

  it.each<[string, StatedLayout, number, number]>([
    ['heads by tensor parallelism', { tp: 6 }, 256, 8],
    ['stages over layers', { pp: 96 }, 256, 80],
    ['chunks of a stage', { pp: 4, vpp: 3 }, 256, 4],
    ['chips by model parallelism', { tp: 8, pp: 5 }, 256, 240],
    ['chips by stated replicas', { tp: 8, pp: 4, dp: 4 }, 256, 128],
    ['replicas by shard groups', { tp: 8, shardGroup: 6 }, 256, 8],
    ['the sequence by context parallelism', { tp: 8, cp: 3 }, 240, 4],
  ])('is refused where it does not divide %s, with the nearest value', (_, layout, chips, near) => {
    expect(answerTo(layout, chips)).toMatchObject({
      code: 'training/layout-does-not-divide',
      nearestFeasible: near,
    });
  });

  it('is refused where the batch is smaller than the replicas take', () => {
    expect(answerTo({ tp: 8, microBatchSequences: 16 }, 256)).toMatchObject({
      code: 'training/batch-smaller-than-replicas',
      nearestFeasible: 16,
      limit: 256,
    });
  });

  it('is refused where it does not fit, with a layout that does', () => {
    const excuse = answerTo({ tp: 1, pp: 1 }, 8);
    expect(excuse).toMatchObject({ code: 'training/layout-does-not-fit', limit: 80 });
  });
});
