import type { Answer, PricedSystem } from './answer';
import { rolloutFleetFor, type RolloutAnswer } from './rollout-fleet';
import type { TrainingQuestion } from './training-question';

/** The fleet that generates for a trainer: on the system asked for, or on the trainer's own kind where that is `null`. */
export function rolloutFor(
  { request }: TrainingQuestion,
  other: PricedSystem | null,
  { candidate, job, option }: Answer,
): RolloutAnswer {
  const { run } = option;
  return rolloutFleetFor({
    llm: job.workload.llm,
    machine: (other?.candidate ?? candidate).machine,
    lengths: request.rollout,
    trainedTokensPerSecond: run.tokensPerSecondPerChip.mid * run.chips * run.goodputShare,
    days: run.wallClockDays.mid,
    usdPerChipHour: (other?.price ?? option.price)?.usdPerChipHour ?? null,
  });
}
