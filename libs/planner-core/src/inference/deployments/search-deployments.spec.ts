import { excuse as excuseSchema, serviceDeployment } from '@headroom/models';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import type { Machine } from '../../topology/machine';
import { machineOf } from '../../topology/machine-of';
import type { BytesPerSecond, FlopsPerSecond } from '../../units/quantity';
import type { ServiceWorkload } from '../../workload/service-workload';
import { searchDeployments } from './search-deployments';

const catalog = loadCatalog();

function machine(systemId: string): Machine {
  const system = catalog.systems.find((s) => s.id === systemId);
  if (!system) throw new Error(`The catalogue lost ${systemId}`);
  const result = machineOf(system, catalog, { acceptEstimates: true });
  if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
  return result.machine;
}

function workload(model: string, change: Partial<ServiceWorkload> = {}): ServiceWorkload {
  const llm = catalog.llms.find((l) => l.id === model);
  if (!llm) throw new Error(`The catalogue lost ${model}`);
  return {
    id: 'chat',
    llm,
    inputTokens: { mean: 1500, p90: 3000 },
    outputTokens: { mean: 400, p90: 800 },
    prefixCacheHitShare: 0,
    slo: { ttftMs: 3000, tpotMs: 60, endToEndMs: null, percentile: 0.9 },
    engine: 'auto',
    mode: 'aggregated',
    weightPrecisions: null,
    kvPrecision: null,
    targetUtilisation: 0.8,
    ...change,
  };
}

function found(w: ServiceWorkload, m: Machine) {
  const result = searchDeployments(w, m);
  if (result.kind !== 'found') throw new Error(result.excuse.message.text);
  return result;
}

function excuse(w: ServiceWorkload, m: Machine) {
  const result = searchDeployments(w, m);
  if (result.kind !== 'excused') throw new Error('Expected an excuse');
  return result.excuse;
}

const slo = (tpotMs: number | null, ttftMs: number | null = null) => ({
  ttftMs,
  tpotMs,
  endToEndMs: null,
  percentile: 0.9,
});

describe('the best deployment', () => {
  const h100 = machine('nv-dgx-h100');

  it('keeps the latency asked for and fits its memory', () => {
    for (const mode of ['aggregated', 'disaggregated', 'auto'] as const) {
      const { best, pareto, compact } = found(workload('llama-3.1-70b', { mode }), h100);
      for (const d of [best, compact, ...pareto]) {
        expect(d.tpotMs.mid).toBeLessThanOrEqual(60);
        expect(d.ttftMs.mid).toBeLessThanOrEqual(3000 * (1 + 1e-9));
        const m = d.memory;
        const used = m.weightsGb + m.kvCacheGb + m.activationsGb + m.reserveGb;
        expect(used).toBeLessThanOrEqual(m.capacityGb * (1 + 1e-9));
        expect(d.requestsPerSecondPerReplica).toBeGreaterThan(0);
        expect(d.decodeTerms.length).toBeGreaterThan(3);
      }
      expect(compact.chipsPerReplica).toBeLessThanOrEqual(Math.max(8, best.chipsPerReplica));
    }
  });

  it('has a sibling of every size of replica that fits a unit, each carrying more than the smaller', () => {
    const { bySize, best } = found(workload('llama-3.1-70b'), h100);
    const sizes = bySize.map((d) => d.chipsPerReplica);
    const rates = bySize.map((d) => d.requestsPerSecondPerReplica);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
    expect(rates).toEqual([...new Set(rates)].sort((a, b) => a - b));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(h100.chips);
    const alike = bySize.find((d) => d.chipsPerReplica === best.chipsPerReplica);
    expect(alike?.requestsPerSecondPerReplica ?? 0).toBeGreaterThanOrEqual(
      best.requestsPerSecondPerReplica,
    );
  });

  it('is on a Pareto front no point of which beats another in both speeds', () => {
    const { pareto } = found(workload('qwen3-235b-a22b'), h100);
    expect(pareto.length).toBeGreaterThan(1);
    for (const a of pareto)
      for (const b of pareto)
        if (a !== b)
          expect(
            a.tpotMs.mid < b.tpotMs.mid &&
              a.outputTokensPerSecondPerChip.mid > b.outputTokensPerSecondPerChip.mid * 1.001,
          ).toBe(false);
  });

  it('carries less per chip the stricter the limit on tokens', () => {
    const rates = [200, 60, 30, 15].map((tpot) => {
      const result = searchDeployments(workload('llama-3.1-70b', { slo: slo(tpot) }), h100);
      return result.kind === 'found'
        ? Math.max(...result.pareto.map((d) => d.outputTokensPerSecondPerChip.mid))
        : 0;
    });
    for (let i = 1; i < rates.length; i += 1)
      expect(rates[i]).toBeLessThanOrEqual((rates[i - 1] ?? 0) * 1.001);
  });

  it('is faster on a machine that is faster in every figure', () => {
    const faster: Machine = {
      ...h100,
      memoryBandwidth: (h100.memoryBandwidth * 2) as BytesPerSecond,
      peakFlops: {
        ...h100.peakFlops,
        bf16: ((h100.peakFlops.bf16 ?? 0) * 2) as FlopsPerSecond,
        fp8: ((h100.peakFlops.fp8 ?? 0) * 2) as FlopsPerSecond,
      },
      fabric: {
        ...h100.fabric,
        scaleUpBandwidth: (h100.fabric.scaleUpBandwidth * 2) as BytesPerSecond,
        scaleOutBandwidth: (h100.fabric.scaleOutBandwidth * 2) as BytesPerSecond,
      },
    };
    const most = (m: Machine) =>
      Math.max(
        ...found(workload('llama-3.1-70b'), m).pareto.map(
          (d) => d.outputTokensPerSecondPerChip.mid,
        ),
      );
    expect(most(faster)).toBeGreaterThan(1.2 * most(h100));
  });

  it('spans whole units where one is too small', () => {
    const a2 = machine('huawei-atlas-800t-a2');
    const w = workload('deepseek-r1', { weightPrecisions: ['bf16'], slo: slo(200) });
    const { best, compact } = found(w, a2);
    expect(best.chipsPerReplica % a2.chips).toBe(0);
    expect(compact.chipsPerReplica).toBeGreaterThanOrEqual(4 * a2.chips);
    expect(best.weightPrecision).toBe('bf16');
  });

  it('never beats the sum of its pools when split', () => {
    const { best } = found(workload('llama-3.1-70b', { mode: 'disaggregated' }), h100);
    expect(best.mode).toBe('disaggregated');
    expect(best.prefillChips + best.decodeChips).toBeLessThanOrEqual(best.chipsPerReplica);
  });

  it('is the same every time', () => {
    const w = workload('gpt-oss-120b');
    expect(searchDeployments(w, h100)).toEqual(searchDeployments(w, h100));
  });
});

describe('a deployment that cannot be', () => {
  it('says how much memory the nearest layout lacks', () => {
    const l4 = machine('generic-8x-nv-l4');
    const small: Machine = { ...l4, chips: 1, fabric: { ...l4.fabric, domainChips: 1 } };
    const e = excuse(workload('llama-3.1-405b'), small);
    expect(e.code).toBe('inference/does-not-fit');
    expect(e.actual).toBeGreaterThan(e.limit ?? Infinity);
    expect(e.message.text).toContain('GB');
  });

  it('names the formats a chip has when it lacks the one asked for', () => {
    const e = excuse(
      workload('deepseek-r1', { weightPrecisions: ['fp8'] }),
      machine('huawei-atlas-800t-a2'),
    );
    expect(e.code).toBe('inference/precision-unsupported');
    expect(e.message.text).toContain('int8');
  });

  it('names the longest context of the model', () => {
    const w = workload('llama-2-70b', { inputTokens: { mean: 9000, p90: 9000 } });
    const e = excuse(w, machine('nv-dgx-h100'));
    expect(e.code).toBe('inference/context-over-limit');
    expect(e.nearestFeasible).toBe(w.llm.maxContextTokens);
    expect(e.message.text).toContain('the 4,096 tokens');
  });

  it('tells a context in full, since a rounded one may be over the limit', () => {
    const w = workload('llama-3.1-70b', { inputTokens: { mean: 200_000, p90: 200_000 } });
    expect(excuse(w, machine('nv-dgx-h100')).message.text).toContain('the 131,072 tokens');
  });

  it('gives the fastest token it could make instead', () => {
    const e = excuse(workload('llama-3.1-405b', { slo: slo(0.5) }), machine('nv-dgx-h100'));
    expect(e.code).toBe('inference/tpot-out-of-reach');
    expect(e.nearestFeasible).toBeGreaterThan(0.5);
    const within = workload('llama-3.1-405b', { slo: slo((e.nearestFeasible ?? 0) * 1.01) });
    expect(searchDeployments(within, machine('nv-dgx-h100')).kind).toBe('found');
  });
});

describe('any workload on any machine', () => {
  const machines = catalog.systems
    .map((s) => machineOf(s, catalog, { acceptEstimates: true }))
    .flatMap((r) => (r.kind === 'usable' ? [r.machine] : []));
  const lengths = (most: number) =>
    fc
      .tuple(fc.integer({ min: 2, max: most }), fc.double({ min: 1, max: 3, noNaN: true }))
      .map(([mean, spread]) => ({ mean, p90: mean * spread }));

  it('gets deployments that keep the limits, or an excuse with finite numbers', () => {
    fc.assert(
      fc.property(
        fc.record({
          llm: fc.constantFrom(...catalog.llms),
          machine: fc.constantFrom(...machines),
          inputTokens: lengths(20_000),
          outputTokens: lengths(3000),
          prefixCacheHitShare: fc.constantFrom(0, 0.5, 1),
          ttftMs: fc.constantFrom(null, 300, 3000),
          tpotMs: fc.constantFrom(null, 15, 80),
          percentile: fc.constantFrom(0.5, 0.9, 0.99),
          mode: fc.constantFrom('auto' as const, 'aggregated' as const, 'disaggregated' as const),
        }),
        ({ llm, machine: m, ttftMs, tpotMs, percentile, ...rest }) => {
          const w: ServiceWorkload = {
            ...workload(llm.id),
            ...rest,
            slo: { ttftMs, tpotMs, endToEndMs: null, percentile },
          };
          const result = searchDeployments(w, m);
          if (result.kind === 'excused') {
            excuseSchema.parse(result.excuse);
            return;
          }
          for (const d of [result.best, result.compact, ...result.bySize, ...result.pareto]) {
            serviceDeployment.parse(d);
            expect(d.tpotMs.mid).toBeLessThanOrEqual((tpotMs ?? Infinity) * (1 + 1e-9));
            expect(d.ttftMs.mid).toBeLessThanOrEqual((ttftMs ?? Infinity) * (1 + 1e-9));
            expect(d.requestsPerSecondPerReplica).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 80, seed: 7 },
    );
  });
});
