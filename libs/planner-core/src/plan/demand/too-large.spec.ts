import { describe, expect, it } from 'vitest';
import { aPool, aProblem } from '../../testing/fleet-problem';
import { oversizedServices } from './too-large';

const asking = (demand: number) =>
  aProblem({
    pools: [aPool()],
    services: [{ workloadId: 'chat', demand: [1, demand] }],
    serviceOptions: [
      { id: 'a', workloadId: 'chat', poolId: 'pool', unitsPerReplica: 1, capacityPerReplica: 2 },
      { id: 'b', workloadId: 'chat', poolId: 'pool', unitsPerReplica: 1, capacityPerReplica: 10 },
    ],
  });

describe('a service too large to plan', () => {
  it('is told by its densest option, with the largest demand that can be planned', () => {
    expect(oversizedServices(asking(2.5e7))).toEqual([]);
    expect(oversizedServices(asking(1e12))).toMatchObject([
      {
        code: 'plan/too-large',
        params: { workload: 'chat', demand: 1e12, chips: 8e11, largest: 2.5e7 },
      },
    ]);
  });
});
