import type { StepTerm, TrainingRun } from '@headroom/models';
import { logNormalInterval, Z_90 } from '../../uncertainty/interval';
import { relativeSigma } from '../step/efficiency';
import { reliabilityOn, wallClockOf, type TrainingJob } from './job';
import { wireLayout } from '../layouts/layout';
import { wireMemory } from '../step/memory';
import { modelFlopsPerToken } from '../step/operations';
import type { EvaluatedLayout } from '../layouts/search';
import { hardwareFlopsShare, type StepCost } from '../step/step-time';

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_MINUTE = 60;
const MS_PER_SECOND = 1000;
const MS_PER_DAY = SECONDS_PER_DAY * MS_PER_SECOND;
const JOULES_PER_MWH = 3.6e9;

/**
 * The whole run of a layout on a number of units: speed, memory, failures, wall-clock and energy.
 * @returns `null` where failures leave no progress
 */
export function reportRun(
  job: TrainingJob,
  found: EvaluatedLayout,
  units: number,
): TrainingRun | null {
  const { workload, machine, context } = job;
  const chips = units * machine.chips;
  const reliability = reliabilityOn(job, units);
  if (reliability.goodput <= 0) return null;
  const sigma = Math.hypot(
    relativeSigma(machine, context.shape.moe === null ? 'dense' : 'moe', 'found'),
    machine.figureSigma,
  );
  const perChip = found.tokensPerSecond / chips;
  const busy = workload.tokens / found.tokensPerSecond;
  const wallClock = wallClockOf(job, units, 1 / found.tokensPerSecond);
  const interruptions = wallClock / reliability.meanTimeBetweenFailures;
  // Speed error and the spread of a Poisson count of failures, each of which costs its share of the time lost.
  const lost = interruptions > 0 ? (wallClock - busy) / interruptions : 0;
  const failureSigma = (Math.sqrt(interruptions) * lost) / wallClock;
  const days = wallClock / SECONDS_PER_DAY;
  const spread = Math.exp(Z_90 * Math.hypot(sigma, failureSigma));
  const mfu =
    (perChip * modelFlopsPerToken(context.shape, workload.sequenceTokens)) / context.linearPeak;
  const { step } = found;
  const exposed = step.tensor + step.expert + step.context + step.pipeline + step.data;
  return {
    id: `${workload.id}@${machine.systemId}`,
    workloadId: workload.id,
    systemId: machine.systemId,
    chipId: machine.chipId,
    systems: units,
    chips,
    layout: wireLayout(found.layout),
    precision: context.recipe.name,
    stepTimeSeconds: step.total,
    tokensPerSecondPerChip: logNormalInterval(perChip, sigma),
    mfuShare: mfu,
    hfuShare: mfu * hardwareFlopsShare(context, found.layout),
    memory: wireMemory(found.memory, context.deviceMemory),
    bubbleShare: step.bubble / step.total,
    exposedCommunicationShare: exposed / step.total,
    stepTerms: stepTerms(step),
    goodputShare: reliability.goodput,
    expectedInterruptions: interruptions,
    checkpointIntervalMinutes: reliability.checkpointInterval / SECONDS_PER_MINUTE,
    wallClockDays: { low: days / spread, mid: days, high: days * spread },
    startDay: workload.startDay,
    endDay: dayAfter(workload.startDay, days),
    energyMwh: (wallClock * units * machine.systemPower) / JOULES_PER_MWH,
    estimatedFigures: [...machine.estimatedFigures],
  };
}

/** Terms of a step, largest first, with what holds each back. */
export function stepTerms(step: StepCost): StepTerm[] {
  const term = (operation: string, time: number, bound: StepTerm['bound']): StepTerm => ({
    operation,
    ms: time * MS_PER_SECOND,
    bound,
  });
  return [
    term('compute', step.compute, 'compute'),
    term('recompute', step.recompute, 'compute'),
    term('pipeline bubble', step.bubble, 'overhead'),
    term('tensor parallel', step.tensor, 'network'),
    term('expert parallel', step.expert, 'network'),
    term('context parallel', step.context, 'network'),
    term('pipeline sends', step.pipeline, 'network'),
    term('data parallel', step.data, 'network'),
    term('optimizer', step.optimizer, 'memory'),
    term('rollout', step.rollout, 'memory'),
    term('host and stragglers', step.overhead, 'overhead'),
  ]
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
}

function dayAfter(day: string, days: number): string {
  const start = new Date(`${day}T00:00:00Z`).getTime();
  return new Date(start + Math.ceil(days) * MS_PER_DAY).toISOString().slice(0, 10);
}
