import { say, type Excuse, type StepTerm, type TrainingRun } from '@headroom/models';
import type { Machine } from '../topology/machine';
import { gbFromBytes, rateFromGbps } from '../units/convert';
import type { Bytes } from '../units/quantity';
import { logNormalInterval } from '../uncertainty/interval';
import type { TrainingWorkload } from '../workload/training-workload';
import { relativeSigma } from './efficiency';
import { wireLayout } from './layout';
import { wireMemory } from './memory';
import { modelFlopsPerToken, totalParams } from './operations';
import { recipeOn } from './recipe';
import { checkpointBytes, runReliability, type RunReliability } from './reliability';
import { fastestOn, searchLayouts, smallestWithin, type EvaluatedLayout } from './search';
import { layoutSpace } from './search-space';
import { shapeFromLlm } from './shape';
import { createStepContext, type StepContext } from './step-context';
import { hardwareFlopsShare, type StepCost } from './step-time';

/** A deadline in wall-clock days, or a fixed number of chips. */
export type TrainingAsk =
  | { readonly kind: 'deadline'; readonly days: number }
  | { readonly kind: 'chips'; readonly chips: number };

export type TrainingAnswer =
  | { readonly kind: 'found'; readonly run: TrainingRun }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_MINUTE = 60;
const MS_PER_SECOND = 1000;
const MS_PER_DAY = SECONDS_PER_DAY * MS_PER_SECOND;
const JOULES_PER_MWH = 3.6e9;
/** z of the 90th percentile of the normal distribution. */
const Z_90 = 1.2815515655446004;
/** More chips than any deadline is planned with. */
const MOST_CHIPS = 2_000_000;

/**
 * Plans one training run on one kind of machine: the fewest whole units that keep a deadline, or the fastest
 * layout on a fixed number of chips; with its failures, checkpoints, wall-clock interval and energy.
 */
export function planTrainingRun(
  workload: TrainingWorkload,
  machine: Machine,
  ask: TrainingAsk,
): TrainingAnswer {
  const job = openJob(workload, machine);
  if (job.kind === 'excused') return job;
  return ask.kind === 'chips' ? onChips(job, ask.chips) : byDeadline(job, ask.days);
}

interface Job {
  readonly kind: 'open';
  readonly workload: TrainingWorkload;
  readonly machine: Machine;
  readonly context: StepContext;
  readonly checkpoint: number;
}

function openJob(
  workload: TrainingWorkload,
  machine: Machine,
): Job | Extract<TrainingAnswer, { kind: 'excused' }> {
  const { llm } = workload;
  const limit = llm.maxContextTokens;
  // Continued pre-training is how context windows are widened.
  if (
    limit !== null &&
    workload.sequenceTokens > limit &&
    workload.method !== 'continued-pretrain'
  ) {
    return excused(workload, machine, {
      message: say('training/sequence-over-limit', {
        model: llm.name,
        limit,
        asked: workload.sequenceTokens,
      }),
      limit,
      actual: workload.sequenceTokens,
      nearestFeasible: limit,
      unit: 'tokens',
    });
  }
  const recipe = recipeOn(machine, workload.precision);
  const shape = shapeFromLlm(llm);
  const context =
    recipe === null
      ? null
      : createStepContext({
          shape,
          machine,
          recipe,
          method: workload.method,
          stack: 'megatron',
          sequence: workload.sequenceTokens,
          globalBatch: Math.max(
            1,
            Math.round(workload.globalBatchTokens / workload.sequenceTokens),
          ),
          scaleOutBandwidth:
            workload.scaleOutGbpsPerChip === null
              ? null
              : rateFromGbps(workload.scaleOutGbpsPerChip),
          oversubscription: workload.oversubscription,
          dataOverlap: workload.reliability.dataParallelOverlapShare,
        });
  if (context === null) {
    return excused(workload, machine, {
      message: say('training/no-peak', { chip: machine.chipId, precision: workload.precision }),
      limit: null,
      actual: null,
      nearestFeasible: null,
      unit: null,
    });
  }
  const checkpoint = checkpointBytes(totalParams(shape), context.method.trainableShare);
  return { kind: 'open', workload, machine, context, checkpoint };
}

function onChips(job: Job, asked: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const units = Math.floor(asked / machine.chips);
  if (units < 1) {
    return excused(workload, machine, {
      message: say('training/too-few-chips', {
        chips: asked,
        system: machine.systemId,
        unitChips: machine.chips,
      }),
      limit: asked,
      actual: machine.chips,
      nearestFeasible: machine.chips,
      unit: 'chips',
    });
  }
  const chips = units * machine.chips;
  const space = layoutSpace(context, chips, workload.recompute);
  const result = searchLayouts(context, space, fastestOn(context, chips));
  if (result.best === null) return excuseMemory(job, chips, result.leastMemory);
  const best = result.best;
  if (best.chips * 2 < chips) {
    const nearest = Math.ceil(best.chips / machine.chips) * machine.chips;
    return excused(workload, machine, {
      message: say('training/batch-smaller-than-data-parallelism', {
        chips,
        batchTokens: workload.globalBatchTokens,
        sequences: context.globalBatch,
        nearestChips: nearest,
      }),
      limit: nearest,
      actual: chips,
      nearestFeasible: nearest,
      unit: 'chips',
    });
  }
  return finish(job, best, units);
}

function byDeadline(job: Job, days: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const perToken = modelFlopsPerToken(context.shape, workload.sequenceTokens);
  const peak = Math.max(context.linearPeak, context.headPeak);
  const work = context.method.weightGradientShare === 0 ? 2 / 3 : 1;
  const wallClock = days * SECONDS_PER_DAY;
  const leastChips = Math.min(MOST_CHIPS, (workload.tokens * perToken * work) / peak / wallClock);
  const space = layoutSpace(context, MOST_CHIPS, workload.recompute);
  const stepLimit = (chips: number) =>
    (wallClock * reliabilityOn(job, unitsFor(job, chips)).goodput) / workload.tokens;
  const goal = smallestWithin(context, machine.chips, leastChips, stepLimit);
  const result = searchLayouts(context, space, goal);
  if (result.best !== null) return finish(job, result.best, unitsFor(job, result.best.chips));
  return excuseDeadline(job, days);
}

const unitsFor = (job: Job, chips: number): number => Math.ceil(chips / job.machine.chips);

const reliabilityOn = (job: Job, units: number): RunReliability =>
  runReliability(units * job.machine.chips, job.checkpoint, job.workload.reliability);

/** The earliest end any number of chips reaches, told where a deadline lies before it. */
function excuseDeadline(job: Job, days: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const space = layoutSpace(context, MOST_CHIPS, workload.recompute);
  const replicas = Math.ceil(context.globalBatch);
  const result = searchLayouts(context, space, {
    setReplicas(_modelChips, _bestScore, out) {
      out.first = replicas;
      out.last = 1;
    },
    score(chips, tokens, step) {
      const { goodput } = reliabilityOn(job, unitsFor(job, chips));
      return goodput > 0 ? step / tokens / goodput : Infinity;
    },
  });
  if (result.best === null) return excuseMemory(job, MOST_CHIPS, result.leastMemory);
  const units = unitsFor(job, result.best.chips);
  const { goodput } = reliabilityOn(job, units);
  const earliest = workload.tokens / result.best.tokensPerSecond / goodput / SECONDS_PER_DAY;
  return excused(workload, machine, {
    message: say('training/deadline-too-early', {
      model: workload.llm.name,
      days,
      system: machine.systemId,
      batchTokens: workload.globalBatchTokens,
      earliestDays: earliest,
      chips: units * machine.chips,
    }),
    limit: days,
    actual: earliest,
    nearestFeasible: earliest,
    unit: 'days',
  });
}

function excuseMemory(job: Job, chips: number, leastMemory: number): TrainingAnswer {
  const { workload, machine, context } = job;
  if (!(leastMemory > context.memory) || leastMemory === Infinity) {
    const { meanTimeBetweenFailures } = runReliability(chips, job.checkpoint, workload.reliability);
    const minutes = meanTimeBetweenFailures / SECONDS_PER_MINUTE;
    return excused(workload, machine, {
      message: say('training/failures-leave-no-progress', {
        chips,
        system: machine.systemId,
        mtbfMinutes: minutes,
      }),
      limit: minutes,
      actual: workload.reliability.restartMinutes,
      nearestFeasible: null,
      unit: 'minutes',
    });
  }
  const anywhere = layoutSpace(context, MOST_CHIPS, workload.recompute);
  const fits = searchLayouts(
    context,
    anywhere,
    smallestWithin(context, machine.chips, 1, () => 1e9),
  );
  const neededGb = gbFromBytes(leastMemory as Bytes);
  const capacityGb = gbFromBytes(context.memory as Bytes);
  return excused(workload, machine, {
    message: say('training/does-not-fit', {
      model: workload.llm.name,
      chips,
      system: machine.systemId,
      neededGb,
      missingGb: neededGb - capacityGb,
    }),
    limit: capacityGb,
    actual: neededGb,
    nearestFeasible: fits.best === null ? null : unitsFor(job, fits.best.chips) * machine.chips,
    unit: fits.best === null ? 'GB' : 'chips',
  });
}

function finish(job: Job, found: EvaluatedLayout, units: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const chips = units * machine.chips;
  const reliability = reliabilityOn(job, units);
  if (reliability.goodput <= 0) return excuseMemory(job, chips, 0);
  const sigma = Math.hypot(relativeSigma(machine, 'found'), machine.figureSigma);
  const perChip = found.tokensPerSecond / chips;
  const busy = workload.tokens / found.tokensPerSecond;
  const wallClock = busy / reliability.goodput;
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
    kind: 'found',
    run: {
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
      memory: wireMemory(found.memory, context.memory),
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
    },
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

function excused(
  workload: TrainingWorkload,
  machine: Machine,
  reason: Pick<Excuse, 'message' | 'limit' | 'actual' | 'nearestFeasible' | 'unit'>,
): Extract<TrainingAnswer, { kind: 'excused' }> {
  return {
    kind: 'excused',
    excuse: {
      code: reason.message.code,
      chipId: machine.chipId,
      systemId: machine.systemId,
      workloadId: workload.id,
      ...reason,
    },
  };
}
