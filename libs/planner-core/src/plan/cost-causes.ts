import {
  scenario as scenarioSchema,
  type CostCause,
  type Plan,
  type ScenarioDocument,
} from '@headroom/models';
import { checkScenario } from './scenario/check-scenario';
import { centsApart } from './compare-plans';
import type { PlanRequest } from './plan-capacity';
import { rememberSearches } from './plan-searches';
import { totalCostOf } from './total-cost';

/** Scenario and plan at one end of a comparison; the plan may be older than the catalogue and engine at hand. */
export interface ComparedPlan {
  readonly scenario: ScenarioDocument;
  readonly plan: Plan;
}

export interface CausesQuestion extends Omit<PlanRequest, 'scenario' | 'seed'> {
  readonly from: ComparedPlan;
  readonly to: ComparedPlan;
  /**
   * Asked before each plan: whether time is short. From then on changes are told together, as one step that ends at
   * the second plan, which takes no more planning. Absent: every change is planned apart.
   */
  readonly isTimeShort?: () => boolean;
}

/** Lists of a scenario whose elements are put in one by one. */
const LISTS = ['sites', 'services', 'training'] as const;
type ListName = (typeof LISTS)[number];

/** Name of the part that stands for newer evidence, a newer engine or another day of planning. */
const EVIDENCE = 'catalog';

interface Edit {
  readonly part: string;
  apply(scenario: ScenarioDocument): ScenarioDocument;
}

/**
 * Why the total cost moved from one plan to another: the scenario of the first is turned into that of the second one
 * part at a time, in the order of the document, and planned anew after each. A part's effect includes how it acts
 * together with those before it. What has no plan by itself is joined with the parts after it, and so is what there is
 * no time to plan apart. The changes add up to
 * the change of the total to the cent. `null` where one of the two plans is infeasible: then no cost moved.
 */
export function costCauses(question: CausesQuestion): CostCause[] | null {
  const { from, to } = question;
  if (from.plan.status === 'infeasible' || to.plan.status === 'infeasible') return null;
  const causes: CostCause[] = [];
  const asked = { ...question, searches: question.searches ?? rememberSearches() };
  let scenario = from.scenario;
  let waiting: string[] = [];
  let totalUsd = from.plan.summary.totalCostUsd;
  const settle = (totalAfterUsd: number) => {
    const changeUsd = centsApart(totalUsd, totalAfterUsd);
    causes.push({ parts: waiting, changeUsd, totalAfterUsd });
    totalUsd = totalAfterUsd;
    waiting = [];
  };
  if (isOtherEvidence(from.plan, to.plan)) {
    waiting.push(EVIDENCE);
    const again = totalOf(asked, scenario);
    if (again !== null) settle(again);
  }
  const edits = editsBetween(from.scenario, to.scenario);
  edits.forEach((edit, i) => {
    scenario = edit.apply(scenario);
    waiting.push(edit.part);
    // The last state is the second plan itself, which need not be made again.
    const isLast = i === edits.length - 1;
    const total = isLast ? to.plan.summary.totalCostUsd : totalOf(asked, scenario);
    if (total !== null) settle(total);
  });
  const rest = centsApart(totalUsd, to.plan.summary.totalCostUsd);
  if (waiting.length > 0 || rest !== 0) {
    if (waiting.length === 0) waiting.push(EVIDENCE);
    settle(to.plan.summary.totalCostUsd);
  }
  return causes;
}

const isOtherEvidence = (from: Plan, to: Plan): boolean =>
  from.catalogVersion !== to.catalogVersion || from.engineVersion !== to.engineVersion;

/** Cost of a scenario, `null` where it is contradictory or infeasible, or there is no time to tell. */
function totalOf(question: CausesQuestion, scenario: ScenarioDocument): number | null {
  const { from: _from, to: _to, isTimeShort, ...request } = question;
  if (isTimeShort?.() === true) return null;
  const { catalog } = request;
  if (!scenarioSchema.safeParse(scenario).success) return null;
  if (checkScenario(scenario, catalog).length > 0) return null;
  // Trying the plan in worlds moves no cost of it.
  const untried: ScenarioDocument = { ...scenario, risk: { samples: 0 } };
  return totalCostOf({ ...request, scenario: untried });
}

/** Parts told by name only; a new name or description moves no cost. */
const WITHOUT_COST: ReadonlySet<string> = new Set(['headroom', 'name', 'description', 'currency']);

function editsBetween(from: ScenarioDocument, to: ScenarioDocument): Edit[] {
  const names = [
    ...new Set([...Object.keys(from), ...Object.keys(to)]),
  ] as (keyof ScenarioDocument)[];
  return names
    .filter((name) => !WITHOUT_COST.has(name) && !isEqual(from[name], to[name]))
    .flatMap((name) => (isList(name) ? listEdits(name, from, to) : [sectionEdit(name, to)]));
}

const isList = (name: keyof ScenarioDocument): name is ListName =>
  (LISTS as readonly string[]).includes(name);

const sectionEdit = (name: keyof ScenarioDocument, to: ScenarioDocument): Edit => ({
  part: name,
  apply: (scenario) => withSection(scenario, name, to[name]),
});

function listEdits(name: ListName, from: ScenarioDocument, to: ScenarioDocument): Edit[] {
  const before = new Map((from[name] ?? []).map((element) => [element.id, element]));
  const after = new Map((to[name] ?? []).map((element) => [element.id, element]));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isEqual(before.get(id), after.get(id)),
  );
  const edits = changed.map((id): Edit => {
    const element = after.get(id);
    return {
      part: `${name}/${id}`,
      apply: (scenario) => {
        const others: readonly { readonly id: string }[] = scenario[name] ?? [];
        const replaced =
          element === undefined
            ? others.filter((other) => other.id !== id)
            : others.some((other) => other.id === id)
              ? others.map((other) => (other.id === id ? element : other))
              : [...others, element];
        return withSection(scenario, name, replaced.length > 0 ? replaced : undefined);
      },
    };
  });
  // Nothing but the order changed, which decides ties.
  return edits.length > 0 ? edits : [sectionEdit(name, to)];
}

function withSection(
  scenario: ScenarioDocument,
  name: keyof ScenarioDocument,
  value: unknown,
): ScenarioDocument {
  const { [name]: _before, ...others } = scenario;
  // The section comes whole from a checked scenario of the same format.
  return (value === undefined ? others : { ...others, [name]: value }) as ScenarioDocument;
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
