import type { KvPrecision } from '@headroom/models';
import { exchangeTime } from '../../kernels/exchange';
import type { Machine } from '../../topology/machine';
import { weigh } from '../engine/engine-profile';
import { KV_BYTES } from '../memory/layout';
import { kvElementsPerLayer } from '../memory/model-shape';
import { cacheTransferTime, prefillInstance, type PrefillInstance } from '../engine/prefill-pool';
import type { ServiceTarget, SpeedCorrection } from '../engine/replica';
import type { Candidate, SearchSpace } from '../deployments/search-space';
import { stepTerms } from '../engine/step';
import type { EvaluationScratch } from './configuration';

/** One way to process prompts apart from decoding, at its highest rate under the first-token limit. */
export interface PrefillOption extends PrefillInstance {
  readonly machine: Machine;
  readonly candidate: Candidate;
  /** Chips that share one prompt, context parallel. */
  readonly cp: number;
}

/** Prefill instances by the format of the cache they hand over: both pools have to agree on it. */
export type PrefillOptions = ReadonlyMap<KvPrecision, PrefillOption>;

const LARGEST_CONTEXT_GROUP = 16;
/** Shorter shares of a prompt leave matrices too small for context parallelism to pay. */
const LEAST_TOKENS_OF_SHARE = 2048;
/** A larger instance has to be better by this much to be worth its coarser steps. */
const NEAR_EQUAL = 0.98;

/**
 * The prefill instance of most requests per chip for every cache format, and the first token it gives at the
 * least, whether or not that keeps the limit.
 * @param receiver machine the cache is sent to, when it is another one
 */
export function prefillOptions(
  space: SearchSpace,
  machine: Machine,
  target: ServiceTarget,
  speedOf: (c: Candidate) => SpeedCorrection,
  scratch: EvaluationScratch,
  receiver: Machine | null,
): { readonly options: PrefillOptions; readonly fastest: number } {
  const options = new Map<KvPrecision, PrefillOption>();
  let fastest = Infinity;
  for (const candidate of space.candidates) {
    if (candidate.draft !== null) continue;
    const { context, memory, chips } = candidate;
    const speed = speedOf(candidate);
    const { profile } = space;
    const arrival = profile.arrival + profile.arrivalToken * freshTokens(target);
    const sent = cacheTransferTime(context, memory, target.inputTokens, true);
    const received = receiver === null ? 0 : receiveTime(candidate, receiver, target);
    const transfer = Math.max(sent, received) + arrival;
    for (let cp = 1; cp <= largestContextGroup(candidate, machine, target); cp *= 2) {
      const prompt = promptTime(candidate, space, target, cp, scratch);
      fastest = Math.min(fastest, prompt * speed.ttft * target.inputStretch + transfer);
      const instance = prefillInstance(context, chips * cp, prompt, transfer, target, speed);
      if (instance === null) continue;
      const known = options.get(context.formats.kv);
      const better =
        known === undefined || isBetter(instance.rate / instance.chips, instance.chips, known);
      if (better) options.set(context.formats.kv, { ...instance, machine, candidate, cp });
    }
  }
  return { options, fastest };
}

function isBetter(perChip: number, chips: number, known: PrefillOption): boolean {
  const before = known.rate / known.chips;
  return chips < known.chips ? perChip > before * NEAR_EQUAL : perChip * NEAR_EQUAL > before;
}

function largestContextGroup(
  { chips, context }: Candidate,
  machine: Machine,
  target: ServiceTarget,
): number {
  const fresh = freshTokens(target);
  // States of linear layers pass from share to share in order, so their prompts are not split.
  if (context.shape.stateLayers > 0) return 1;
  const room = Math.floor(Math.min(machine.chips, machine.fabric.domainChips) / chips);
  return Math.max(1, Math.min(LARGEST_CONTEXT_GROUP, room, fresh / LEAST_TOKENS_OF_SHARE));
}

/** Prompt tokens that are not found in the prefix cache. */
const freshTokens = (target: ServiceTarget): number =>
  Math.max(1, target.inputTokens * (1 - target.cachedShare));

/**
 * Seconds of one prompt alone. Where `cp` groups share it, each computes its part of the rows and of the attention pairs,
 * and gathers keys and values of all parts layer by layer (ring attention, arXiv:2310.01889, without overlap).
 */
function promptTime(
  { context, memory }: Candidate,
  { profile }: SearchSpace,
  target: ServiceTarget,
  cp: number,
  { terms }: EvaluationScratch,
): number {
  const fresh = freshTokens(target);
  stepTerms(context, terms, 0, 0, fresh / cp, fresh);
  const { shape, formats, kernels, layout } = context;
  const heads = shape.latent ? 1 : Math.max(1, shape.kvHeads / layout.tp) / shape.kvHeads;
  const bytes = fresh * kvElementsPerLayer(shape) * heads * KV_BYTES[formats.kv];
  const attention = shape.fullLayers + shape.windowLayers;
  const gather = exchangeTime(kernels.allGather, cp, ((cp - 1) / cp) * bytes);
  const steps = Math.max(1, fresh / cp / profile.chunkTokens);
  const parts = memory.kvPerToken > 0 ? attention * gather : 0;
  return weigh(terms, profile.prompt) + profile.hostPrompt * steps + parts;
}

/** Seconds in which a machine of another kind takes in one prompt's cache, over as many ports as sent it. */
function receiveTime({ context, memory }: Candidate, to: Machine, target: ServiceTarget): number {
  const there = { ...context, fabric: to.fabric };
  return cacheTransferTime(there, memory, target.inputTokens, true);
}
