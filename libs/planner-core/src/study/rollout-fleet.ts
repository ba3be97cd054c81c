import type { Excuse, Llm, RolloutFleet, TrainingStudyRequest } from '@headroom/models';
import { searchDeployments } from '../inference/deployments/search-deployments';
import { P90_OVER_MEAN } from '../workload/length-parts';
import type { Machine } from '../topology/machine';

/** Prompt and response lengths of reasoning tasks, where a study states none. */
const PROMPT_TOKENS = 512;
const RESPONSE_TOKENS = 4096;

/** What the trainer asks of a fleet that generates for it. */
export interface RolloutQuestion {
  readonly llm: Llm;
  readonly machine: Machine;
  readonly lengths: TrainingStudyRequest['rollout'];
  /** Tokens a second the trainer takes in, failures included. */
  readonly trainedTokensPerSecond: number;
  readonly days: number;
  readonly usdPerChipHour: number | null;
}

export type RolloutAnswer =
  | { readonly kind: 'found'; readonly fleet: RolloutFleet }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

const HOURS_PER_DAY = 24;

/**
 * The fewest systems that generate responses as fast as the trainer takes them in, at the batch with the most tokens
 * a chip: generation has no latency to keep, the trainer works on the responses of earlier weights meanwhile.
 */
export function rolloutFleetFor(question: RolloutQuestion): RolloutAnswer {
  const { llm, machine, lengths, trainedTokensPerSecond, usdPerChipHour } = question;
  const prompt = lengths?.promptTokens ?? PROMPT_TOKENS;
  const response = lengths?.responseTokens ?? RESPONSE_TOKENS;
  const found = searchDeployments(
    {
      id: 'rollout',
      llm,
      inputTokens: { mean: prompt, p90: prompt * P90_OVER_MEAN },
      outputTokens: { mean: response, p90: response * P90_OVER_MEAN },
      prefixCacheHitShare: 0,
      slo: { ttftMs: null, tpotMs: null, endToEndMs: null, percentile: 0.9 },
      engine: 'auto',
      mode: 'aggregated',
      weightPrecisions: null,
      kvPrecision: null,
      targetUtilisation: 1,
    },
    machine,
  );
  if (found.kind === 'excused') return found;
  const { chipsPerReplica, outputTokensPerSecondPerChip } = found.best;
  const perChip = outputTokensPerSecondPerChip.mid;
  const needed = (trainedTokensPerSecond * response) / (prompt + response);
  const replicas = Math.ceil(needed / (perChip * chipsPerReplica));
  const systems = Math.ceil((replicas * chipsPerReplica) / machine.chips);
  const chips = systems * machine.chips;
  return {
    kind: 'found',
    fleet: {
      systemId: machine.systemId,
      systems,
      chips,
      outputTokensPerSecondPerChip: perChip,
      keepsUpShare: Math.min(1, (replicas * chipsPerReplica * perChip) / needed),
      costUsd:
        usdPerChipHour === null ? null : chips * question.days * HOURS_PER_DAY * usdPerChipHour,
    },
  };
}
