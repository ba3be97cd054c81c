import { say, type StatedLayout } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import { gbFromBytes } from '../../units/convert';
import type { Bytes } from '../../units/quantity';
import type { TrainingWorkload } from '../../workload/training-workload';
import {
  excused,
  openJob,
  rampLoss,
  reliabilityOn,
  unitsFor,
  wallClockOf,
  type TrainingAnswer,
  type TrainingExcuse,
  type TrainingJob,
} from './job';
import { checkLayout, layoutText } from '../layouts/check-layout';
import { cheapestRun, earliestEnd, earliestWithin, MOST_CHIPS, runCost } from './run-goals';
import { reportRun } from './run-report';
import {
  evaluateLayout,
  fastestOn,
  searchLayouts,
  smallestWithin,
  type EvaluatedLayout,
  type SearchResult,
} from '../layouts/search';
import { layoutSpace, type LayoutSpace } from '../layouts/search-space';

/** A deadline in wall-clock days, a fixed number of chips, money at a price of a chip-hour, or a stated layout. */
export type TrainingAsk =
  | { readonly kind: 'deadline'; readonly days: number }
  | { readonly kind: 'chips'; readonly chips: number }
  | ({ readonly kind: 'budget' } & Budget)
  | { readonly kind: 'layout'; readonly layout: StatedLayout; readonly chips: number };

/** Money at a price of a chip-hour, and the most chips that can be got for it. */
export interface Budget {
  readonly usd: number;
  readonly usdPerChipHour: number;
  readonly maxChips?: number | undefined;
}

/** A layout with the units it takes. */
export interface SolvedRun {
  readonly kind: 'solved';
  readonly found: EvaluatedLayout;
  readonly units: number;
  /** Layouts whose memory or time was computed. */
  readonly evaluated: number;
}

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_MINUTE = 60;

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
  const solved = solveRun(job, ask);
  if (solved.kind === 'excused') return solved;
  const run = reportRun(job, solved.found, solved.units);
  return run === null ? excuseFailures(job, solved.units * machine.chips) : { kind: 'found', run };
}

/** The layout and the units that answer a question about an opened job. */
export function solveRun(job: TrainingJob, ask: TrainingAsk): SolvedRun | TrainingExcuse {
  switch (ask.kind) {
    case 'chips':
      return onChips(job, ask.chips);
    case 'deadline':
      return byDeadline(job, ask.days);
    case 'budget':
      return withinBudget(job, ask);
    case 'layout':
      return asStated(job, ask.layout, ask.chips);
  }
}

/** Layouts of up to so many chips that the workload's software can run. */
export const spaceOf = ({ context, workload }: TrainingJob, chips: number): LayoutSpace =>
  layoutSpace(context, chips, workload.recompute, workload);

/** The fastest layout on a number of chips. */
export function fastestLayout(job: TrainingJob, chips: number): SearchResult {
  const space = spaceOf(job, chips);
  return searchLayouts(job.context, space, fastestOn(job.context, chips));
}

function onChips(job: TrainingJob, asked: number): SolvedRun | TrainingExcuse {
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
  return { kind: 'solved', found: best, units, evaluated: result.evaluated };
}

/** The fewest units whose run ends in a number of days, or `null` where none does. */
export function fewestFor(job: TrainingJob, days: number): SolvedRun | null {
  const { workload, machine, context } = job;
  const wallClock = Math.max(0, days * SECONDS_PER_DAY - rampLoss(job));
  const stepLimit = (chips: number) =>
    (wallClock * reliabilityOn(job, unitsFor(job, chips)).goodput) / workload.tokens;
  const goal = smallestWithin(context, machine.chips, stepLimit);
  const { best, evaluated } = searchLayouts(context, spaceOf(job, MOST_CHIPS), goal);
  return best === null ? null : solvedBy(job, best, evaluated);
}

const byDeadline = (job: TrainingJob, days: number): SolvedRun | TrainingExcuse =>
  fewestFor(job, days) ?? excuseDeadline(job, days);

/** The earliest end any number of chips reaches, told where a deadline lies before it. */
function excuseDeadline(job: TrainingJob, days: number): TrainingExcuse {
  const { workload, machine, context } = job;
  const space = spaceOf(job, MOST_CHIPS);
  const result = searchLayouts(context, space, earliestEnd(job));
  if (result.best === null) return excuseMemory(job, MOST_CHIPS, result.leastMemory);
  const units = unitsFor(job, result.best.chips);
  const seconds = wallClockOf(job, units, 1 / result.best.tokensPerSecond);
  const earliest = seconds / SECONDS_PER_DAY;
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
function excuseMemory(job: TrainingJob, chips: number, leastMemory: number): TrainingExcuse {
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

/** That so many chips fail sooner than a restart and the lost work take. */
export function excuseFailures(job: TrainingJob, chips: number): TrainingExcuse {
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

const solvedBy = (job: TrainingJob, found: EvaluatedLayout, evaluated: number): SolvedRun => ({
  kind: 'solved',
  found,
  evaluated,
  units: unitsFor(job, found.chips),
});

/** The earliest end that the money pays for, spare systems included. */
function withinBudget(
  job: TrainingJob,
  { usd, usdPerChipHour, maxChips = MOST_CHIPS }: Budget,
): SolvedRun | TrainingExcuse {
  const { context } = job;
  const space = spaceOf(job, maxChips);
  const goal = earliestWithin(job, usd, usdPerChipHour, maxChips);
  const result = searchLayouts(context, space, goal);
  if (result.best !== null) return solvedBy(job, result.best, result.evaluated);
  const cheapest = searchLayouts(context, space, cheapestRun(job, usdPerChipHour, maxChips)).best;
  if (cheapest === null) return excuseMemory(job, maxChips, result.leastMemory);
  const units = unitsFor(job, cheapest.chips);
  const least = runCost(job, units, 1 / cheapest.tokensPerSecond, usdPerChipHour);
  return excused(job.workload, job.machine, {
    message: say('training/budget-too-small', {
      model: job.workload.llm.name,
      usd,
      system: job.machine.systemId,
      leastUsd: least,
      chips: units * job.machine.chips,
    }),
    limit: usd,
    actual: least,
    nearestFeasible: least,
    unit: 'USD',
  });
}

/** A layout somebody states, on chips they state, or why it cannot run. */
function asStated(
  job: TrainingJob,
  stated: StatedLayout,
  chips: number,
): SolvedRun | TrainingExcuse {
  const { workload, machine, context } = job;
  const checked = checkLayout(context, stated, chips);
  if (checked.kind === 'wrong') return excused(workload, machine, checked);
  const found = evaluateLayout(context, checked.layout);
  if (found.memory.total <= context.memory) return solvedBy(job, found, 1);
  const neededGb = gbFromBytes(found.memory.total as Bytes);
  const capacityGb = gbFromBytes(context.memory as Bytes);
  const nearest = fastestLayout(job, found.chips).best;
  return excused(workload, machine, {
    message: say('training/layout-does-not-fit', {
      neededGb,
      capacityGb,
      system: machine.systemId,
      layout: nearest === null ? '-' : layoutText(nearest.layout),
    }),
    limit: capacityGb,
    actual: neededGb,
    nearestFeasible: nearest === null ? null : gbFromBytes(nearest.memory.total as Bytes),
    unit: 'GB',
  });
}
