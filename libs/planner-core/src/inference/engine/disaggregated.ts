import type { Machine } from '../../topology/machine';
import type { LoopScratch } from './closed-loop';
import { type EngineProfile, weigh } from './engine-profile';
import { cacheTransferTime } from './prefill-pool';
import { chipsOf } from '../memory/layout';
import { sequencesHeld, servingMemory, type ServingMemory } from '../memory/serving-memory';
import type { ServingPool, ServingQuestion } from '../measured/serving-question';
import { type StepContext, stepTerms } from './step';

/** What a measured deployment does under its load. Seconds. */
export interface ServingTimes {
  readonly ttft: number;
  readonly tpot: number;
  readonly tokensPerSecond: number;
  /** Sequences per attention rank of the decode pool. */
  readonly running: number;
  readonly fits: boolean;
  readonly decodeHost: number;
  readonly promptShare: number;
  readonly queueShare: number;
}

const ITERATIONS = 24;
/** A pool kept busier than this is taken as the bottleneck. */
const MOST_LOAD = 0.97;

/**
 * Clients alternate between the prefill pool (a queue before its ranks) and the decode pool (a batch).
 * The rate follows from both by fixed point: rate = clients / (ttft + osl x tpot), waiting before prefill as
 * in a queue at that load, the decode batch by Little's law; at most what each pool can carry.
 */
export function disaggregatedTimes(
  q: ServingQuestion,
  decode: StepContext,
  machine: Machine,
  p: EngineProfile,
  memory: ServingMemory,
  pools: { readonly prefill: ServingPool; readonly decode: ServingPool },
  scratch: LoopScratch,
): ServingTimes {
  const clients = q.load.kind === 'clients' ? q.load.count : decodeLimit(q, memory, pools.decode);
  const prefill: StepContext = { ...decode, layout: pools.prefill.layout };
  const prefillMemory = servingMemory(machine, decode.shape, decode.formats, prefill.layout, p);
  const fresh = Math.max(1, q.inputTokens * (1 - q.cachedShare));
  stepTerms(prefill, scratch.prompt, 0, 0, fresh, fresh);
  const steps = Math.max(1, fresh / p.chunkTokens);
  const prompt = weigh(scratch.prompt, p.prompt) + p.hostPrompt * steps;
  const crosses = chipsOf(prefill.layout) + chipsOf(decode.layout) > machine.fabric.domainChips;
  const transfer =
    cacheTransferTime(decode, prefillMemory, q.inputTokens, crosses) +
    p.arrival +
    p.arrivalToken * fresh;
  const servers = pools.prefill.instances * prefill.layout.dp * prefill.layout.pp;
  const decodeRanks = pools.decode.instances * decode.layout.dp;
  const held = Math.max(1, sequencesHeld(memory, q.inputTokens + p.outputReserve * q.outputTokens));
  const steady = Math.max(1, q.outputTokens - 1) / q.tokensPerStep;
  const decodeStep = (batch: number): number => {
    const depth = q.inputTokens + q.outputTokens / 2;
    stepTerms(decode, scratch.decode, batch / decode.layout.pp, depth, 0, 1);
    return weigh(scratch.decode, p.decode) + p.hostStep + p.hostSequence * batch;
  };
  let batch = Math.min(held, Math.max(1, clients / decodeRanks));
  let tpot = decodeStep(batch);
  let ttft = prompt + transfer;
  const most = (MOST_LOAD * servers) / prompt;
  for (let i = 0; i < ITERATIONS; i += 1) {
    const rate = Math.min(most, clients / (ttft + steady * tpot));
    const load = (rate * prompt) / servers;
    const queue = Math.min(
      (prompt * load) / (2 * (1 - Math.min(MOST_LOAD, load))) / Math.sqrt(servers),
      (clients / servers) * prompt,
    );
    const wanted = (rate * steady * tpot) / decodeRanks;
    batch = 0.5 * batch + 0.5 * Math.min(held, Math.max(1, wanted));
    tpot = decodeStep(batch);
    const idle = prompt + transfer + tpot;
    const starved = rate >= most || wanted > held ? clients / rate - steady * tpot : 0;
    ttft = 0.5 * ttft + 0.5 * Math.max(idle + queue, starved);
  }
  const whole = ttft + (q.countedOutputTokens - 1) * (tpot / q.tokensPerStep);
  return {
    ttft,
    tpot,
    tokensPerSecond: (clients * q.countedOutputTokens) / whole,
    running: batch,
    fits: memory.kvAvailable > 0 && prefillMemory.kvAvailable > 0,
    decodeHost: p.hostStep + p.hostSequence * batch,
    promptShare: 0,
    queueShare: Math.max(0, 1 - (prompt + transfer) / ttft),
  };
}

const decodeLimit = (q: ServingQuestion, m: ServingMemory, pool: ServingPool): number =>
  Math.max(1, sequencesHeld(m, q.inputTokens + q.outputTokens)) * pool.layout.dp * pool.instances;
