import type { Plan } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { lengthParts } from './length-parts';

const cost = (workloadId: string, usdPerMillionOutputTokens: number) => ({
  workloadId,
  totalUsd: 0,
  usdPerMillionOutputTokens,
  usdPerMillionInputTokens: null,
  usdPerRun: null,
  kwhPerMillionOutputTokens: null,
});
const placed = (workloadId: string, siteId: string, replicas: readonly number[]) => ({
  workloadId,
  kind: 'service' as const,
  siteId,
  systemId: 'sys',
  deploymentId: workloadId,
  byPeriod: replicas.map((n, i) => ({
    period: `2026-0${i + 1}`,
    replicas: n,
    units: n,
    chips: n,
    loadShare: 1,
  })),
});
const routed = (
  choice: 'together' | 'own-replicas',
  placements: Plan['placements'],
): Parameters<typeof lengthParts>[0] => ({
  periods: ['2026-01', '2026-02'],
  lengthRouting: [
    {
      serviceId: 'chat',
      choice,
      parts: ['chat/1', 'chat/2'].map((workloadId) => ({
        workloadId,
        share: 0.5,
        inputTokensMean: 100,
        outputTokensMean: 10,
      })),
      ways: [],
    },
  ],
  placements,
  unitCosts: [{ ...cost('chat', 3), parts: [cost('chat/1', 1), cost('chat/2', 5)] }],
});

describe('the parts of a service by length', () => {
  it('count the replicas of all sites in the period with the most', () => {
    const [first, second] = lengthParts(
      routed('own-replicas', [
        placed('chat/1', 'a', [3, 1]),
        placed('chat/1', 'b', [0, 3]),
        placed('chat/2', 'a', [1, 1]),
      ]),
    );
    expect(first).toMatchObject({ peakReplicas: 4, systemIds: ['sys'] });
    expect(first?.usdPerMillionOutputTokens).toBe(1);
    expect(second).toMatchObject({ peakReplicas: 1, usdPerMillionOutputTokens: 5 });
  });

  it('run where the service does while they are kept together', () => {
    const parts = lengthParts(routed('together', [placed('chat', 'a', [2, 2])]));
    expect(parts.map((part) => part.peakReplicas)).toEqual([2, 2]);
  });
});
