import type { ScenarioDocument } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { anUncertainScenario } from '../testing/scenarios';
import { policyTurns } from './policy-turns';

const catalog = loadCatalog();
const ask = (
  policy: ScenarioDocument['policy'],
  { chipId = 'nv-h20-96', from = '2025-04-01', until = '2025-12-31', region = 'cn-gz' } = {},
) =>
  policyTurns({
    scenario: anUncertainScenario({
      buyer: { country: 'CN' },
      sites: [{ id: 'hall', region }],
      ...(policy === undefined ? {} : { policy }),
    }),
    acquired: [{ chipId, siteId: 'hall' }],
    catalog,
    from,
    until,
  });

describe('turns of policy', () => {
  it('tell when a chip that is planned is licensed, and nothing where no rule reaches it', () => {
    const turns = ask(undefined);
    expect(turns.length).toBeGreaterThan(0);
    expect(turns[0]).toMatchObject({ branch: null, before: 'allowed', chipIds: ['nv-h20-96'] });
    expect(ask(undefined, { region: 'us-tx' })).toEqual([]);
  });

  it('lie within the days asked for, the earliest first', () => {
    const days = ask(undefined).map(({ day }) => day);
    expect(days).toEqual([...days].sort());
    const [first = ''] = days;
    expect(ask(undefined, { from: first }).map(({ day }) => day)).not.toContain(first);
    expect(ask(undefined, { until: first }).map(({ day }) => day)).toEqual([first]);
  });

  it('come from what the scenario assumes too, and end with it', () => {
    const event = { effective: '2027-02-01', ends: '2027-03-31', action: 'ban' as const };
    const turns = ask(
      { events: [{ ...event, vendors: ['Huawei'], note: 'Sold out' }] },
      { chipId: 'huawei-ascend-910c', from: '2026-12-01', until: '2027-12-31' },
    );
    expect(turns.map(({ day, before, after, title }) => [day, before, after, title])).toEqual([
      ['2027-02-01', 'allowed', 'banned', 'Sold out'],
      ['2027-04-01', 'banned', 'allowed', 'Sold out'],
    ]);
  });

  it('name the future in which they come', () => {
    const ban = { effective: '2027-02-01', action: 'ban' as const, chips: ['huawei-ascend-910c'] };
    const turns = ask(
      {
        branches: [
          { id: 'as-is', probability: 0.7, events: [] },
          { id: 'closed', name: 'Door closed', probability: 0.3, events: [ban] },
        ],
      },
      { chipId: 'huawei-ascend-910c', from: '2026-12-01', until: '2027-12-31' },
    );
    expect(turns).toHaveLength(1);
    expect(turns[0]?.branch).toEqual({ name: 'Door closed', probability: 0.3 });
  });
});
