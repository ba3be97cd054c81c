import {
  quote,
  say,
  type ChipHourPrice,
  type Excuse,
  type Message,
  type TrainingStudy,
  type TrainingStudyRequest,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { openJob, type TrainingJob } from '../training/run/job';
import { excuseFailures, solveRun, type SolvedRun } from '../training/run/plan-training-run';
import { TOKENS_PER_PARAM } from '../training/run/scaling-law';
import type { Answer, PricedSystem } from './answer';
import { chipHourPriceOf, priceContext } from './chip-hour-price';
import { describeStudy } from './describe-study';
import { largestModel } from './largest-model';
import { mostTokens } from './most-tokens';
import { rolloutFor } from './rollout-option';
import { excuseOf, studySystems, type StudySystem } from './study-systems';
import { optionOf } from './training-option';
import { openQuestion, type RefusedQuestion, type TrainingQuestion } from './training-question';

export interface StudyContext {
  readonly catalog: Catalog;
  /** First day of runs that state none, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Options that are told at all. */
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
  const withPrice = (candidate: StudySystem): PricedSystem => ({
    candidate,
    price: chipHourPriceOf(candidate.system, candidate.machine, prices),
  });
  const priced = systems.map(withPrice);
  const excuses: Excuse[] = [...unusable];
  if (systems.length === 0 && unusable.length === 0)
    excuses.push(excuseOf(say('training/no-system')));
  const answers =
    request.goal.kind === 'largest-model'
      ? largest(question, priced, catalog, excuses)
      : each(question, priced, excuses);
  const ordered = answers.sort(byGoal(request.goal)).slice(0, MOST_OPTIONS);
  const notes: Message[] = [...question.notes];
  if (request.rollout !== undefined && question.workload.method === 'rl') {
    const generator = rolloutSystem(request, catalog);
    if (generator !== null && 'excuse' in generator) excuses.push(generator.excuse);
    else withRollouts(question, generator && withPrice(generator), ordered, notes);
  }
  const study = {
    ...describeStudy(question, ordered, excuses, notes),
    usdCny: prices.rates.usdCny,
  };
  return withRunnableFlags(request, study, { catalog, today });
}

/** The framework whose flags are told where no framework runs the best layout itself. */
const USUAL_FRAMEWORK = 'megatron';
const PERCENT = 100;

/** The whole space holds layouts no framework runs yet; whoever named none still gets flags that can be used. */
function withRunnableFlags(
  request: TrainingStudyRequest,
  study: TrainingStudy,
  context: StudyContext,
): TrainingStudy {
  const best = study.options[0]?.run;
  const isAsked = request.framework !== undefined || request.layout !== undefined;
  if (best === undefined || isAsked || study.flags.length > 0) return study;
  const { bandwidth: _drawn, ...asked } = request;
  const runnable = studyTraining(
    { ...asked, framework: USUAL_FRAMEWORK, systems: [best.systemId] },
    context,
  );
  if ('kind' in runnable) return study;
  const next = runnable.options[0]?.run;
  if (next === undefined) return study;
  const note = say('training/flags-of-next-best', {
    percent: (next.wallClockDays.mid / best.wallClockDays.mid - 1) * PERCENT,
  });
  return { ...study, flags: runnable.flags, notes: [...study.notes, note] };
}

/** Every system's own answer. */
function each(
  question: TrainingQuestion,
  priced: readonly PricedSystem[],
  excuses: Excuse[],
): Answer[] {
  const answers: Answer[] = [];
  for (const { candidate, price } of priced) {
    const job = openJob(question.workload, candidate.machine);
    if (job.kind === 'excused') {
      excuses.push(job.excuse);
      continue;
    }
    const solved = solve(question.request, job, price);
    if (solved.kind === 'excused') excuses.push(solved.excuse);
    else push({ answers, excuses }, solved.job, solved.solved, candidate, price, question);
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
  priced: readonly PricedSystem[],
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
    push({ answers, excuses }, found.job, found.solved, found.system, found.price, question);
  }
  return answers;
}

function push(
  { answers, excuses }: { readonly answers: Answer[]; readonly excuses: Excuse[] },
  job: TrainingJob,
  solved: SolvedRun,
  candidate: StudySystem,
  price: ChipHourPrice | null,
  { region }: TrainingQuestion,
): void {
  const option = optionOf(solved, job, candidate, price, region);
  if (option !== null) answers.push({ candidate, job, solved, option });
  else excuses.push(excuseFailures(job, solved.units * job.machine.chips).excuse);
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

/** The system asked for to generate on, whichever systems train; `null` where none is named. */
function rolloutSystem(
  { rollout, acceptEstimates }: TrainingStudyRequest,
  catalog: Catalog,
): StudySystem | { readonly excuse: Excuse } | null {
  if (rollout?.system === undefined) return null;
  const { systems, excuses } = studySystems(
    { systems: [rollout.system], acceptEstimates },
    catalog,
  );
  const [excuse] = excuses;
  return systems[0] ?? (excuse === undefined ? null : { excuse });
}

/** Adds fleets of their own for generation, on the system asked for or the trainer's own kind. */
function withRollouts(
  question: TrainingQuestion,
  generator: PricedSystem | null,
  answers: Answer[],
  notes: Message[],
): void {
  for (const [index, answer] of answers.entries()) {
    const rollout = rolloutFor(question, generator, answer);
    if (rollout.kind === 'found') {
      answers[index] = { ...answer, option: { ...answer.option, rollout: rollout.fleet } };
      continue;
    }
    notes.push(
      say('training/rollout-behind', {
        system: generator?.candidate.system.name ?? answer.option.systemName,
        ...quote('reason', rollout.excuse.message),
      }),
    );
  }
}
