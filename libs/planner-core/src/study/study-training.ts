import {
  quote,
  say,
  type ChipHourPrice,
  type Excuse,
  type LaunchFlags,
  type Message,
  type TrainingFrontierPoint,
  type TrainingOption,
  type TrainingStudy,
  type TrainingStudyRequest,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { bandwidthStudy } from '../training/bandwidth-study';
import { openJob, type TrainingJob } from '../training/job';
import { frameworksFor } from '../training/launch-flags/framework-space';
import { launchFlagsFor } from '../training/launch-flags/launch-flags';
import { solveRun, type SolvedRun } from '../training/plan-training-run';
import { TOKENS_PER_PARAM } from '../training/scaling-law';
import { chipHourPriceOf, priceContext } from './chip-hour-price';
import { largestModel } from './largest-model';
import { mostTokens } from './most-tokens';
import { rolloutFor } from './rollout-option';
import { excuseOf, studySystems, type StudySystem } from './study-systems';
import { frontierOf, sizesOf } from './training-frontier';
import { optionOf } from './training-option';
import { openQuestion, type RefusedQuestion, type TrainingQuestion } from './training-question';

export interface StudyContext {
  readonly catalog: Catalog;
  /** First day of runs that state none, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A system with its answer, kept with what it was found by. */
interface Answer {
  readonly candidate: StudySystem;
  readonly job: TrainingJob;
  readonly solved: SolvedRun;
  readonly option: TrainingOption;
}

interface Priced {
  readonly candidate: StudySystem;
  readonly price: ChipHourPrice | null;
}

/** Options whose other sizes are looked at, and that are told at all. */
const FRONTIER_SYSTEMS = 6;
const MOST_OPTIONS = 40;

/**
 * Answers one question about a training run over the systems it names or all that are sold: the best layout on each
 * with speed, memory, failures, cost, energy and carbon, the front of time, chips and cost, flags for frameworks and,
 * where asked, the bandwidth study. What cannot be is an excuse with the nearest value that can.
 */
export function studyTraining(
  request: TrainingStudyRequest,
  { catalog, today }: StudyContext,
): TrainingStudy | RefusedQuestion {
  const question = openQuestion(request, catalog, today);
  if (question.kind === 'refused') return question;
  const { systems, excuses: unusable } = studySystems(request, catalog);
  const prices = priceContext(
    catalog,
    question.region,
    request.acceptEstimates ?? false,
    request.usdPerChipHour ?? null,
  );
  const priced = systems.map((candidate) => ({
    candidate,
    price: chipHourPriceOf(candidate.system, candidate.machine, prices),
  }));
  const excuses: Excuse[] = [...unusable];
  if (systems.length === 0 && unusable.length === 0)
    excuses.push(excuseOf(say('training/no-system')));
  const answers =
    request.goal.kind === 'largest-model'
      ? largest(question, priced, catalog, excuses)
      : each(question, priced, excuses);
  const ordered = answers.sort(byGoal(request.goal)).slice(0, MOST_OPTIONS);
  const notes: Message[] = [...question.notes];
  withRollouts(question, priced, ordered, notes);
  return { ...describe(question, ordered, excuses, notes), usdCny: prices.rates.usdCny };
}

/** Every system's own answer. */
function each(question: TrainingQuestion, priced: readonly Priced[], excuses: Excuse[]): Answer[] {
  const answers: Answer[] = [];
  for (const { candidate, price } of priced) {
    const job = openJob(question.workload, candidate.machine);
    if (job.kind === 'excused') {
      excuses.push(job.excuse);
      continue;
    }
    const solved = solve(question.request, job, price);
    if (solved.kind === 'excused') excuses.push(solved.excuse);
    else push(answers, solved.job, solved.solved, candidate, price, question);
  }
  return withinMoney(question.request.goal, answers, excuses);
}

/** Answers that a limit on money beside a deadline lets through. */
function withinMoney(
  goal: TrainingStudyRequest['goal'],
  answers: readonly Answer[],
  excuses: Excuse[],
): Answer[] {
  if (goal.kind !== 'deadline' || goal.usd === undefined) return [...answers];
  const { usd } = goal;
  const kept: Answer[] = [];
  for (const answer of answers) {
    const { run, costUsd } = answer.option;
    const { systemId, chipId, chips } = run;
    if (costUsd === null) {
      const message = say('training/no-price-for-budget', { system: systemId });
      excuses.push(excuseOf(message, { systemId, chipId }));
    } else if (costUsd.mid > usd) {
      const needed = costUsd.mid;
      const message = say('training/over-budget', {
        system: systemId,
        chips,
        neededUsd: needed,
        usd,
      });
      const figures = { limit: usd, actual: needed, nearestFeasible: needed, unit: 'USD' };
      excuses.push(excuseOf(message, { systemId, chipId, ...figures }));
    } else {
      kept.push(answer);
    }
  }
  return kept;
}

type Solved =
  | { readonly kind: 'solved'; readonly job: TrainingJob; readonly solved: SolvedRun }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

function solve(
  { goal, layout }: TrainingStudyRequest,
  job: TrainingJob,
  price: ChipHourPrice | null,
): Solved {
  if (layout !== undefined && goal.kind === 'chips') {
    return withJob(job, solveRun(job, { kind: 'layout', layout, chips: goal.chips }));
  }
  if (goal.kind === 'chips' || goal.kind === 'deadline') return withJob(job, solveRun(job, goal));
  if (price === null) {
    const { systemId, chipId } = job.machine;
    const message = say('training/no-price-for-budget', { system: systemId });
    return { kind: 'excused', excuse: excuseOf(message, { systemId, chipId }) };
  }
  const { usdPerChipHour } = price;
  return goal.kind === 'budget'
    ? withJob(job, solveRun(job, { ...goal, usdPerChipHour }))
    : mostTokens(job, goal, usdPerChipHour);
}

const withJob = (job: TrainingJob, answer: ReturnType<typeof solveRun>): Solved =>
  answer.kind === 'excused' ? answer : { kind: 'solved', job, solved: answer };

function largest(
  question: TrainingQuestion,
  priced: readonly Priced[],
  catalog: Catalog,
  excuses: Excuse[],
): Answer[] {
  const { goal } = question.request;
  if (goal.kind !== 'largest-model') return [];
  const { days, usd, tokensPerParam = TOKENS_PER_PARAM } = goal;
  const affordable = priced.flatMap(({ candidate, price }) =>
    price === null ? [] : [{ candidate, price }],
  );
  const { workload } = question;
  const found = largestModel({ workload, days, usd, tokensPerParam }, catalog.llms, affordable);
  const answers: Answer[] = [];
  if (found === null) {
    excuses.push(excuseOf(say('training/nothing-affordable', { days, usd, tokensPerParam })));
  } else {
    push(answers, found.job, found.solved, found.system, found.price, question);
  }
  return answers;
}

function push(
  answers: Answer[],
  job: TrainingJob,
  solved: SolvedRun,
  candidate: StudySystem,
  price: ChipHourPrice | null,
  { region }: TrainingQuestion,
): void {
  const option = optionOf(solved, job, candidate, price, region);
  if (option !== null) answers.push({ candidate, job, solved, option });
}

/** The better answer to a goal first. */
function byGoal({ kind }: TrainingStudyRequest['goal']): (a: Answer, b: Answer) => number {
  const days = ({ option }: Answer) => option.run.wallClockDays.mid;
  const cost = ({ option }: Answer) => option.costUsd?.mid ?? Infinity;
  const compare = (a: number, b: number) => (a === b ? 0 : a - b);
  switch (kind) {
    case 'deadline':
      return (a, b) => compare(cost(a), cost(b)) || a.option.run.chips - b.option.run.chips;
    case 'most-tokens':
      return (a, b) => b.option.tokens - a.option.tokens;
    default:
      return (a, b) => compare(days(a), days(b)) || compare(cost(a), cost(b));
  }
}

/** Adds fleets of their own for generation where reinforcement learning asks for them. */
function withRollouts(
  question: TrainingQuestion,
  priced: readonly Priced[],
  answers: Answer[],
  notes: Message[],
): void {
  if (question.request.rollout === undefined || question.workload.method !== 'rl') return;
  for (const [index, answer] of answers.entries()) {
    const rollout = rolloutFor(question, priced, answer);
    if (rollout.kind === 'found') {
      answers[index] = { ...answer, option: { ...answer.option, rollout: rollout.fleet } };
      continue;
    }
    const { systemName } = answer.option;
    notes.push(
      say('training/rollout-behind', {
        system: systemName,
        ...quote('reason', rollout.excuse.message),
      }),
    );
  }
}

function describe(
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
