import type { ServiceDeployment, UnitCost } from '@headroom/models';
import { roundToCents } from '../units/convert';

const TOKENS_PER_MILLION = 1e6;

/**
 * Share of a replica's time that goes into prompts, which is how its cost is split between input and
 * output tokens. Disaggregated: chips that prefill over all chips. Otherwise per request:
 * P / (P + D), P = time to prefill one prompt, D = output tokens x step time / concurrency,
 * since `concurrency` requests share each decode step.
 */
export function prefillShareOf(deployment: ServiceDeployment, outputTokens: number): number {
  if (deployment.mode === 'disaggregated') {
    return deployment.prefillChips / (deployment.prefillChips + deployment.decodeChips);
  }
  // Every data-parallel rank prefills a prompt of its own at the same time.
  const prefill =
    deployment.prefillTerms.reduce((sum, t) => sum + t.ms, 0) / deployment.parallelism.dp;
  const step = deployment.decodeTerms.reduce((sum, t) => sum + t.ms, 0);
  const decode = (outputTokens * step) / Math.max(1, deployment.concurrencyPerReplica);
  return prefill + decode > 0 ? prefill / (prefill + decode) : 0;
}

export interface ServiceUse {
  readonly workloadId: string;
  /** Cost of the units the service holds, over the horizon. */
  readonly totalUsd: number;
  readonly energyKwh: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prefillShare: number;
}

/** What a million tokens of a service cost: all of its cost, idle hours of its replicas included. */
export function serviceUnitCost(use: ServiceUse): UnitCost {
  const perMillion = (usd: number, tokens: number) =>
    tokens > 0 ? (usd / tokens) * TOKENS_PER_MILLION : null;
  return {
    workloadId: use.workloadId,
    totalUsd: roundToCents(use.totalUsd),
    usdPerMillionOutputTokens: perMillion(use.totalUsd * (1 - use.prefillShare), use.outputTokens),
    usdPerMillionInputTokens: perMillion(use.totalUsd * use.prefillShare, use.inputTokens),
    usdPerRun: null,
    kwhPerMillionOutputTokens: perMillion(use.energyKwh, use.outputTokens),
  };
}

/** What one training run costs: its units for the days it runs. */
export const trainingUnitCost = (workloadId: string, totalUsd: number): UnitCost => ({
  workloadId,
  totalUsd: roundToCents(totalUsd),
  usdPerMillionOutputTokens: null,
  usdPerMillionInputTokens: null,
  usdPerRun: roundToCents(totalUsd),
  kwhPerMillionOutputTokens: null,
});
