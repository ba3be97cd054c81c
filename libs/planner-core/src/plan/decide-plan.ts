import { say, type Message } from '@headroom/models';
import { conflictsOf } from '../optimise/limits/conflicts';
import { settlePlacement } from '../optimise/solve-fleet';
import { stayPut } from '../optimise/whole-units/stay-put';
import { adoptCheaper, type Adopted } from './adopt-cheaper';
import { conflictMessage } from './explain/explain-limits';
import { wayOutMessage } from './explain/limit-worth';
import type { PlanRequest } from './plan-capacity';
import { solveScenario, type SolvedScenario } from './problem/solve-scenario';
import { leastRegretOf, type ChosenOrders } from './risk/choose-plan';

/** Worlds are drawn from it where neither the request nor the scenario names a seed. */
export const DEFAULT_SEED = 0;

/** What a scenario comes to: a fleet, or what stands in its way. */
export type PlanDecision =
  | {
      readonly kind: 'planned';
      /** The cheapest fleet and the other ways weighed beside it. */
      readonly adopted: Adopted;
      /** Orders followed in place of the cheapest, where the scenario asks for the least regretted. */
      readonly least: ChosenOrders | null;
    }
  | {
      readonly kind: 'infeasible';
      readonly conflicts: readonly Message[];
      /** A demand beyond all catalogues is not planned once more for each future. */
      readonly futures: 'weigh-futures' | 'skip-futures';
    };

/** A scenario with what it was solved by, and the decision. */
export interface DecidedPlan {
  readonly solved: SolvedScenario;
  readonly decision: PlanDecision;
}

/**
 * Decides the plan of a scenario whose objective is a cost, without telling it: what a plan tells and what a preview
 * tells follows from the same decision. Own runs are in the catalogue of the request already.
 */
export function decidePlan(request: PlanRequest): DecidedPlan {
  const { solver } = request;
  const solved = solveScenario(request.scenario, request.catalog, solver, request.searches);
  return { solved, decision: decisionOf(request, solved) };
}

function decisionOf(request: PlanRequest, solved: SolvedScenario): PlanDecision {
  const { solver } = request;
  const { context, candidates, planProblem, answer } = solved;
  switch (answer.kind) {
    case 'solved': {
      const { problem } = planProblem;
      const solution = stayPut(problem, settlePlacement(problem, answer.solution, solver));
      const adopted = adoptCheaper(context, { candidates, planProblem, solution }, solver);
      const least = leastRegretOf(
        request,
        { ...solved, candidates: adopted.candidates, planProblem: adopted.planProblem },
        adopted.solution,
        DEFAULT_SEED,
      );
      return { kind: 'planned', adopted, least };
    }
    case 'infeasible': {
      const { problem } = planProblem;
      const found = conflictsOf(problem, solver);
      return noPlan([
        ...found.map((c) => conflictMessage(c, problem)),
        ...wayOutMessage(context, problem, found, solver),
      ]);
    }
    case 'stranded':
      return noPlan(answer.conflicts);
    case 'oversized':
      return { ...noPlan(answer.conflicts), futures: 'skip-futures' };
    case 'unsolved':
      return noPlan([say('plan/conflict-unsolved')]);
    default:
      return answer satisfies never;
  }
}

const noPlan = (conflicts: readonly Message[]) =>
  ({ kind: 'infeasible', conflicts, futures: 'weigh-futures' }) as const;
