import type { ServiceDeployment, UnitCost } from '@headroom/models';
import { OPERATION_NAMES } from '../inference/deployments/describe-deployment';
import { roundToCents } from '../units/convert';

const TOKENS_PER_MILLION = 1e6;
const BYTES_PER_GB = 1e9;
const MS_PER_SECOND = 1000;

/** Shares of a replica's time, and so of its cost; what is left of 1 goes into output. */
export interface PromptShares {
  /** On computing input that no cache holds. */
  readonly uncached: number;
  /** On reading what the prefix cache holds of the input, and on attending to it. */
  readonly cached: number;
}

export interface PromptLengths {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input, what the prefix cache holds. */
  readonly cachedShare: number;
}

/**
 * Shares of a replica's time that go into prompts, which is how its cost is split between uncached input, cached input
 * and output tokens. Per request: P / (P + C + D) and C / (P + C + D), with
 * P = time to prefill what is not cached of one prompt,
 * C = time the cached part of the prompt takes: its keys and values are read once from memory (cached tokens / tokens
 * the cache holds x cache of one chip in bytes / memory bandwidth of one chip, all chips reading their parts at once),
 * and n fresh tokens attend to all c cached ones where among themselves each attends to half of the others, so that
 * attention takes 2 c / n times as long as in P. It is a share of cost alone: predicted latency has no such term,
 * D = output tokens x step time / concurrency, since `concurrency` requests share each decode step.
 * Disaggregated: chips that prefill over all chips, split as P : C.
 * @param memoryBandwidth of one chip, bytes a second
 */
export function promptSharesOf(
  deployment: ServiceDeployment,
  lengths: PromptLengths,
  memoryBandwidth: number,
): PromptShares {
  const { parallelism, prefillPool, prefillTerms, decodeTerms } = deployment;
  // Every data-parallel rank and every instance prefills a prompt of its own at the same time.
  const atOnce =
    prefillPool === undefined ? parallelism.dp : prefillPool.instances * prefillPool.parallelism.dp;
  const prefill = prefillTerms.reduce((sum, t) => sum + t.ms, 0) / atOnce;
  const attention = prefillTerms.reduce(
    (sum, t) => (t.operation === OPERATION_NAMES.attention ? sum + t.ms : sum),
    0,
  );
  const cachedTokens = lengths.inputTokens * lengths.cachedShare;
  const freshTokens = Math.max(1, lengths.inputTokens - cachedTokens);
  const attending = ((attention / atOnce) * 2 * cachedTokens) / freshTokens;
  const cached = attending + readMs(deployment, cachedTokens, memoryBandwidth);
  const prompt = prefill + cached;
  const split = (share: number): PromptShares =>
    prompt > 0
      ? { uncached: (share * prefill) / prompt, cached: (share * cached) / prompt }
      : { uncached: share, cached: 0 };
  if (deployment.mode === 'disaggregated') {
    return split(deployment.prefillChips / (deployment.prefillChips + deployment.decodeChips));
  }
  const step = decodeTerms.reduce((sum, t) => sum + t.ms, 0);
  const decode = (lengths.outputTokens * step) / Math.max(1, deployment.concurrencyPerReplica);
  return prompt + decode > 0 ? split(prompt / (prompt + decode)) : split(0);
}

/** Time to read keys and values of some tokens once. */
function readMs(
  { kvTokensCapacity, memory }: ServiceDeployment,
  tokens: number,
  memoryBandwidth: number,
): number {
  if (kvTokensCapacity <= 0 || memoryBandwidth <= 0) return 0;
  const ofCache = tokens / kvTokensCapacity;
  return ((ofCache * memory.kvCacheGb * BYTES_PER_GB) / memoryBandwidth) * MS_PER_SECOND;
}

export interface ServiceUse {
  readonly workloadId: string;
  /** Cost of the units the service holds, over the horizon. */
  readonly totalUsd: number;
  readonly energyKwh: number;
  /** All input, cached or not. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly shares: PromptShares;
}

/**
 * What a million tokens of a service cost: all of its cost, idle hours of its replicas included. Uncached input x its
 * price + cached input x its price + output x its price = `totalUsd`. Without cache hits there is no price of cached
 * tokens; where all input is cached there is none of uncached ones, and cached ones carry both.
 */
export function serviceUnitCost(use: ServiceUse): UnitCost {
  const { totalUsd, cachedTokens, outputTokens, shares } = use;
  const uncachedTokens = Math.max(0, use.inputTokens - cachedTokens);
  const cachedUsd = totalUsd * (shares.cached + (uncachedTokens > 0 ? 0 : shares.uncached));
  return {
    workloadId: use.workloadId,
    totalUsd: roundToCents(totalUsd),
    usdPerMillionOutputTokens: perMillion(
      totalUsd * (1 - shares.uncached - shares.cached),
      outputTokens,
    ),
    usdPerMillionInputTokens: perMillion(totalUsd * shares.uncached, uncachedTokens),
    usdPerMillionCachedTokens: perMillion(cachedUsd, cachedTokens),
    usdPerRun: null,
    kwhPerMillionOutputTokens: perMillion(use.energyKwh, outputTokens),
  };
}

const perMillion = (amount: number, tokens: number): number | null =>
  tokens > 0 ? (amount / tokens) * TOKENS_PER_MILLION : null;

/** What one training run costs: its units for the days it runs. */
export const trainingUnitCost = (workloadId: string, totalUsd: number): UnitCost => ({
  workloadId,
  totalUsd: roundToCents(totalUsd),
  usdPerMillionOutputTokens: null,
  usdPerMillionInputTokens: null,
  usdPerRun: roundToCents(totalUsd),
  kwhPerMillionOutputTokens: null,
});
