import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import type { Machine } from '../../topology/machine';
import { machineOf } from '../../topology/machine-of';
import type { BytesPerSecond, FlopsPerSecond, Seconds } from '../../units/quantity';
import type { ServiceWorkload } from '../../workload/service-workload';
import { servingFormats, canServe } from '../memory/formats';
import { modelShape } from '../memory/model-shape';
import { keepsLatency, replicaPoint } from '../engine/replica';
import { searchSpace, supportedPrecisions, weightPrecisions } from '../deployments/search-space';
import { weightsPerChip } from '../memory/serving-memory';
import {
  evaluateConfiguration,
  evaluationScratch,
  inFlightAt,
  mostInFlight,
  rungs,
} from './configuration';
import { matchRates, rateMatch } from './match-rates';
import { paretoFront } from './point-table';
import { bestPoint, searchAll, searchBest, systemSearch } from './search-system';
import { unitsNeeded } from './units-needed';

const catalog = loadCatalog();
const RUNS = { numRuns: 40, seed: 11 };

const machines = catalog.systems
  .map((s) => machineOf(s, catalog, { acceptEstimates: true }))
  .flatMap((r) => (r.kind === 'usable' ? [r.machine] : []));
const small = machines.filter(({ chips }) => chips <= 16);

const lengths = (most: number) =>
  fc
    .tuple(fc.integer({ min: 2, max: most }), fc.double({ min: 1, max: 3, noNaN: true }))
    .map(([mean, spread]) => ({ mean, p90: mean * spread }));

const workloads: fc.Arbitrary<ServiceWorkload> = fc.record({
  id: fc.constant('any'),
  llm: fc.constantFrom(...catalog.llms),
  inputTokens: lengths(20_000),
  outputTokens: lengths(3000),
  prefixCacheHitShare: fc.constantFrom(0, 0.5, 0.9),
  slo: fc.record({
    ttftMs: fc.constantFrom(null, 1000, 5000),
    tpotMs: fc.constantFrom(null, 25, 80),
    endToEndMs: fc.constant(null),
    percentile: fc.constantFrom(0.5, 0.9),
  }),
  engine: fc.constant('auto' as const),
  mode: fc.constantFrom('auto' as const, 'aggregated' as const, 'disaggregated' as const),
  weightPrecisions: fc.constant(null),
  kvPrecision: fc.constant(null),
  targetUtilisation: fc.constant(0.8),
  speculation: fc.constantFrom('auto' as const, 'off' as const),
});

function searchOf(w: ServiceWorkload, m: Machine) {
  const space = searchSpace(w, modelShape(w.llm), m, weightPrecisions(w, m), 'whole');
  return systemSearch(w, m, space);
}

/** Most tokens per chip of a whole search; 0 where nothing keeps the limits. */
function mostPerChip(w: ServiceWorkload, m: Machine): number {
  const search = searchOf(w, m);
  searchAll(search);
  const best = bestPoint(search.exploration);
  return best < 0 ? 0 : search.exploration.table.ratePerChip(best);
}

describe('the front of a system', () => {
  it('is what comparing every point with every other leaves', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom(...small), (w, m) => {
        const search = searchOf(w, m);
        searchAll(search);
        const { table } = search.exploration;
        const front = new Set(paretoFront(table));
        // The points nothing beats, by brute force over all pairs.
        for (let a = 0; a < table.size; a += 1) {
          let beaten = false;
          for (let b = 0; b < table.size && !beaten; b += 1) {
            const asGood =
              table.tpot(b) <= table.tpot(a) && table.ratePerChip(b) >= table.ratePerChip(a);
            const better =
              table.tpot(b) < table.tpot(a) || table.ratePerChip(b) > table.ratePerChip(a);
            beaten = asGood && (better || b < a);
          }
          expect(front.has(a)).toBe(!beaten);
        }
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it('holds every configuration of an aggregated space that keeps the limits', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom(...small), (any, m) => {
        const w: ServiceWorkload = { ...any, mode: 'aggregated' };
        const search = searchOf(w, m);
        searchAll(search);
        const { space, target, table, speedOf } = search.exploration;
        const scratch = evaluationScratch();
        const out = replicaPoint();
        let kept = 0;
        for (const candidate of space.candidates) {
          const most = mostInFlight(candidate, target);
          for (let rung = 0; rung < rungs(most); rung += 1) {
            const n = inFlightAt(rung, most);
            evaluateConfiguration(
              candidate,
              space.profile,
              target,
              speedOf(candidate),
              n,
              scratch,
              out,
            );
            if (out.fits && keepsLatency(target, out.ttft, out.tpot)) kept += 1;
          }
        }
        expect(table.size).toBe(kept);
      }),
      RUNS,
    );
  });
});

describe('the search of the best', () => {
  it('finds what the search of the whole space finds', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom(...machines), (w, m) => {
        const search = searchOf(w, m);
        const { exploration: e } = search;
        searchBest(search, null);
        const quick = bestPoint(e);
        const found = quick < 0 ? 0 : e.table.ratePerChip(quick);
        expect(found).toBeCloseTo(mostPerChip(w, m), 9);
      }),
      RUNS,
    );
  });

  it('keeps no cache beyond the memory of a chip', () => {
    fc.assert(
      fc.property(workloads, fc.constantFrom(...machines), (w, m) => {
        const search = searchOf(w, m);
        searchBest(search, null);
        const { table, space, target } = search.exploration;
        for (let i = 0; i < table.size; i += 1) {
          const { inFlight, candidate: index } = table.read(i, 1);
          const candidate = space.candidates[index];
          if (!candidate) throw new Error('A point of no candidate');
          const { memory, layout } = candidate;
          const length = target.inputTokens + target.outputTokens;
          const perRank = Math.floor(inFlight / layout.dp);
          const cache = perRank * (memory.kvPerToken * length + memory.kvPerSequence);
          expect(cache).toBeLessThanOrEqual(memory.kvAvailable * (1 + 1e-9));
          expect(memory.weights + memory.activations + cache).toBeLessThanOrEqual(m.memory);
        }
      }),
      RUNS,
    );
  });

  it('carries less the stricter a limit', () => {
    fc.assert(
      fc.property(
        workloads,
        fc.constantFrom(...small),
        fc.constantFrom('ttftMs' as const, 'tpotMs' as const),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (w, m, limit, tighter) => {
          const loose = { ...w, slo: { ...w.slo, [limit]: 2000 } };
          const strict = { ...w, slo: { ...w.slo, [limit]: 2000 * tighter } };
          expect(mostPerChip(strict, m)).toBeLessThanOrEqual(mostPerChip(loose, m) * 1.000001);
        },
      ),
      RUNS,
    );
  });

  it('is never slower on a chip that is faster in every figure', () => {
    const times = (m: Machine, factor: number): Machine => {
      const peak = (p: FlopsPerSecond | null) =>
        p === null ? null : ((p * factor) as FlopsPerSecond);
      const { peakFlops: p, fabric } = m;
      return {
        ...m,
        memoryBandwidth: (m.memoryBandwidth * factor) as BytesPerSecond,
        peakFlops: {
          fp32: peak(p.fp32),
          tf32: peak(p.tf32),
          bf16: peak(p.bf16),
          fp16: peak(p.fp16),
          fp8: peak(p.fp8),
          int8: peak(p.int8),
          fp4: peak(p.fp4),
        },
        fabric: {
          ...fabric,
          scaleUpBandwidth: (fabric.scaleUpBandwidth * factor) as BytesPerSecond,
          scaleOutBandwidth: (fabric.scaleOutBandwidth * factor) as BytesPerSecond,
          scaleUpLatency: (fabric.scaleUpLatency / factor) as Seconds,
          scaleOutLatency: (fabric.scaleOutLatency / factor) as Seconds,
        },
      };
    };
    fc.assert(
      fc.property(
        workloads,
        fc.constantFrom(...small),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (w, m, factor) => {
          expect(mostPerChip(w, times(m, factor))).toBeGreaterThanOrEqual(
            mostPerChip(w, m) * 0.999999,
          );
        },
      ),
      RUNS,
    );
  });
});

describe('memory', () => {
  it('never grows with a lower precision', () => {
    const [machine] = machines.filter(
      (m) => m.chipId.includes('b200') && supportedPrecisions(m).length >= 6,
    );
    if (!machine) throw new Error('The catalogue lost its chip of all formats');
    const order = ['bf16', 'fp8', 'fp4'] as const;
    for (const llm of catalog.llms) {
      const shape = modelShape(llm);
      for (const [tp, dp] of [
        [1, 1],
        [4, 1],
        [1, 8],
      ] as const) {
        const layout = { tp, pp: 1, dp, ep: dp };
        const bytes = order.map((p) =>
          weightsPerChip(shape, servingFormats(machine, shape, 'vllm', p, null, null), layout),
        );
        for (let i = 1; i < bytes.length; i += 1)
          expect(bytes[i]).toBeLessThanOrEqual(bytes[i - 1] ?? 0);
        for (const p of ['int8', 'w4a16', 'mxfp4'] as const) {
          expect(canServe(machine, p)).toBe(true);
          const formats = servingFormats(machine, shape, 'vllm', p, null, null);
          expect(weightsPerChip(shape, formats, layout)).toBeLessThanOrEqual(bytes[0] ?? 0);
        }
      }
    }
  });
});

describe('units for a load', () => {
  const unit = fc.constantFrom(8, 16, 72, 384);
  const chips = fc.constantFrom(1, 2, 4, 8, 16, 32, 64);
  const rate = fc.double({ min: 0.01, max: 500, noNaN: true });

  it('never shrink when the load grows', () => {
    fc.assert(
      fc.property(unit, chips, rate, rate, rate, (u, c, r, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(unitsNeeded(more, r, c, u).chips).toBeGreaterThanOrEqual(
          unitsNeeded(less, r, c, u).chips,
        );
      }),
    );
  });

  it('carry the load, and one replica less would not', () => {
    fc.assert(
      fc.property(unit, chips, rate, rate, (u, c, r, load) => {
        const { replicas } = unitsNeeded(load, r, c, u);
        expect(replicas * r).toBeGreaterThanOrEqual(load * (1 - 1e-9));
        expect(replicas === 1 || (replicas - 1) * r < load).toBe(true);
      }),
    );
  });

  it('are the same when all times and the load are scaled', () => {
    fc.assert(
      fc.property(unit, chips, rate, rate, fc.constantFrom(2, 4, 0.5), (u, c, r, load, factor) => {
        expect(unitsNeeded(load * factor, r * factor, c, u)).toEqual(unitsNeeded(load, r, c, u));
      }),
    );
  });
});

describe('matched pools', () => {
  it('never carry more than either of their sides, nor more per chip than the sum of both', () => {
    const side = fc.record({
      chips: fc.constantFrom(1, 2, 4, 8, 16),
      rate: fc.double({ min: 0.1, max: 300, noNaN: true }),
      unitChips: fc.constantFrom(8, 16),
    });
    fc.assert(
      fc.property(side, side, fc.boolean(), (prefill, decode, isOne) => {
        const out = rateMatch();
        if (
          !matchRates(
            prefill,
            isOne ? { ...decode, unitChips: prefill.unitChips } : decode,
            isOne,
            out,
          )
        )
          return;
        expect(out.rate).toBeLessThanOrEqual(out.prefillInstances * prefill.rate);
        expect(out.rate).toBeLessThanOrEqual(out.decodeInstances * decode.rate);
        expect(out.chips).toBeGreaterThanOrEqual(out.prefillChips + out.decodeChips);
        // Both pools at their full rates, on no more chips than they need: the harmonic sum of rates per chip.
        const ideal = 1 / (prefill.chips / prefill.rate + decode.chips / decode.rate);
        expect(out.rate / out.chips).toBeLessThanOrEqual(ideal * (1 + 1e-9));
      }),
    );
  });
});
