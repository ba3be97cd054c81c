import type { StepContext } from './step';
import { sendTime } from '../../topology/collectives';
import type { Machine } from '../../topology/machine';
import { bytes } from '../../units/convert';
import type { ServiceTarget, SpeedCorrection } from './replica';
import { promptWait } from '../open-loop/open-loop';
import type { ServingMemory } from '../memory/serving-memory';

/** One prefill instance of a disaggregated deployment at its highest rate that keeps the first-token limit. */
export interface PrefillInstance {
  readonly context: StepContext;
  readonly chips: number;
  /** Requests a second. */
  readonly rate: number;
  /** Seconds to the first token at the percentile, cache transfer included. */
  readonly ttft: number;
  /** Set where another machine prefills than decodes, and where several groups of chips share one prompt. */
  readonly machine?: Machine;
  readonly cp?: number;
}

/** Busiest a prefill instance is run without a first-token limit. */
const MOST_LOAD = 0.9;
const HALVINGS = 14;

/** Seconds to move one prompt's cache to the decoding instance, every rank sending its share. */
export function cacheTransferTime(
  c: StepContext,
  memory: ServingMemory,
  tokens: number,
  crossesUnits: boolean,
): number {
  const perRank = tokens * memory.kvPerToken + memory.kvPerSequence;
  return sendTime(c.fabric, crossesUnits, bytes(perRank));
}

/**
 * Highest rate of a prefill instance under the first-token limit: its ranks work on different prompts, each
 * a queue of its own. `null` when even an idle instance is too slow.
 */
export function prefillInstance(
  c: StepContext,
  chips: number,
  promptSeconds: number,
  transferSeconds: number,
  target: ServiceTarget,
  speed: SpeedCorrection,
): PrefillInstance | null {
  const ranks = c.layout.dp * c.layout.pp;
  const service = promptSeconds * speed.ttft;
  const idle = service * target.inputStretch + transferSeconds;
  const ttftAt = (load: number): number =>
    idle + promptWait(load / service, service, target.promptVariation, target.percentile);
  if (idle > target.ttft) return null;
  let low = 0;
  let high = MOST_LOAD;
  if (ttftAt(high) > target.ttft) {
    for (let i = 0; i < HALVINGS; i += 1) {
      const middle = (low + high) / 2;
      if (ttftAt(middle) <= target.ttft) low = middle;
      else high = middle;
    }
  } else low = high;
  return low > 0 ? { context: c, chips, rate: (ranks * low) / service, ttft: ttftAt(low) } : null;
}
