import { topologyOf } from './replica-topology';

describe('topologyOf', () => {
  it('lays tensor-parallel groups into units, and says what they leave', () => {
    const units = topologyOf([{ instances: 1, tp: 4, pp: 3, dp: 1 }], 8);
    expect(units.map(({ groups }) => groups.map(({ stage }) => stage))).toEqual([[0, 1], [2]]);
    expect(units.map(({ freeChips }) => freeChips)).toEqual([0, 4]);
  });

  it('takes a group over two units where it is larger than one, and loses no chip', () => {
    const pools = [
      { instances: 2, tp: 2, pp: 1, dp: 4 },
      { instances: 1, tp: 16, pp: 2, dp: 1 },
    ];
    const units = topologyOf(pools, 8);
    const chips = units.flatMap(({ groups }) => groups).reduce((sum, g) => sum + g.chips, 0);
    expect(chips).toBe(16 + 32);
    expect(units).toHaveLength(6);
  });
});
