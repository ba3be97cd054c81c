import { describe, expect, it } from 'vitest';
import { hgxH100, llama70b, workload8b } from '../../testing/training-fixtures';
import { bandwidthStudy, type BandwidthAxes, type BandwidthPoint } from './bandwidth-study';

const workload = { ...workload8b, llm: llama70b };
const own: BandwidthAxes = {
  scaleUpDomainChips: [],
  scaleOutGbpsPerChip: [],
  oversubscription: [],
};

function pointsOf(axes: Partial<BandwidthAxes>): readonly BandwidthPoint[] {
  const study = bandwidthStudy(workload, hgxH100, 512, { ...own, ...axes });
  if (study.kind === 'excused') throw new Error(study.excuse.message.text);
  return study.points;
}

const costs = (axes: Partial<BandwidthAxes>) => pointsOf(axes).map((point) => point.relativeCost);

describe('the bandwidth study', () => {
  it('costs what it costs on the network the machine has', () => {
    expect(costs({})).toEqual([1]);
  });

  it('costs less with every faster network and larger domain, more with oversubscription', () => {
    const falls = (values: readonly number[]) =>
      values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0) + 1e-12);
    expect(falls(costs({ scaleOutGbpsPerChip: [12.5, 25, 50, 100, 200, 400, 800] }))).toBe(true);
    expect(falls(costs({ scaleUpDomainChips: [1, 2, 4, 8, 16, 64] }))).toBe(true);
    expect(falls([...costs({ oversubscription: [1, 2, 4, 8] })].reverse())).toBe(true);
  });

  it('finds the network on which a week becomes two', () => {
    const values = costs({ scaleOutGbpsPerChip: [400, 200, 100, 50, 25, 12.5, 6.25, 3.125] });
    expect(values[0]).toBeCloseTo(1, 9);
    expect(Math.max(...values)).toBeGreaterThan(2);
  });

  it('never does better by keeping the layout of the other network', () => {
    const points = pointsOf({ scaleOutGbpsPerChip: [400, 100, 25] });
    expect(points).toHaveLength(3);
    for (const point of points) {
      expect(point.heldLayoutDays).toBeGreaterThanOrEqual(point.wallClockDays * (1 - 1e-12));
    }
  });
});
