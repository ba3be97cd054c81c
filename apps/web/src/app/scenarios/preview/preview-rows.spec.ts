import type { PlanPreview } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { costChange, previewLines } from './preview-rows';

type Line = PlanPreview['fleet'][number];

const aLine = (systemId: string, units: number, siteId = 'north'): Line => ({
  systemId,
  systemName: systemId.toUpperCase(),
  siteId,
  acquisition: 'buy',
  units,
  chips: units * 8,
  unitsAtEnd: units,
  chipsAtEnd: units * 8,
});

const aPreview = (totalUsd: number, fleet: Line[] = []): PlanPreview => ({
  status: 'planned',
  costTotal: { totalUsd } as PlanPreview['costTotal'],
  capexUsd: 0,
  units: 0,
  chips: 0,
  peakPowerKw: 0,
  gapShare: 0,
  firstOrderBy: null,
  fleet,
  conflicts: [],
  usdCny: 7.2,
  names: { sites: {}, workloads: {}, systems: {}, chips: {}, acts: {} },
});

describe('the lines of a preview', () => {
  it('begin with the largest, and tell what is more, less, new or gone', () => {
    const stored = aPreview(1, [aLine('a', 4), aLine('b', 2), aLine('c', 1), aLine('d', 7)]);
    const shown = aPreview(1, [aLine('a', 3), aLine('d', 7), aLine('c', 9), aLine('e', 2)]);
    expect(
      previewLines(shown, stored).map(({ systemId, units, change }) => [systemId, units, change]),
    ).toEqual([
      ['c', 9, 8],
      ['d', 7, 0],
      ['a', 3, -1],
      ['e', 2, 2],
      ['b', 0, -2],
    ]);
  });

  it('are those of each site by themselves', () => {
    const stored = aPreview(1, [aLine('a', 4, 'north')]);
    const [moved, gone] = previewLines(aPreview(1, [aLine('a', 4, 'south')]), stored);
    expect([moved?.siteId, moved?.change]).toEqual(['south', 4]);
    expect([gone?.siteId, gone?.change]).toEqual(['north', -4]);
  });

  it('tell of no change where there is nothing planned to compare with', () => {
    const shown = aPreview(1, [aLine('a', 3)]);
    expect(previewLines(shown, null).map(({ change }) => change)).toEqual([null]);
    const infeasible = { ...aPreview(0), status: 'infeasible' as const };
    expect(previewLines(shown, infeasible).map(({ change }) => change)).toEqual([null]);
  });
});

describe('the change of the cost', () => {
  it('is told in USD and as a share of what it was', () => {
    expect(costChange(aPreview(97), aPreview(100))).toEqual({ usd: -3, share: -0.03 });
    expect(costChange(aPreview(5), aPreview(0))).toEqual({ usd: 5, share: null });
  });

  it('is not told where one of the two cannot be planned', () => {
    const infeasible = { ...aPreview(0), status: 'infeasible' as const };
    expect(costChange(infeasible, aPreview(100))).toBeNull();
    expect(costChange(aPreview(100), infeasible)).toBeNull();
    expect(costChange(aPreview(100), null)).toBeNull();
  });
});
