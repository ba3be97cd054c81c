import type { Bound } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import { type KernelSet, kernelsOf } from '../../kernels/kernel-set';
import { closedLoopTimes, type LoopScratch, loopScratch } from '../engine/closed-loop';
import { boundOfStep } from '../deployments/describe-deployment';
import { disaggregatedTimes, type ServingTimes } from '../engine/disaggregated';
import { type EngineProfile, weigh } from '../engine/engine-profile';
import { servingFormats } from '../memory/formats';
import { chipsOf, type ServingFormats, type ServingLayout } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';
import {
  servingMemory,
  sequencesHeld,
  type ServingMemory,
  tokensHeld,
} from '../memory/serving-memory';
import type { ServingQuestion } from './serving-question';
import { type StepContext, stepTerms, TERMS } from '../engine/step';

/** The step model's answer to a question, before residual correction. Seconds. */
export interface ServingAnswer {
  readonly ttft: number;
  readonly tpot: number;
  /** Counted output tokens a second and chip. */
  readonly tokensPerChip: number;
  readonly fits: boolean;
  readonly kvTokensCapacity: number;
  readonly bottleneck: Bound;
  readonly layout: ServingLayout;
  readonly formats: ServingFormats;
  readonly kernels: KernelSet;
  /** Seconds of the decode step's terms, weighted, and of host work. */
  readonly decodeTerms: Float64Array;
  readonly decodeHost: number;
  /** Sequences of one attention rank while decoding, and the share of TPOT spent on others' prompts. */
  readonly running: number;
  readonly promptShare: number;
  /** Share of TTFT that is waiting for memory. */
  readonly queueShare: number;
  readonly replicas: number;
}

/** Sequences one rank of an offline run may hold beyond memory: the engines' own limits. */
const SATURATED_LIMIT = { 'tensorrt-llm': 2048, vllm: 1024, sglang: 1024, vendor: 256 } as const;
/** Room for the cache that a layout chosen for a row without one leaves beside the weights. */
const ROOM_SHARE = 0.25;

/** Answers a question with the step model under an engine profile. */
export function answerServing(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  profile: EngineProfile,
  scratch: LoopScratch = loopScratch(),
): ServingAnswer {
  const kernels = kernelsOf(machine, q.engine);
  const formats = servingFormats(machine, shape, q.engine, q.weights, q.experts, q.kv);
  const layout =
    q.pools?.decode.layout ?? q.layout ?? layoutFor(shape, machine, formats, q, profile);
  const replicas =
    q.replicas ?? Math.max(1, Math.round((q.pools ? chipsOf(layout) : q.chips) / chipsOf(layout)));
  const context: StepContext = {
    shape,
    kernels,
    fabric: machine.fabric,
    formats,
    layout,
    routingSkew: profile.routingSkew,
  };
  const memory = servingMemory(machine, shape, formats, layout, profile);
  const times = q.pools
    ? disaggregatedTimes(q, context, machine, profile, memory, q.pools, scratch)
    : aggregatedTimes(q, context, profile, memory, replicas, scratch);
  const running = times.running;
  const decodeTerms = new Float64Array(TERMS);
  const depth = q.inputTokens + q.outputTokens / 2;
  stepTerms(context, decodeTerms, running / layout.pp, depth, 0, 1);
  for (let i = 0; i < TERMS; i += 1)
    decodeTerms[i] = (decodeTerms[i] ?? 0) * (profile.decode[i] ?? 0);
  const length = q.inputTokens + q.outputTokens;
  const capacity =
    tokensHeld(memory, length) * layout.dp * replicas * (q.pools?.decode.instances ?? 1);
  return {
    ttft: times.ttft,
    tpot: times.tpot / q.tokensPerStep,
    tokensPerChip: times.tokensPerSecond / q.chips,
    fits: times.fits,
    kvTokensCapacity: Math.max(0, Math.floor(capacity)),
    bottleneck: boundOfStep(context, decodeTerms, times.decodeHost, running),
    layout,
    formats,
    kernels,
    decodeTerms,
    decodeHost: times.decodeHost,
    running,
    promptShare: times.promptShare,
    queueShare: times.queueShare,
    replicas,
  };
}

function aggregatedTimes(
  q: ServingQuestion,
  c: StepContext,
  p: EngineProfile,
  memory: ServingMemory,
  replicas: number,
  scratch: LoopScratch,
): ServingTimes {
  const { load } = q;
  const dp = c.layout.dp;
  const length = q.inputTokens + p.outputReserve * q.outputTokens;
  const held = Math.max(1, Math.floor(sequencesHeld(memory, length)));
  const loop = (perReplica: number): ServingTimes => {
    const ask = {
      inputTokens: q.inputTokens,
      outputTokens: q.outputTokens,
      concurrency: Math.max(1, perReplica),
      cachedShare: q.cachedShare,
      equalLengths: q.equalLengths,
    };
    const t = closedLoopTimes(c, p, memory, ask, scratch);
    const tpot = t.tpot / q.tokensPerStep;
    const whole = t.ttft + (q.countedOutputTokens - 1) * tpot;
    return {
      ttft: t.ttft,
      tpot: t.tpot,
      tokensPerSecond: (replicas * Math.max(1, perReplica) * q.countedOutputTokens) / whole,
      running: t.running,
      fits: t.fits,
      decodeHost: p.hostStep + p.hostSequence * t.running,
      promptShare: Math.max(0, 1 - t.decodeStep / t.tpot),
      queueShare: t.queue / t.ttft,
    };
  };
  switch (load.kind) {
    case 'clients':
      return loop(load.count / replicas);
    case 'saturated':
      return loop(Math.min(load.perRank ?? SATURATED_LIMIT[q.engine], held) * dp);
    case 'under-slo': {
      const limit = load.tpotMs / 1000;
      let low = 1;
      let high = Math.min(load.perRank ?? SATURATED_LIMIT[q.engine], held) * dp;
      if (loop(high).tpot / q.tokensPerStep <= limit) return loop(high);
      for (let i = 0; i < 10 && high - low > 1; i += 1) {
        const middle = (low + high) / 2;
        if (loop(middle).tpot / q.tokensPerStep <= limit) low = middle;
        else high = middle;
      }
      return loop(low);
    }
    case 'static':
    case 'prompt-only':
    case 'decode-only':
      return batchTimes(q, c, p, memory, replicas, scratch);
  }
}

/** One batch through prompt and decode without others joining. */
function batchTimes(
  q: ServingQuestion,
  c: StepContext,
  p: EngineProfile,
  memory: ServingMemory,
  replicas: number,
  scratch: LoopScratch,
): ServingTimes {
  const { load } = q;
  const { dp, pp } = c.layout;
  const chips = chipsOf(c.layout);
  const perRank = Math.max(
    1,
    load.kind === 'decode-only'
      ? (load.perChip * chips) / dp
      : (load.kind === 'clients' || load.kind === 'saturated' || load.kind === 'under-slo'
          ? 1
          : load.batch) /
          replicas /
          dp,
  );
  const decoding = load.kind === 'decode-only';
  const fresh = Math.max(1, q.inputTokens * (1 - q.cachedShare));
  const held = sequencesHeld(memory, q.inputTokens + q.outputTokens);
  stepTerms(c, scratch.prompt, 0, 0, fresh * perRank, fresh);
  const steps = Math.max(1, (fresh * perRank) / p.chunkTokens);
  const ttft =
    weigh(scratch.prompt, p.prompt) + p.hostPrompt * steps + p.arrival + p.arrivalToken * fresh;
  const depth = q.inputTokens + q.outputTokens / 2;
  stepTerms(c, scratch.decode, perRank / pp, depth, 0, 1);
  const decodeHost = p.hostStep + p.hostSequence * perRank;
  const tpot = weigh(scratch.decode, p.decode) + decodeHost;
  const sequences = perRank * dp * replicas;
  const steady = q.tokensPerStep / tpot;
  const whole = ttft + ((q.countedOutputTokens - 1) * tpot) / q.tokensPerStep;
  return {
    ttft: decoding ? tpot : ttft,
    tpot,
    tokensPerSecond: sequences * (decoding ? steady : q.countedOutputTokens / whole),
    running: perRank,
    fits: held >= 1,
    decodeHost,
    promptShare: 0,
    queueShare: 0,
  };
}

/** The smallest tensor parallel instance that leaves room for the cache, for rows that state no layout. */
function layoutFor(
  shape: ModelShape,
  machine: Machine,
  formats: ServingFormats,
  q: ServingQuestion,
  profile: EngineProfile,
): ServingLayout {
  const most = Math.min(q.chips, Math.max(8, machine.fabric.domainChips));
  let layout: ServingLayout = { tp: 1, pp: 1, dp: 1, ep: 1 };
  for (let tp = 1; tp <= most; tp *= 2) {
    const byExpert = shape.moeLayers > 0 && tp > 4;
    layout = { tp, pp: 1, dp: 1, ep: byExpert ? tp : 1 };
    const memory = servingMemory(machine, shape, formats, layout, profile);
    if (memory.kvAvailable >= ROOM_SHARE * machine.memory) return layout;
  }
  return layout;
}
