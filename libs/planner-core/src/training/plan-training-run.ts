import { say } from '@headroom/models';
import type { Machine } from '../topology/machine';
import { gbFromBytes } from '../units/convert';
import type { Bytes } from '../units/quantity';
import type { TrainingWorkload } from '../workload/training-workload';
import {
  excused,
  openJob,
  reliabilityOn,
  unitsFor,
  type TrainingAnswer,
  type TrainingJob,
} from './job';
import { reportRun } from './run-report';
import {
  fastestOn,
  searchLayouts,
  smallestWithin,
  type EvaluatedLayout,
  type SearchResult,
} from './search';
import { layoutSpace, type LayoutSpace } from './search-space';

/** A deadline in wall-clock days, or a fixed number of chips. */
export type TrainingAsk =
  | { readonly kind: 'deadline'; readonly days: number }
  | { readonly kind: 'chips'; readonly chips: number };

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_MINUTE = 60;
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

/** Layouts of up to so many chips that the workload's software can run. */
export const spaceOf = ({ context, workload }: TrainingJob, chips: number): LayoutSpace =>
  layoutSpace(context, chips, workload.recompute, workload);

/** The fastest layout on a number of chips. */
export function fastestLayout(job: TrainingJob, chips: number): SearchResult {
  const space = spaceOf(job, chips);
  return searchLayouts(job.context, space, fastestOn(job.context, chips));
}

function onChips(job: TrainingJob, asked: number): TrainingAnswer {
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
  const result = fastestLayout(job, chips);
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

function byDeadline(job: TrainingJob, days: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const wallClock = days * SECONDS_PER_DAY;
  const space = spaceOf(job, MOST_CHIPS);
  const stepLimit = (chips: number) =>
    (wallClock * reliabilityOn(job, unitsFor(job, chips)).goodput) / workload.tokens;
  const goal = smallestWithin(context, machine.chips, stepLimit);
  const result = searchLayouts(context, space, goal);
  if (result.best !== null) return finish(job, result.best, unitsFor(job, result.best.chips));
  return excuseDeadline(job, days);
}

/** The earliest end any number of chips reaches, told where a deadline lies before it. */
function excuseDeadline(job: TrainingJob, days: number): TrainingAnswer {
  const { workload, machine, context } = job;
  const space = spaceOf(job, MOST_CHIPS);
  const replicas = Math.ceil(context.globalBatch);
  const result = searchLayouts(context, space, {
    setReplicas(modelChips, _chipSeconds, _bestScore, out) {
      out.first = Math.min(replicas, Math.floor(MOST_CHIPS / modelChips));
      out.last = 1;
    },
    bound: (chipSeconds, chips) => chipSeconds / Math.min(chips, MOST_CHIPS),
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

/** Why no layout was acceptable: memory, or, where some fit, failures. */
function excuseMemory(job: TrainingJob, chips: number, leastMemory: number): TrainingAnswer {
  const { workload, machine, context } = job;
  if (!(leastMemory > context.memory)) return excuseFailures(job, chips);
  const anywhere = spaceOf(job, MOST_CHIPS);
  const fits = searchLayouts(
    context,
    anywhere,
    smallestWithin(context, machine.chips, () => Infinity),
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

function excuseFailures(job: TrainingJob, chips: number): TrainingAnswer {
  const { workload, machine } = job;
  const { meanTimeBetweenFailures } = reliabilityOn(job, unitsFor(job, chips));
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

function finish(job: TrainingJob, found: EvaluatedLayout, units: number): TrainingAnswer {
  const run = reportRun(job, found, units);
  return run === null ? excuseFailures(job, units * job.machine.chips) : { kind: 'found', run };
}
