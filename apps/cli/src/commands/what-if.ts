import {
  scenario as scenarioSchema,
  scenarioIssues,
  type PlanComparison,
  type ScenarioDocument,
} from '@headroom/models';
import {
  type Catalog,
  checkScenario,
  comparePlans,
  costCauses,
  planCapacity,
  type PlanRequest,
  rememberSearches,
  scenarioChanges,
} from '@headroom/planner-core';
import { parse } from 'yaml';
import { badInput } from '../exit-code';
import { printJson, printLine } from '../output';
import { printComparison } from '../render-comparison';
import { refuse } from '../scenario-file';
import type { Speech } from '../speech';

const NOWHERE = -1;

/** One input of a scenario and the value it would have. */
interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Plans a scenario as it is and with some inputs changed, and prints what that changes and how long it took. */
export function whatIf(
  speech: Speech,
  request: Omit<PlanRequest, 'searches'>,
  changes: readonly string[],
  asJson: boolean,
): void {
  const { t, number } = speech;
  const { scenario, catalog, today, solver } = request;
  const changed = withChanges(scenario, changes, catalog, speech);
  // What the first plan searched is remembered, as it is while somebody tries values in the web.
  const searches = rememberSearches();
  const from = { scenario, plan: planCapacity({ ...request, searches }) };
  const began = performance.now();
  const to = { scenario: changed, plan: planCapacity({ ...request, scenario: changed, searches }) };
  const tookMs = Math.round(performance.now() - began);
  const comparison: PlanComparison = {
    ...comparePlans(from.plan, to.plan),
    scenario: scenarioChanges(scenario, changed),
    causes: costCauses({ from, to, catalog, today, solver }),
  };
  if (asJson) {
    printJson({ tookMs, comparison });
    return;
  }
  printComparison(speech, comparison, { from: t('as written'), to: changes.join(', ') });
  printLine();
  printLine(t('The plan with the change took {ms} ms.', { ms: number(tookMs) }));
}

/** @throws CommandFailure when a change names no place of the scenario, or makes it one that is not valid */
function withChanges(
  scenario: ScenarioDocument,
  texts: readonly string[],
  catalog: Catalog,
  speech: Speech,
): ScenarioDocument {
  const document: unknown = structuredClone(scenario);
  for (const text of texts) put(document, changeOf(text, speech), text, speech);
  const read = scenarioSchema.safeParse(document);
  const issues = read.success
    ? checkScenario(read.data, catalog)
    : scenarioIssues(read.error, document);
  if (!read.success || issues.length > 0) throw refuse('--whatif', issues, speech);
  return read.data;
}

/** Reads `services/chat/load/requestsPerSecond=8`; dots may stand for the strokes. */
function changeOf(text: string, { t }: Speech): Change {
  const sign = text.indexOf('=');
  const path = text
    .slice(0, Math.max(0, sign))
    .trim()
    .split(text.slice(0, Math.max(0, sign)).includes('/') ? '/' : '.')
    .filter((step) => step !== '');
  if (path.length === 0) {
    throw badInput(
      t('--whatif takes path=value, such as {example}; this is "{text}".', {
        example: 'services/chat/load/requestsPerSecond=8',
        text,
      }),
    );
  }
  try {
    const value: unknown = parse(text.slice(sign + 1));
    // An alias within its own anchor makes a value without end: it throws here, where it can be told.
    JSON.stringify(value);
    return { path, value };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw badInput(t('The value of {path} cannot be read: {why}', { path: path.join('/'), why }));
  }
}

/** Puts a value where the path leads; elements of lists are named by id or counted from 0. An empty value takes it out. */
function put(document: unknown, { path, value }: Change, text: string, { t }: Speech): void {
  let at: unknown = document;
  for (const [i, step] of path.entries()) {
    const isLast = i === path.length - 1;
    const key = Array.isArray(at) ? placeIn(at, step) : step;
    const isThere = Array.isArray(at) ? key !== NOWHERE : isRecord(at) && Object.hasOwn(at, key);
    // A field may be absent yet; the schema knows whether there is one of that name.
    if (!isThere && !(isLast && isRecord(at) && step !== '__proto__')) {
      const ids = Array.isArray(at) ? at.map(nameOf).join(', ') : '';
      const hint = ids === '' ? '' : t(' Expected one of: {ids}', { ids });
      throw badInput(`${t('--whatif {text}: the scenario has no such place.', { text })}${hint}`);
    }
    const parent = at as Record<PropertyKey, unknown>;
    if (!isLast) at = parent[key];
    else if (value === null) Reflect.deleteProperty(parent, key);
    else parent[key] = value;
  }
}

function placeIn(list: readonly unknown[], step: string): number {
  const byId = list.findIndex((element) => isRecord(element) && element['id'] === step);
  if (byId >= 0) return byId;
  return /^\d+$/.test(step) && Number(step) < list.length ? Number(step) : NOWHERE;
}

const nameOf = (element: unknown, i: number): string =>
  isRecord(element) && typeof element['id'] === 'string' ? element['id'] : String(i);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
