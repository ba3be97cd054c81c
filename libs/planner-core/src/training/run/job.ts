import { say, type Excuse, type TrainingRun } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import { rateFromGbps } from '../../units/convert';
import type { TrainingWorkload } from '../../workload/training-workload';
import { usualStack } from '../step/efficiency';
import { activeMatmulParams, totalParams } from '../step/operations';
import { withOptimizer } from '../step/optimizer';
import { methodCost, recipeOn, type MethodCost } from './recipe';
import { checkpointBytes, runReliability, type RunReliability } from './reliability';
import { shapeFromLlm, type TrainingModelShape } from '../step/shape';
import { createStepContext, type StepContext } from '../step/step-context';

export type TrainingAnswer = { readonly kind: 'found'; readonly run: TrainingRun } | TrainingExcuse;

export interface TrainingExcuse {
  readonly kind: 'excused';
  readonly excuse: Excuse;
}

/** A workload on a machine, ready for the search. */
export interface TrainingJob {
  readonly kind: 'open';
  readonly workload: TrainingWorkload;
  readonly machine: Machine;
  readonly context: StepContext;
  /** Bytes of one checkpoint. */
  readonly checkpoint: number;
}

/** Opens a job, or says why the machine cannot carry the workload whatever the layout. */
export function openJob(
  workload: TrainingWorkload,
  machine: Machine,
): TrainingJob | TrainingExcuse {
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
  const base = recipeOn(machine, workload.precision);
  const shape = shapeFromLlm(llm);
  const recipe = base === null ? null : withOptimizer(base, workload.optimizer ?? 'adamw', shape);
  const context =
    recipe === null
      ? null
      : createStepContext({
          shape,
          machine,
          recipe,
          method: workload.method,
          methodCost: methodCostOf(workload, shape),
          offloadOptimizer: workload.offloadOptimizer ?? false,
          stack: usualStack(machine),
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
  const checkpoint = checkpointBytes(
    totalParams(shape) * context.method.trainableShare,
    context.recipe,
  );
  return { kind: 'open', workload, machine, context, checkpoint };
}

/** What the method changes about a step, with the teacher and the rollout fleet of this workload. */
function methodCostOf(workload: TrainingWorkload, shape: TrainingModelShape): MethodCost {
  const usual = methodCost(workload.method);
  return {
    ...usual,
    ...(workload.method === 'distillation' && workload.teacher !== undefined
      ? teacherCost(shapeFromLlm(workload.teacher), shape)
      : {}),
    rolloutTokens: workload.rolloutElsewhere === true ? 0 : usual.rolloutTokens,
  };
}

/** What a teacher's forward passes and weights are to those of its student. */
const teacherCost = (teacher: TrainingModelShape, student: TrainingModelShape) => ({
  extraForwards: activeMatmulParams(teacher) / activeMatmulParams(student),
  frozenWeights: totalParams(teacher) / totalParams(student),
});

/** Whole units that hold a number of chips. */
export const unitsFor = (job: TrainingJob, chips: number): number =>
  Math.ceil(chips / job.machine.chips);

/** What failures cost a job on so many units. */
export const reliabilityOn = (job: TrainingJob, units: number): RunReliability =>
  runReliability(units * job.machine.chips, job.checkpoint, job.workload.reliability);

/**
 * Seconds from start to end on a number of units, failures, checkpoints and ramp included; `Infinity` where failures
 * leave no progress.
 */
export function wallClockOf(job: TrainingJob, units: number, secondsPerToken: number): number {
  const { goodput } = reliabilityOn(job, units);
  if (goodput <= 0) return Infinity;
  return (job.workload.tokens * secondsPerToken) / goodput + rampLoss(job);
}

const SECONDS_PER_DAY = 86_400;
/** Mean speed while a run ramps up, as a share of its full speed. */
const RAMP_SPEED = 0.5;

/** Seconds lost while a run comes up to speed. */
export const rampLoss = ({ workload }: TrainingJob): number =>
  (workload.reliability.rampDays ?? 0) * SECONDS_PER_DAY * (1 - RAMP_SPEED);

/** An excuse about a workload on a machine. */
export function excused(
  workload: TrainingWorkload,
  machine: Machine,
  reason: Pick<Excuse, 'message' | 'limit' | 'actual' | 'nearestFeasible' | 'unit'>,
): TrainingExcuse {
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
