import type { Bom, BomLine } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { bomParts } from './bom-parts';

function aLine(category: BomLine['category'], share: number): BomLine {
  return {
    component: category,
    category,
    usd: share * 100,
    share,
    sourceId: 's',
    date: null,
    confidence: 'press',
  };
}

const BOM: Bom = {
  systemId: 'rack',
  units: 1,
  ratioView: {
    processorShare: 0.4,
    processorUsd: 40,
    totalUsd: 100,
    lines: [aLine('other', 0.35), aLine('memory', 0.25), aLine('processor', 0.4)],
  },
  itemisedView: {
    templateId: 't',
    totalUsd: 100,
    impliedProcessorShare: 0.5,
    lines: [
      aLine('optics', 0.1),
      aLine('processor', 0.3),
      aLine('processor', 0.2),
      aLine('other', 0.4),
    ],
  },
  differenceUsd: 0,
  explanation: { code: 'x', params: {}, text: '' },
};

describe('bomParts', () => {
  it('starts with the processor, so that it ends where the line of its share stands', () => {
    expect(bomParts(BOM)[0]).toEqual({
      category: 'processor',
      ratioShare: 0.4,
      itemisedShare: 0.5,
    });
  });

  it('ends with the rest, and every view adds up to the whole', () => {
    const parts = bomParts(BOM);
    expect(parts.at(-1)?.category).toBe('other');
    expect(parts.reduce((sum, part) => sum + part.ratioShare, 0)).toBeCloseTo(1);
    expect(parts.reduce((sum, part) => sum + (part.itemisedShare ?? 0), 0)).toBeCloseTo(1);
  });

  it('says that a view does not exist rather than showing it empty', () => {
    expect(bomParts({ ...BOM, itemisedView: null })[0]?.itemisedShare).toBeNull();
  });
});
