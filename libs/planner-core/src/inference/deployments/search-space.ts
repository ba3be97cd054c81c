import type { KvPrecision, WeightPrecision } from '@headroom/models';
import { type KernelEngine, kernelsOf } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import type { ServiceWorkload } from '../../workload/service-workload';
import { type Breadth, candidateLayouts } from './candidate-layouts';
import type { EngineProfile } from '../engine/engine-profile';
import { canServe, servingFormats } from '../memory/formats';
import type { ServingLayout } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';
import { profileOf } from '../engine/profiles';
import { servingMemory, type ServingMemory } from '../memory/serving-memory';
import { draftShare, type SpeculativeDecoding, speculationsOf } from '../search/speculation';
import type { StepContext } from '../engine/step';

/** One way to run a model on a machine, before its batch is chosen. */
export interface Candidate {
  readonly context: StepContext;
  readonly memory: ServingMemory;
  readonly layout: ServingLayout;
  readonly chips: number;
  /** Drafting of tokens; `null`: one token a step. */
  readonly draft: SpeculativeDecoding | null;
}

/** What a workload may run as on a machine, with the nearest miss when nothing fits. */
export interface SearchSpace {
  readonly engine: KernelEngine;
  readonly profile: EngineProfile;
  readonly candidates: readonly Candidate[];
  readonly closest: Candidate | null;
}

/**
 * Formats that keep a model's quality, fastest first. 8-bit integers (W8A8) stand in where FP8 is lacking;
 * 16 bits are never faster where 8 are there, so only the first a chip has is tried.
 */
const QUALITY_PRESERVING: readonly WeightPrecision[] = ['fp8', 'int8', 'bf16', 'fp16'];

/** Weight formats to try: the user's, as far as the chip has them, else the fastest that keeps quality. */
export function weightPrecisions(w: ServiceWorkload, machine: Machine): WeightPrecision[] {
  if (w.weightPrecisions) return w.weightPrecisions.filter((p) => canServe(machine, p));
  return QUALITY_PRESERVING.filter((p) => canServe(machine, p)).slice(0, 1);
}

/** Weight formats a machine can serve. */
export const supportedPrecisions = (machine: Machine): WeightPrecision[] =>
  (['bf16', 'fp16', 'fp8', 'int8', 'w4a16', 'fp4', 'mxfp4'] as const).filter((p) =>
    canServe(machine, p),
  );

/** Whether a machine can read a cache of the format. */
export const canCache = (machine: Machine, kv: KvPrecision): boolean =>
  kv === 'bf16' ||
  (kv === 'fp8' ? machine.peakFlops.fp8 !== null : machine.peakFlops.int8 !== null);

/** `auto` is vLLM where it is widely run, else the vendor's own stack. */
function engineOf(w: ServiceWorkload, machine: Machine): KernelEngine {
  if (w.engine !== 'auto') return w.engine;
  return machine.vendor === 'NVIDIA' || machine.vendor === 'AMD' ? 'vllm' : 'vendor';
}

/** All layouts and formats whose weights leave room for a request. */
export function searchSpace(
  w: ServiceWorkload,
  shape: ModelShape,
  machine: Machine,
  precisions: readonly WeightPrecision[],
  breadth: Breadth = 'usual',
): SearchSpace {
  const engine = engineOf(w, machine);
  const profile = profileOf(engine);
  const kernels = kernelsOf(machine, engine);
  const candidates: Candidate[] = [];
  let closest: Candidate | null = null;
  const layouts = candidateLayouts(shape, machine, w.layout, breadth);
  const drafts = speculationsOf(w.speculation, w.llm.mtpLayers);
  const request = w.inputTokens.mean + w.outputTokens.mean;
  for (const precision of precisions) {
    const formats = servingFormats(machine, shape, engine, precision, null, w.kvPrecision);
    let smallest = Infinity;
    for (const layout of layouts) {
      const chips = layout.tp * layout.pp * layout.dp;
      // Beyond a unit only the smallest instances that fit are of interest: larger ones repeat them.
      if (chips > machine.chips && chips > 4 * smallest) continue;
      const plain = servingMemory(machine, shape, formats, layout, profile);
      const context: StepContext = {
        shape,
        kernels,
        fabric: machine.fabric,
        formats,
        layout,
        routingSkew: profile.routingSkew,
      };
      for (const draft of drafts) {
        const memory = withDraft(plain, draftShare(shape, draft));
        const candidate = { context, memory, layout, chips, draft };
        if (memory.kvAvailable >= memory.kvPerToken * request + memory.kvPerSequence) {
          candidates.push(candidate);
          smallest = Math.min(smallest, chips);
        }
        if (closest === null || memory.kvAvailable > closest.memory.kvAvailable)
          closest = candidate;
      }
    }
  }
  return { engine, profile, candidates, closest };
}

/** Memory with the weights and cache of draft layers. */
function withDraft(memory: ServingMemory, factor: number): ServingMemory {
  if (factor === 1) return memory;
  const more = memory.weights * (factor - 1);
  return {
    ...memory,
    weights: memory.weights + more,
    kvAvailable: memory.kvAvailable - more,
    kvPerToken: memory.kvPerToken * factor,
    kvPerSequence: memory.kvPerSequence * factor,
  };
}
