import type { Excuse } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { groupedExcuses, reasonCounts } from './grouped-excuses';

function anExcuse(fields: Partial<Excuse>): Excuse {
  return {
    code: 'inference/memory',
    message: { code: 'inference/memory', params: {}, text: 'Does not fit.' },
    chipId: null,
    systemId: null,
    workloadId: null,
    limit: null,
    actual: null,
    nearestFeasible: null,
    unit: null,
    ...fields,
  };
}

describe('groupedExcuses', () => {
  it('says one thing about one system once, however many workloads it is about', () => {
    const groups = groupedExcuses([
      anExcuse({ systemId: 'hgx-h20', workloadId: 'chat' }),
      anExcuse({ systemId: 'hgx-h20', workloadId: 'code' }),
      anExcuse({ systemId: 'hgx-h20', workloadId: 'code', code: 'policy/banned' }),
    ]);
    expect(groups.map((group) => [group.code, group.workloads])).toEqual([
      ['inference/memory', ['chat', 'code']],
      ['policy/banned', ['code']],
    ]);
  });

  it('names the chip where no system is meant', () => {
    expect(groupedExcuses([anExcuse({ chipId: 'mlu590' })])[0]?.hardware).toBe('mlu590');
  });
});

describe('reasonCounts', () => {
  it('puts the most frequent reason first', () => {
    const groups = groupedExcuses([
      anExcuse({ systemId: 'a', code: 'x' }),
      anExcuse({ systemId: 'a', code: 'y' }),
      anExcuse({ systemId: 'b', code: 'y' }),
    ]);
    expect(reasonCounts(groups)).toEqual([
      { code: 'y', count: 2 },
      { code: 'x', count: 1 },
    ]);
  });
});
