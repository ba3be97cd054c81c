import { z } from 'zod';
import { kvPrecision, weightPrecision } from '../catalog/precision';
import { displayName } from '../api/display-name';
import { LENGTH_PARTS_MOST, lengthMix } from './length-mix';
import { localId, month, share, tokenLengths, uncertainNumber, type Certain } from './quantity';

/** Far beyond all inference on Earth today; larger figures are slips of the unit. */
const MOST_REQUESTS_PER_SECOND = 10_000_000;
const MOST_TOKENS_PER_DAY = 1e15;
const MOST_USERS = 10_000_000_000;

/** How much of a service is asked for, at the start of the horizon; exactly one measure is given. */
export const inferenceLoad = z
  .strictObject({
    /** At the peak. */
    requestsPerSecond: uncertainNumber(
      z.number().positive().max(MOST_REQUESTS_PER_SECOND),
    ).optional(),
    outputTokensPerDay: uncertainNumber(z.number().positive().max(MOST_TOKENS_PER_DAY)).optional(),
    concurrentUsers: uncertainNumber(z.number().positive().max(MOST_USERS)).optional(),
    /** With `concurrentUsers`: share of users with a request in flight at the peak. */
    activeUserShare: uncertainNumber(share).optional(),
    /** Peak hour over daily mean: 1.5 unless stated, for requests a second 1; at least what quiet hours imply. */
    peakToMean: uncertainNumber(z.number().min(1).max(50)).optional(),
    /** Variance of request counts over their mean; 1, the default, is chance alone (Poisson), 4 is bursty. */
    burstiness: z.number().min(1).max(50).optional(),
    /** Compound growth per month; 0.05 is 5 %. */
    growthPerMonth: uncertainNumber(z.number().min(-0.9).max(3)).optional(),
    /** Months at which the load is set anew, overriding growth up to there. */
    steps: z
      .array(
        z.strictObject({ month, factor: uncertainNumber(z.number().nonnegative().max(10_000)) }),
      )
      .max(120)
      .optional(),
    /** Hours of every day in which at most a share of the peak is asked for; 8 hours of a night at 0.3 of it. */
    offPeak: z
      .strictObject({ shareOfPeak: share, hoursPerDay: z.number().min(1).max(23) })
      .optional(),
  })
  .refine(
    (v) =>
      [v.requestsPerSecond, v.outputTokensPerDay, v.concurrentUsers].filter((x) => x !== undefined)
        .length === 1,
    'expected exactly one of requestsPerSecond, outputTokensPerDay, concurrentUsers',
  );
export type InferenceLoad = Certain<z.infer<typeof inferenceLoad>>;

/** Latency a service has to keep. `percentile` is of requests; 0.9 means nine in ten keep both. */
export const slo = z.strictObject({
  ttftMs: z.number().positive().max(600_000).optional(),
  tpotMs: z.number().positive().max(10_000).optional(),
  endToEndMs: z.number().positive().max(36_000_000).optional(),
  percentile: z.number().min(0.5).max(0.999).optional(),
});

/** Which hardware a workload may run on; an empty or absent list allows all. */
export const hardwareFilter = z.strictObject({
  chips: z.array(z.string()).optional(),
  systems: z.array(z.string()).optional(),
  vendors: z.array(z.string()).optional(),
  excludeChips: z.array(z.string()).optional(),
  excludeVendors: z.array(z.string()).optional(),
});
export type HardwareFilter = z.infer<typeof hardwareFilter>;

/** One inference service. Its lengths are its own (`inputTokens`, `outputTokens`) or those of a `mix`. */
export const serviceDemand = z
  .strictObject({
    id: localId,
    name: displayName(120).optional(),
    model: z.string().min(1),
    load: inferenceLoad,
    inputTokens: tokenLengths.optional(),
    outputTokens: tokenLengths.optional(),
    /** Share of input tokens answered from the prefix cache. */
    prefixCacheHitShare: share.optional(),
    /** Requests by length, in place of `inputTokens` and `outputTokens`; each part may run on its own systems. */
    mix: lengthMix.optional(),
    /** Parts of equally many requests, by input length, that may run on systems of their own; 1 keeps them together. */
    lengthBuckets: z.int().min(1).max(LENGTH_PARTS_MOST).optional(),
    slo: slo.optional(),
    /** Share of time the service keeps its SLO with systems failing; decides spare replicas. */
    availability: z.number().min(0.9).max(0.99999).optional(),
    /** Whether its demand is still carried with any one of its sites lost; takes two sites or more. */
    survivesSiteLoss: z.boolean().optional(),
    engine: z.enum(['auto', 'vllm', 'sglang', 'tensorrt-llm', 'vendor']).optional(),
    weightPrecisions: z.array(weightPrecision).min(1).optional(),
    kvPrecision: kvPrecision.optional(),
    mode: z.enum(['auto', 'aggregated', 'disaggregated']).optional(),
    hardware: hardwareFilter.optional(),
    /** Sites it may run at; absent allows all. */
    sites: z.array(localId).optional(),
    from: month.optional(),
    until: month.optional(),
  })
  .check(({ value, issues }) => {
    for (const field of ['inputTokens', 'outputTokens'] as const) {
      const own = value[field];
      if (value.mix === undefined && own === undefined) {
        issues.push({ code: 'invalid_union', errors: [], input: own, path: [field] });
      }
      if (value.mix !== undefined && own !== undefined) {
        issues.push({
          code: 'custom',
          message: 'the mix says the lengths already',
          input: own,
          path: [field],
          params: { code: 'scenario/lengths-twice', expected: `either mix or ${field}` },
        });
      }
    }
    if (value.mix !== undefined && value.lengthBuckets !== undefined) {
      issues.push({
        code: 'custom',
        message: 'the mix is cut by length already',
        input: value.lengthBuckets,
        path: ['lengthBuckets'],
        params: { code: 'scenario/lengths-twice', expected: 'either mix or lengthBuckets' },
      });
    }
  });
export type ServiceDemand = Certain<z.infer<typeof serviceDemand>>;
