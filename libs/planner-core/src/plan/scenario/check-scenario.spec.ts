import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { aScenario } from '../../testing/scenarios';
import { checkScenario } from './check-scenario';

const catalog = loadCatalog();
const issues = (changes: Parameters<typeof aScenario>[0]) =>
  checkScenario(aScenario(changes), catalog);

describe('checking a scenario', () => {
  it('finds nothing wrong with names by id, alias or name', () => {
    expect(
      issues({ candidates: { chips: ['nvidia-h20', 'H20 HBM3 96GB', 'NV-H100-SXM'] } }),
    ).toEqual([]);
  });

  it('offers the nearest names for an unknown chip, with a pointer to it', () => {
    const [issue] = issues({ candidates: { chips: ['nv-h100-sxn'] } });
    expect(issue).toMatchObject({ code: 'scenario/unknown-chip', pointer: '/candidates/chips/0' });
    expect(issue?.nearest).toContain('nv-h100-sxm');
  });

  it('names unknown systems, regions, sites and duplicate ids', () => {
    const codes = issues({
      sites: [
        { id: 'dallas', region: 'us-txx' },
        { id: 'dallas', region: 'us-tx' },
      ],
      fleet: [{ system: 'DGX Z9', site: 'nowhere', units: 1 }],
    }).map((i) => i.code);
    expect(codes).toEqual([
      'scenario/duplicate-id',
      'scenario/unknown-region',
      'scenario/unknown-system',
      'scenario/unknown-site',
    ]);
  });

  it('wants either a deadline or a fleet for a job, within the horizon', () => {
    const job = {
      id: 'job',
      model: 'llama-3.1-8b',
      tokens: 1e12,
      sequenceTokens: 8192,
      globalBatchTokens: 4096,
      start: '2027-01-01',
    };
    expect(issues({ training: [job] }).map((i) => i.code)).toEqual([
      'scenario/deadline-or-chips',
      'scenario/outside-horizon',
      'scenario/batch-below-sequence',
    ]);
  });

  it('wants one step a month', () => {
    const steps = [
      { month: '2026-02', factor: 2 },
      { month: '2026-02', factor: 3 },
    ];
    const services = aScenario().services?.map((s) => ({
      ...s,
      load: { requestsPerSecond: 1, steps },
    }));
    expect(issues({ services })).toEqual([
      expect.objectContaining({
        code: 'scenario/duplicate-month',
        pointer: '/services/0/load/steps/1/month',
      }),
    ]);
  });

  it('wants requests in every part of a mix', () => {
    const [service] = aScenario().services ?? [];
    if (service === undefined) throw new Error('The scenario has a service.');
    const { inputTokens: _input, outputTokens: _output, ...rest } = service;
    const part = { inputTokens: 500, outputTokens: 100 };
    const mix = [
      { share: 1, ...part },
      { share: 0, ...part },
    ];
    expect(issues({ services: [{ ...rest, mix }] })).toMatchObject([
      { code: 'scenario/empty-part', pointer: '/services/0/mix/1/share' },
    ]);
  });
});
