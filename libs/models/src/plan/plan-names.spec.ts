import { describe, expect, it } from 'vitest';
import { messageText, quote, say } from '../messages/message-catalog';
import { nameOf, type PlanNames } from './plan-names';

const NAMES: PlanNames = {
  sites: { sh: { name: 'Shanghai hall' } },
  workloads: { chat: { name: 'Chat, all users' }, code: { name: 'Coding help' } },
  systems: {
    'hw-cm384': { name: 'CloudMatrix 384', nameZh: '昇腾 CloudMatrix 384' },
    'nv-hgx': { name: 'HGX H20' },
  },
  chips: { 'nv-h20': { name: 'H20' } },
  acts: { 'pe-1': { name: 'A licence is needed', nameZh: '需要许可' } },
};
const told = (...[code, params]: Parameters<typeof say>) =>
  messageText(say(code, params), 'en', undefined, NAMES);

describe('names of a plan', () => {
  it('stand for ids, and an id without a name for itself', () => {
    expect(nameOf(NAMES, 'sites', 'sh', 'en')).toBe('Shanghai hall');
    expect(nameOf(NAMES, 'sites', 'bj', 'en')).toBe('bj');
    expect(nameOf(undefined, 'sites', 'sh', 'en')).toBe('sh');
    expect(nameOf(NAMES, 'sites', 'constructor', 'en')).toBe('constructor');
  });

  it('name a part of a service by its service and number', () => {
    expect(nameOf(NAMES, 'workloads', 'code/2', 'en')).toBe('Coding help / 2');
    expect(nameOf(NAMES, 'workloads', 'other/2', 'en')).toBe('other/2');
  });

  it('are Chinese for a Chinese reader, also where the English name was stored', () => {
    expect(nameOf(NAMES, 'systems', 'hw-cm384', 'zh-CN')).toBe('昇腾 CloudMatrix 384');
    expect(nameOf(NAMES, 'systems', 'CloudMatrix 384', 'zh-CN')).toBe('昇腾 CloudMatrix 384');
    expect(nameOf(NAMES, 'systems', 'nv-hgx', 'zh-CN')).toBe('HGX H20');
  });

  it('are put into sentences in place of ids', () => {
    const asks = { site: 'sh', excess: 5, needed: 10, limit: 5 };
    expect(told('plan/conflict-power', asks)).toContain('Power at Shanghai hall is short');
    expect(told('risk/input-workload', { workload: 'chat', field: 'growth' })).toMatch(
      /^Chat, all users: /,
    );
    expect(told('plan/conflict-quota', { limit: 1, supply: 'nv-h20 #2', excess: 3 })).toContain(
      'chips of H20 #2 to be had',
    );
    expect(told('plan/volume-cap-binds', { event: 'pe-1', limit: 1, chips: 1 })).toContain(
      'The act A licence is needed lets',
    );
  });

  it('are put into listings, and leave what is no id as it is', () => {
    const split = { workload: 'chat', period: '2026-01', best: 'HGX H20' };
    expect(told('plan/split', { ...split, shares: 'nv-hgx 40 %, hw-cm384 60 %' })).toContain(
      'HGX H20 40 %, CloudMatrix 384 60 %',
    );
    const headline = { units: 5, chips: 1, months: 1, totalUsd: 1 };
    expect(told('plan/headline', { ...headline, systems: '2 x nv-hgx, 3 x Other' })).toContain(
      '(2 x HGX H20, 3 x Other)',
    );
  });

  it('may have commas themselves', () => {
    const names = {
      ...NAMES,
      systems: { bw: { name: '8 x DCU (BW1000, Shensuan-3)', nameZh: '海光 8 卡' } },
    };
    const params = { units: 9, chips: 1, months: 1, totalUsd: 1 };
    const systems = '2 x Other, 7 x 8 x DCU (BW1000, Shensuan-3), 1 x bw';
    const message = say('plan/headline', { ...params, systems });
    expect(messageText(message, 'zh-CN', undefined, names)).toContain(
      '2 x Other, 7 x 海光 8 卡, 1 x 海光 8 卡',
    );
  });

  it('reach the sentence that is quoted in another', () => {
    const way = say('plan/conflict-job', { workload: 'code' });
    expect(told('plan/cheapest-way-out', { ...quote('way', way), costUsd: 1 })).toContain(
      'The training job Coding help cannot',
    );
  });

  it('leave the id of an act beside its title, which is how it is found', () => {
    const params = { chip: 'H20', site: 'sh', event: 'pe-1', title: 'A licence is needed' };
    expect(told('policy/barred', params)).toMatch(/Shanghai hall .*A licence is needed \(pe-1\)/);
  });
});
