import {
  searchDeployments,
  type DeploymentSearch,
} from '../inference/deployments/search-deployments';
import type { Machine } from '../topology/machine';
import { planTrainingRun, type TrainingAsk } from '../training/run/plan-training-run';
import type { TrainingAnswer } from '../training/run/job';
import type { ServiceWorkload } from '../workload/service-workload';
import type { TrainingWorkload } from '../workload/training-workload';

/** The searches of a plan that take long, and depend on nothing but what they are given. */
export interface PlanSearches {
  deployments(workload: ServiceWorkload, machine: Machine): DeploymentSearch;
  trainingRun(workload: TrainingWorkload, machine: Machine, ask: TrainingAsk): TrainingAnswer;
}

/** Searches anew every time. */
export const FRESH_SEARCHES: PlanSearches = {
  deployments: searchDeployments,
  trainingRun: planTrainingRun,
};

/** Answers of each kind kept; the one that was asked for longest ago goes first. */
const MOST_KEPT = 400;

/**
 * Remembers searches by the value of everything they depend on, own runs included: a plan that differs from one
 * before in a single input searches only what that input concerns, and comes out the same as without memory.
 * Keep one for as long as plans follow each other; it holds at most `mostKept` answers of each kind.
 */
export function rememberSearches(
  mostKept = MOST_KEPT,
  searches: PlanSearches = FRESH_SEARCHES,
): PlanSearches {
  const deployments = new Recent<DeploymentSearch>(mostKept);
  const runs = new Recent<TrainingAnswer>(mostKept);
  return {
    deployments: (workload, machine) =>
      deployments.get([workload, machine], () => searches.deployments(workload, machine)),
    trainingRun: (workload, machine, ask) =>
      runs.get([workload, machine, ask], () => searches.trainingRun(workload, machine, ask)),
  };
}

/** Answers by the value of their question. */
class Recent<T> {
  private readonly answers = new Map<string, T>();

  constructor(private readonly most: number) {}

  get(question: unknown, find: () => T): T {
    const key = JSON.stringify(question, (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    );
    const answer = this.answers.get(key) ?? find();
    // Set anew, it is the last in the order of the map.
    this.answers.delete(key);
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.most) break;
      this.answers.delete(oldest);
    }
    return answer;
  }
}
