import type {
  CostCause,
  PlanPreview,
  DeploymentSearchRequest,
  TrainingStudy,
  TrainingStudyRequest,
} from '@headroom/models';
import {
  answerDeploymentSearch,
  calibrateServing,
  type CalibrationResult,
  ENGINE_VERSION,
  type Catalog,
  type CausesQuestion,
  costCauses,
  type PlanRequest,
  type PlanSearches,
  previewOf,
  type DeploymentSearchResult,
  type RefusedQuestion,
  type Solver,
  studyTraining,
} from '@headroom/planner-core';

/** After this, changes between two plans are told together; well before nobody waits for the answer any more. */
const TIME_FOR_CAUSES_MS = 8_000;

/** What a thread keeps between questions. */
export interface EngineContext {
  readonly catalog: Catalog;
  /** Loaded with the first question that needs it. */
  solver(): Promise<Solver>;
  /** Previews follow each other with one input changed. */
  readonly searches: PlanSearches;
}

/** A study, and the first day of a run that states none. */
export interface TrainingStudyQuestion {
  readonly request: TrainingStudyRequest;
  readonly today: string;
}

/**
 * Every question an engine thread answers, by name. An answer crosses between threads, so it is plain data;
 * what was asked has been checked by its schema before. A question that throws is a mistake in our code:
 * what cannot be is an excuse in the answer.
 */
export const ENGINE_QUESTIONS = {
  /** How a model is best served: on which systems, in which layouts. */
  'deployment-search': (
    request: DeploymentSearchRequest,
    { catalog }: EngineContext,
  ): DeploymentSearchResult => answerDeploymentSearch(request, catalog),
  /** What a training run takes: layouts, time, failures, cost. */
  'training-study': (
    { request, today }: TrainingStudyQuestion,
    { catalog }: EngineContext,
  ): TrainingStudy | RefusedQuestion => studyTraining(request, { catalog, today }),
  /** What own runs say of predicted serving speeds: JSON lines in, factors out. */
  'calibrate-serving': (runs: string, { catalog }: EngineContext): CalibrationResult =>
    calibrateServing(runs, catalog, ENGINE_VERSION),
  /** What the plan of a scenario that is being written comes to. */
  'plan-preview': async (
    question: Pick<PlanRequest, 'scenario' | 'today' | 'seed' | 'calibration'>,
    { catalog, searches, solver }: EngineContext,
  ): Promise<PlanPreview> => previewOf({ ...question, catalog, searches, solver: await solver() }),
  /** Why the cost moved from one plan to another, change by change. */
  'cost-causes': async (
    question: Pick<CausesQuestion, 'from' | 'to' | 'today'>,
    { catalog, solver }: EngineContext,
  ): Promise<CostCause[] | null> => {
    const enough = Date.now() + TIME_FOR_CAUSES_MS;
    return costCauses({
      ...question,
      catalog,
      solver: await solver(),
      isTimeShort: () => Date.now() > enough,
    });
  },
} satisfies Readonly<Record<string, (input: never, context: EngineContext) => unknown>>;

type Questions = typeof ENGINE_QUESTIONS;
export type EngineQuestion = keyof Questions;
export type EngineInput<Q extends EngineQuestion> = Parameters<Questions[Q]>[0];
export type EngineAnswer<Q extends EngineQuestion> = Awaited<ReturnType<Questions[Q]>>;

/** One question as it is sent to a thread. */
export type EngineTask = {
  [Q in EngineQuestion]: { readonly question: Q; readonly input: EngineInput<Q> };
}[EngineQuestion];

/** Answers a question where it is called. */
export async function answerQuestion<Q extends EngineQuestion>(
  question: Q,
  input: EngineInput<Q>,
  context: EngineContext,
): Promise<EngineAnswer<Q>> {
  const answer = ENGINE_QUESTIONS[question] as (
    input: EngineInput<Q>,
    context: EngineContext,
  ) => EngineAnswer<Q> | Promise<EngineAnswer<Q>>;
  return await answer(input, context);
}
