import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { PUBLISHED_LAYOUTS } from '../../testing/published-layouts';
import { EFFICIENCY_DATA, efficiencyOf } from '../step/efficiency';
import { openTrainingRow, predictOpenRow } from './predict-training';
import { methodOfRow } from './row-shape';
import { fastestOn, searchLayouts } from '../layouts/search';
import { layoutSpace } from '../layouts/search-space';
import { createStepContext } from '../step/step-context';
import { trainingRow } from './training-row';

const catalog = loadCatalog();

/** The published layout's speed, and the best of the whole space for the same run with the same software. */
function speedsOf(published: (typeof PUBLISHED_LAYOUTS)[number]) {
  const row = trainingRow.parse(published);
  const open = openTrainingRow(row, catalog);
  if ('error' in open) throw new Error(open.error.message);
  const stated = predictOpenRow(open, EFFICIENCY_DATA);
  if ('error' in stated) throw new Error(stated.error.message);
  const context = createStepContext({
    shape: open.shape,
    machine: open.machine,
    recipe: open.recipe,
    method: methodOfRow(row),
    stack: open.stack,
    sequence: row.sequenceLength,
    globalBatch: published.globalBatchSequences,
    efficiency: efficiencyOf(open.machine, open.stack),
  });
  if (context === null) throw new Error('the chip has a peak');
  const space = layoutSpace(context, row.chips, 'auto');
  const { best } = searchLayouts(context, space, fastestOn(context, row.chips));
  return { stated, best: (best?.tokensPerSecond ?? 0) / row.chips };
}

describe('the best layout', () => {
  it.each(PUBLISHED_LAYOUTS.map((published) => [published.id, published] as const))(
    'never loses to the one published: %s',
    (_id, published) => {
      const { stated, best } = speedsOf(published);
      expect(stated.fits).toBe(true);
      expect(best).toBeGreaterThanOrEqual(stated.tokensPerSecondPerChip * (1 - 1e-9));
    },
  );
});
