import type { Plan } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { nightRows } from './night-rows';

const at = (period: string, units: number) => ({
  period,
  units,
  replicas: units,
  chips: units,
  loadShare: 1,
});
const job: Plan['placements'][number] = {
  workloadId: 'tune',
  kind: 'training',
  siteId: 'a',
  systemId: 'sys',
  deploymentId: 'tune@sys',
  slot: 'night',
  byPeriod: [at('2026-01', 0), at('2026-02', 2)],
};
const service: Plan['placements'][number] = {
  workloadId: 'chat',
  kind: 'service',
  siteId: 'a',
  systemId: 'sys',
  deploymentId: 'chat@sys',
  byPeriod: [at('2026-01', 5), { ...at('2026-02', 5), unitsAtNight: 1, replicasAtNight: 1 }],
};

describe('what runs at night', () => {
  it('is told for the periods it runs in, with the units services keep beside it', () => {
    expect(nightRows({ placements: [job, service], trainingRuns: [] })).toEqual([
      {
        workloadId: 'tune',
        siteId: 'a',
        systemId: 'sys',
        period: '2026-02',
        units: 2,
        hours: null,
        serviceIds: ['chat'],
        unitsByDay: 5,
        unitsAtNight: 1,
      },
    ]);
  });

  it('counts services at the same site and on the same system only', () => {
    const elsewhere = { ...service, siteId: 'b' };
    const [row] = nightRows({ placements: [job, elsewhere], trainingRuns: [] });
    expect(row).toMatchObject({ unitsByDay: 0, serviceIds: [] });
  });

  it('is nothing where all jobs have units of their own', () => {
    const { slot: _night, ...own } = job;
    expect(nightRows({ placements: [own, service], trainingRuns: [] })).toEqual([]);
  });
});
