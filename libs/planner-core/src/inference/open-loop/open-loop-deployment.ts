import { type LatencyPercentiles, type PercentilesMs, say } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import type { ServiceWorkload } from '../../workload/service-workload';
import { lengthVariation } from './open-loop';
import { type Mixture, quantileOf } from './open-loop-mixture';
import {
  type QueueOutcome,
  queueOutcome,
  type QueueTraffic,
  vouchesFor,
} from './open-loop-outcome';
import { evaluatePools } from './open-loop-pools';
import { evaluateQueue } from './open-loop-queue';
import { type RankLengths, rankTimes } from './open-loop-rank';
import { cacheTransferTime } from '../engine/prefill-pool';
import type { SpeedCorrection } from '../engine/replica';
import type { Operating } from '../deployments/search-deployments';
import type { SearchSpace } from '../deployments/search-space';

const MS_PER_SECOND = 1000;
const POISSON = 1;
/** Engines schedule no more sequences than this on one attention rank. */
const MOST_SEQUENCES = 1024;

/**
 * Percentiles of a deployment at the rate a plan gives one replica, by the queueing model: requests spread
 * by chance over the attention ranks, their lengths log-normal, their arrivals as bursty as the workload says.
 * A percentile the model does not vouch for is left out, with the reason.
 */
export function latencyPercentiles(
  w: ServiceWorkload,
  machine: Machine,
  space: SearchSpace,
  o: Operating,
  speed: SpeedCorrection,
): LatencyPercentiles {
  const { context, memory, layout, draft } = o.candidate;
  const perStep = draft?.tokensPerStep ?? 1;
  const burstiness = w.burstiness ?? POISSON;
  const rate = o.rate * w.targetUtilisation;
  const inputVariation = lengthVariation(w.inputTokens.mean, w.inputTokens.p90);
  const outputVariation = lengthVariation(w.outputTokens.mean, w.outputTokens.p90);
  const lengths: RankLengths = {
    inputTokens: w.inputTokens.mean,
    cachedShare: w.prefixCacheHitShare,
    outputTokens: w.outputTokens.mean,
    outputVariation,
  };
  const rank = rankTimes(context, space.profile, memory, lengths, speed, MOST_SEQUENCES);
  const fresh = Math.max(1, w.inputTokens.mean * (1 - w.prefixCacheHitShare));
  const steps = w.outputTokens.mean / perStep;
  const held = w.inputTokens.mean + w.outputTokens.mean;
  const own = { ...rank, kvTokens: (rank.kvTokens * (fresh + steps)) / held };
  const traffic: QueueTraffic = {
    rate,
    burstiness,
    inputTokens: fresh,
    inputVariation,
    outputTokens: steps,
    outputVariation,
  };
  const outcome = queueOutcome();
  const ranks = layout.dp * (o.pools?.decodeInstances ?? 1);
  if (o.pools) {
    const { prefill, prefillInstances } = o.pools;
    const { layout: pooled } = prefill.context;
    const prompts = rankTimes(prefill.context, space.profile, memory, lengths, speed, 1);
    const pool = {
      servers: prefillInstances * pooled.dp * pooled.pp * (prefill.cp ?? 1),
      fixed: prompts.promptFixed,
      token: prompts.promptToken,
      transfer: cacheTransferTime(context, memory, w.inputTokens.mean, o.chips > machine.chips),
    };
    evaluatePools(pool, own, ranks, traffic, outcome);
  } else {
    traffic.rate = rate / ranks;
    // A burst spread over ranks by chance is that much less of one on each (thinning).
    traffic.burstiness = 1 + (burstiness - 1) / ranks;
    evaluateQueue(own, traffic, outcome);
  }
  return {
    requestsPerSecondPerReplica: rate,
    burstiness,
    ttftMs: percentilesOf(outcome, outcome.ttft, rank.outside, 1),
    tpotMs: percentilesOf(outcome, outcome.tpot, 0, perStep),
    endToEndMs: percentilesOf(outcome, outcome.endToEnd, rank.outside, 1),
    missing: vouchesFor(outcome, 0.99) ? null : reasonOf(outcome),
  };
}

function percentilesOf(
  outcome: QueueOutcome,
  times: Mixture,
  offset: number,
  divisor: number,
): PercentilesMs {
  const at = (share: number): number | null =>
    vouchesFor(outcome, share)
      ? (MS_PER_SECOND * (quantileOf(times, share) + offset)) / divisor
      : null;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function reasonOf(o: QueueOutcome) {
  if (!o.stable) return say('inference/percentiles-unstable');
  if (o.promptLoad > o.mostPromptLoad)
    return say('inference/percentiles-prompt-bound', {
      share: Math.round(100 * o.promptLoad),
      limit: Math.round(100 * o.mostPromptLoad),
    });
  return say('inference/percentiles-wait-for-room', {
    share: Math.round(1000 * o.blocked) / 10,
  });
}
