import {
  say,
  type Excuse,
  type LaunchFlags,
  type Message,
  type TrainingFrontierPoint,
  type TrainingStudy,
  type TrainingStudyRequest,
} from '@headroom/models';
import { bandwidthStudy } from '../training/run/bandwidth-study';
import { frameworksFor } from '../training/launch-flags/framework-space';
import { launchFlagsFor } from '../training/launch-flags/launch-flags';
import type { Answer } from './answer';
import { frontierOf, sizesOf } from './training-frontier';
import type { TrainingQuestion } from './training-question';

/** Options whose other sizes are looked at. */
const FRONTIER_SYSTEMS = 6;

/** Everything a study tells, from its answers in their order. */
export function describeStudy(
  question: TrainingQuestion,
  answers: readonly Answer[],
  excuses: readonly Excuse[],
  notes: readonly Message[],
): Omit<TrainingStudy, 'usdCny'> {
  const { request, workload } = question;
  const best = answers[0];
  const { llm } = best?.job.workload ?? workload;
  return {
    modelId: llm.id,
    modelName: llm.name,
    totalParamsB: llm.totalParamsB,
    activeParamsB: llm.activeParamsB,
    method: workload.method,
    goal: request.goal,
    tokens: best?.option.tokens ?? workload.tokens,
    sequenceTokens: workload.sequenceTokens,
    globalBatchTokens: workload.globalBatchTokens,
    expectedLoss: question.lossAt(llm, best?.option.tokens ?? workload.tokens),
    options: answers.map(({ option }) => option),
    frontier: frontierFor(answers),
    excuses: [...excuses],
    flags: best === undefined ? [] : flagsFor(request, best),
    bandwidth: best === undefined ? null : networksFor(request, best),
    notes: [...notes, ...hostNotes(best)],
    layoutsConsidered: answers.reduce((sum, { solved }) => sum + solved.evaluated, 0),
  };
}

/** Offloading asks for hosts whose memory is known. */
function hostNotes(best: Answer | undefined): Message[] {
  if (best?.job.workload.offloadOptimizer !== true || best.job.machine.host !== undefined)
    return [];
  return [say('training/host-memory-unknown', { system: best.option.systemName })];
}

const frontierFor = (answers: readonly Answer[]): TrainingFrontierPoint[] =>
  frontierOf(
    answers
      .slice(0, FRONTIER_SYSTEMS)
      .flatMap(({ job, candidate, solved, option }) =>
        sizesOf(job, candidate, solved.units, option.price),
      ),
  );

/** Flags for the framework asked for, else for every one that can run the layout. */
function flagsFor(request: TrainingStudyRequest, { job, solved, option }: Answer): LaunchFlags[] {
  const { layout } = option.run;
  const { workload, context, machine } = job;
  const frameworks = request.framework === undefined ? frameworksFor(layout) : [request.framework];
  const { microBatches, microBatch, dp } = solved.found.layout;
  return frameworks.map((framework) =>
    launchFlagsFor(framework, {
      layout,
      shape: context.shape,
      method: workload.method,
      precision: context.recipe.name,
      optimizer: workload.optimizer ?? 'adamw',
      offloadOptimizer: workload.offloadOptimizer ?? false,
      sequenceTokens: workload.sequenceTokens,
      globalBatch: microBatches * microBatch * dp,
      microBatches,
      chips: solved.found.chips,
      domainChips: machine.fabric.domainChips,
    }),
  );
}

function networksFor(
  { bandwidth }: TrainingStudyRequest,
  { job, option }: Answer,
): TrainingStudy['bandwidth'] {
  if (bandwidth === undefined) return null;
  const { chips, systemId } = option.run;
  const study = bandwidthStudy(job.workload, job.machine, chips, {
    scaleUpDomainChips: bandwidth.scaleUpDomainChips ?? [],
    scaleUpGBpsPerChip: bandwidth.scaleUpGBpsPerChip ?? [],
    scaleOutGbpsPerChip: bandwidth.scaleOutGbpsPerChip ?? [],
    oversubscription: bandwidth.oversubscription ?? [],
  });
  const costPerDay =
    option.costUsd === null ? null : option.costUsd.mid / option.run.wallClockDays.mid;
  const points = study.kind === 'studied' ? study.points : [];
  return {
    systemId,
    chips,
    points: points.map((point) => ({
      ...point,
      costUsd: costPerDay === null ? null : point.wallClockDays * costPerDay,
    })),
  };
}
