import type { DeploymentSearchRequest, SystemDeployments } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { answerDeploymentSearch } from './answer-deployment-search';

const catalog = loadCatalog();

describe('the answer to a search', () => {
  const request = (change: Partial<DeploymentSearchRequest>): DeploymentSearchRequest => ({
    model: 'deepseek-r1',
    systems: ['nv-dgx-h200'],
    inputTokens: 2000,
    outputTokens: 500,
    slo: { ttftMs: 3000, tpotMs: 60 },
    ...change,
  });
  const answer = (change: Partial<DeploymentSearchRequest>) => {
    const result = answerDeploymentSearch(request(change), catalog);
    if (result.kind === 'refused') throw new Error(result.issues[0]?.detail);
    return result.answer;
  };
  const only = ({ systems }: { systems: SystemDeployments[] }): SystemDeployments => {
    const [first] = systems;
    if (!first) throw new Error('No system was found');
    return first;
  };

  it('never needs fewer chips for more load', () => {
    let before = 0;
    for (const rate of [0.1, 1, 5, 20, 100, 700]) {
      const { best, fewest } = only(answer({ requestsPerSecond: rate }));
      const chips = (fewest ?? best).chips ?? 0;
      expect(chips).toBeGreaterThanOrEqual(before);
      before = chips;
    }
  });

  it('drafts tokens where the model has layers for it, and yields more the more are accepted', () => {
    const speeds = [0.2, 0.5, 0.8, 0.95].map((acceptanceShare) => {
      const { best } = only(answer({ speculation: { draftTokens: 1, acceptanceShare } }));
      expect(best.deployment.speculation?.tokensPerStep).toBeCloseTo(1 + acceptanceShare);
      return best.deployment.outputTokensPerSecondPerChip.mid;
    });
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b));
    const plain = only(answer({ speculation: 'off' })).best.deployment;
    expect(plain.speculation).toBeUndefined();
  });

  it('carries more the more of a prompt is cached', () => {
    const [none, half, most] = [0, 0.5, 0.9].map(
      (prefixCacheHitShare) =>
        only(answer({ prefixCacheHitShare })).best.deployment.outputTokensPerSecondPerChip.mid,
    );
    expect(half).toBeGreaterThan(none ?? Infinity);
    expect(most).toBeGreaterThan(half ?? Infinity);
  });

  it('shares long prompts between groups of chips where one group is too slow', () => {
    const long = { inputTokens: 100_000, outputTokens: 200, modes: ['disaggregated' as const] };
    const fast = only(
      answer({
        ...long,
        model: 'llama-3.1-70b',
        systems: ['nv-gb200-nvl72'],
        slo: { ttftMs: 6000, tpotMs: 60 },
      }),
    );
    expect(fast.best.deployment.prefillPool?.parallelism.cp).toBeGreaterThan(1);
  });

  it('prefills on one system and decodes on another when asked to', () => {
    const { systems } = answer({
      model: 'llama-3.1-70b',
      systems: ['nv-dgx-h100', 'nv-dgx-h200'],
      acrossSystems: true,
    });
    const pair = systems.find((s) => s.prefillSystemId === 'nv-dgx-h100');
    expect(pair?.systemId).toBe('nv-dgx-h200');
    expect(pair?.best.deployment.prefillPool?.systemId).toBe('nv-dgx-h100');
  });

  it('sums the operations of a breakdown to the times of the deployment', () => {
    for (const draftTokens of [0, 1]) {
      const speculation = draftTokens === 0 ? ('off' as const) : { draftTokens };
      const { best, detail } = only(answer({ detail: true, speculation }));
      for (const [step, total] of [
        [detail?.decode, best.deployment.tpotMs.mid],
        [detail?.prefill, best.deployment.ttftMs.mid],
      ] as const) {
        if (!step) throw new Error('No breakdown');
        const sum = step.operations.reduce((ms, o) => ms + o.ms, 0);
        expect(sum / total).toBeCloseTo(1, 3);
        expect(step.speedOfLightMs).toBeLessThan(step.totalMs);
        expect(step.speedOfLightMs).toBeGreaterThan(0);
      }
    }
  });

  it('uses the formats a chip has: W8A8 on a chip without FP8', () => {
    const { best } = only(answer({ systems: ['huawei-atlas-800t-a2'], slo: { tpotMs: 100 } }));
    expect(best.deployment.weightPrecision).toBe('int8');
  });

  it.each([
    ['tensor-parallel-not-dividing-heads', { layout: { tp: 3 } }, 4],
    ['tensor-parallel-over-domain', { layout: { tp: 16 } }, 8],
    ['expert-parallel-not-dividing', { layout: { ep: 7 } }, 8],
    ['layout-not-dividing-chips', { layout: { tp: 2, pp: 2, dp: 2 } }, null],
    ['context-over-limit', { inputTokens: 400_000 }, 163_840],
  ])('tells the nearest that is possible: %s', (code, change, nearest) => {
    const { systems, excuses } = answer(change);
    expect(systems).toEqual([]);
    expect(excuses[0]?.code).toBe(`inference/${code}`);
    expect(excuses[0]?.message.params).toHaveProperty('nearest');
    if (nearest !== null) expect(excuses[0]?.nearestFeasible).toBe(nearest);
  });

  it('tells the system that comes nearest to a limit first', () => {
    const systems = ['nv-dgx-a100-640', 'nv-rubin-ultra-kyber', 'nv-dgx-b200', 'nv-dgx-h100'];
    const { excuses } = answer({ systems, slo: { tpotMs: 0.5 } });
    const possible = excuses.map(({ nearestFeasible }) => nearestFeasible ?? Infinity);
    expect(possible).toHaveLength(systems.length);
    expect(possible).toEqual(possible.toSorted((a, b) => a - b));
    expect(excuses.at(-1)?.systemId).toBe('nv-rubin-ultra-kyber');
  });

  it.each([{ tpotMs: 1 }, { ttftMs: 5 }, { endToEndMs: 50 }, { tpotMs: 9, ttftMs: 120 }])(
    'tells limits below the speed of light with ones that can be kept: %o',
    (slo) => {
      const { systems, excuses } = answer({ slo });
      expect(systems).toEqual([]);
      const [excuse] = excuses;
      if (!excuse) throw new Error('No excuse');
      const { params } = excuse.message;
      const name = {
        'inference/tpot-out-of-reach': 'tpotMs',
        'inference/ttft-out-of-reach': 'ttftMs',
      };
      const possible =
        excuse.nearestFeasible === null
          ? { ttftMs: Number(params['nearestTtftMs']), tpotMs: Number(params['nearestTpotMs']) }
          : {
              ...slo,
              [name[excuse.code as keyof typeof name] ?? 'endToEndMs']: excuse.nearestFeasible,
            };
      expect(answer({ slo: possible }).systems).toHaveLength(1);
    },
  );
});
