import { describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import type { FleetProblem } from '../fleet-problem';
import type { FleetSolution } from '../solve-fleet';
import { stayPut } from './stay-put';

const PERIODS = 4;
const pool = (siteId: string) =>
  aPool({ id: siteId, siteId, existingUnits: [0, 0, 0, 0], rent: flat(10, PERIODS) });
const option = (poolId: string) => ({
  id: `chat@${poolId}`,
  workloadId: 'chat',
  poolId,
  unitsPerReplica: 1,
  capacityPerReplica: 5,
});
const problem = (changes: Partial<FleetProblem> = {}): FleetProblem =>
  aProblem({
    periods: PERIODS,
    pools: [pool('north'), pool('south')],
    services: [{ workloadId: 'chat', demand: [5, 15, 10, 20] }],
    serviceOptions: [option('north'), option('south')],
    ...changes,
  });

const NORTH = [1, 0, 2, 1];
const SOUTH = [0, 3, 0, 3];
const hopping: FleetSolution = {
  objective: 100,
  bound: 100,
  gapShare: 0,
  pools: [NORTH, SOUTH].map((rented) => ({ bought: [0, 0, 0, 0], rented })),
  replicas: [NORTH, SOUTH],
  jobs: [],
};
const rentedIn = (solution: FleetSolution) => solution.pools.map((p) => p.rented);

describe('rented units at sites that are alike', () => {
  it('stay at one site rather than move from period to period', () => {
    const kept = stayPut(problem(), hopping);
    expect(rentedIn(kept)).toEqual([
      [1, 3, 2, 3],
      [0, 0, 0, 1],
    ]);
    expect(kept.replicas).toEqual(rentedIn(kept));
    expect(kept.objective).toBe(hopping.objective);
  });

  it('stay as decided where sites differ in price, a site may be lost, or a job stands there', () => {
    const dearer = [pool('north'), { ...pool('south'), rent: flat(11, PERIODS) }];
    const lost = [{ workloadId: 'chat', demand: [5, 15, 10, 20], survivesSiteLoss: true }];
    const other = [option('north'), { ...option('south'), capacityPerReplica: 6 }];
    for (const changes of [
      { pools: dearer },
      { services: lost },
      { serviceOptions: other },
    ] satisfies Partial<FleetProblem>[]) {
      expect(rentedIn(stayPut(problem(changes), hopping))).toEqual([NORTH, SOUTH]);
    }
    const job = {
      id: 'tune@south',
      jobId: 'tune',
      poolId: 'south',
      units: 1,
      periodShare: [0, 1, 0, 0],
      dedicatedRent: null,
    };
    const withJob = problem({ jobIds: ['tune'], jobOptions: [job] });
    expect(rentedIn(stayPut(withJob, { ...hopping, jobs: [0] }))).toEqual([NORTH, SOUTH]);
  });
});
