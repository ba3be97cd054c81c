import { distance } from 'fastest-levenshtein';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { nearestForm } from '../input-faults';
import type { InputIssue } from '../problem';
import { scenario, type ScenarioDocument } from './scenario';

export type ScenarioReading =
  { kind: 'valid'; scenario: ScenarioDocument } | { kind: 'invalid'; issues: InputIssue[] };

/** A scenario needs few; more is a document made to exhaust the reader. */
const MOST_ALIASES = 100;

const NESTS_TOO_DEEPLY = 'The document nests too deeply.';
const EXPANDS_TOO_FAR = 'The document expands too far by its aliases.';

/** Far apart enough to be another word: more than this share of its letters differ. */
const NEAREST_NAME_DISTANCE_SHARE = 0.5;

/** Characters of a wrong value that an issue repeats. */
const LONGEST_SHOWN = 60;

/**
 * Reads a scenario from YAML or JSON text (JSON is YAML).
 * Every issue carries a JSON pointer and the line and column it stands at.
 */
export function readScenario(text: string): ScenarioReading {
  const lines = new LineCounter();
  let document: Document;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
    if (document.errors.length > 0) {
      return {
        kind: 'invalid',
        issues: document.errors.map((error) => ({
          code: 'scenario/not-yaml',
          pointer: '',
          detail: syntaxDetail(error),
          ...lineAndColumn(lines, error.pos[0]),
        })),
      };
    }
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (holdsItself(value))
      return unreadable('An alias of the document stands within what it names.');
  } catch (error) {
    // The parser throws on aliases to nowhere and on documents that nest or expand without end.
    return unreadable(error instanceof ReferenceError ? aliasDetail(error) : NESTS_TOO_DEEPLY);
  }
  if (value === null || value === undefined) return unreadable('The document is empty.');
  const parsed = scenario.safeParse(value);
  if (parsed.success) return { kind: 'valid', scenario: parsed.data };
  return {
    kind: 'invalid',
    issues: scenarioIssues(parsed.error, value).map((issue) => ({
      ...issue,
      ...positionOf(document, lines, issue.pointer),
    })),
  };
}

function unreadable(detail: string): ScenarioReading {
  return {
    kind: 'invalid',
    issues: [{ code: 'scenario/not-yaml', pointer: '', detail, line: 1, column: 1 }],
  };
}

/** Whether an alias stands within its own anchor: then the value has no end, and no JSON. */
function holdsItself(value: unknown, above = new Set<object>(), seen = new Set<object>()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (above.has(value)) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  above.add(value);
  const found = Object.values(value).some((inner) => holdsItself(inner, above, seen));
  above.delete(value);
  return found;
}

/** The parser's message of an alias, without its talk of attacks. */
const aliasDetail = ({ message }: ReferenceError): string =>
  message.startsWith('Excessive') ? EXPANDS_TOO_FAR : message;

/** First line of the parser's message, in words for who writes scenarios and not for who calls the parser. */
function syntaxDetail(error: { code: string; message: string }): string {
  if (error.code === 'MULTIPLE_DOCS') return 'The file holds more than one document.';
  if (error.message.startsWith('Maximum call stack')) return NESTS_TOO_DEEPLY;
  return error.message.split('\n')[0] ?? error.message;
}

/** Line and column a JSON pointer stands at in a scenario's text; its nearest parent where it is absent. */
export function positionAt(text: string, pointer: string): { line?: number; column?: number } {
  const lines = new LineCounter();
  return positionOf(parseDocument(text, { lineCounter: lines }), lines, pointer);
}

/** Turns a schema error into issues with pointers; unknown fields name the nearest known ones. */
export function scenarioIssues(error: z.ZodError, input: unknown): InputIssue[] {
  return error.issues.flatMap((issue) => toInputIssues(issue, input, issue.path));
}

/** Up to three of `known` that are spelt most like `name`. */
export function nearestNames(name: string, known: readonly string[], most = 3): string[] {
  const wanted = name.toLowerCase();
  return known
    .map((candidate) => ({
      candidate,
      distance: spellingDistance(wanted, candidate.toLowerCase()),
    }))
    .filter((x) => x.distance <= Math.max(2, wanted.length * NEAREST_NAME_DISTANCE_SHARE))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map((x) => x.candidate);
}

function spellingDistance(wanted: string, candidate: string): number {
  return candidate.includes(wanted) || wanted.includes(candidate)
    ? Math.abs(candidate.length - wanted.length) / 4
    : distance(wanted, candidate);
}

function toInputIssues(
  issue: z.core.$ZodIssue,
  input: unknown,
  path: readonly PropertyKey[],
): InputIssue[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => ({
      code: 'scenario/unknown-field',
      pointer: pointerOf([...path, key]),
      detail: `There is no field "${key}" here.`,
      expected: known.length > 0 ? `one of ${known.join(', ')}` : undefined,
      nearest: nearestNames(key, known),
    }));
  }
  const meant = issue.code === 'invalid_union' ? nearestForm(issue) : undefined;
  if (meant !== undefined) {
    return meant.flatMap((inner) => toInputIssues(inner, input, [...path, ...inner.path]));
  }
  const given = valueAt(input, path);
  const named = issue.code === 'custom' ? ownWords(issue.params) : undefined;
  if (named !== undefined) {
    return [{ pointer: pointerOf(path), detail: `${nameOf(path)}: ${issue.message}.`, ...named }];
  }
  const expected = expectation(issue, path);
  return [
    {
      code: given === undefined ? 'scenario/missing-field' : 'scenario/bad-value',
      pointer: pointerOf(path),
      detail:
        given === undefined
          ? `${nameOf(path)} is missing.`
          : expected === undefined
            ? ownSentence(issue.message, path)
            : `${nameOf(path)} is ${shown(given)}.`,
      expected,
    },
  ];
}

/** A message that is a sentence already is told as it is; other messages are told of the place they stand at. */
const ownSentence = (message: string, path: readonly PropertyKey[]): string =>
  message.endsWith('.') ? message : `${nameOf(path)}: ${message}.`;

/** Code and expectation that a check of ours named itself. */
function ownWords(
  params: Record<string, unknown> | undefined,
): { code: string; expected: string } | undefined {
  const code = params?.['code'];
  const expected = params?.['expected'];
  return typeof code === 'string' && typeof expected === 'string' ? { code, expected } : undefined;
}

/** What would have been right; `undefined` where the schema's own message says it best. */
function expectation(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return kindOf(issue.expected);
    case 'too_small':
      return (
        ownExpectation(issue.message) ??
        limit(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin)
      );
    case 'too_big':
      return limit(
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
        issue.origin,
      );
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return forms(path);
    default:
      return undefined;
  }
}

/** What the schema itself says would have been right, where it says so in words of its own. */
const ownExpectation = (message: string): string | undefined =>
  message.startsWith('expected ') ? message.slice('expected '.length) : undefined;

const limit = (relation: string, bound: number | bigint, origin: string): string =>
  origin === 'string'
    ? `${relation} ${bound} characters`
    : origin === 'array'
      ? `${relation} ${bound} entries`
      : `${relation} ${bound}`;

/** The forms a field may take, read from the schema: "a number, or an object with mean, p90". */
function forms(path: readonly PropertyKey[]): string | undefined {
  const known = options(schemaAt(path)).map((option) =>
    isRecord(option['properties'])
      ? `an object with ${Object.keys(option['properties']).join(', ')}`
      : option['const'] !== undefined
        ? String(option['const'])
        : kindOf(String(option['type'])),
  );
  return known.length > 0 ? known.join(', or ') : undefined;
}

const kindOf = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** A value as it stands in the document, cut short when long. */
function shown(value: unknown): string {
  // JSON has no word for what YAML calls .nan and .inf, and would say null.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Field names the schema knows at a path, walking optional, array and union wrappers. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  return propertyNames(schemaAt(path));
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  const whole: unknown = z.toJSONSchema(scenario, { io: 'input', unrepresentable: 'any' });
  return path.reduce<unknown>(childSchema, whole);
}

function childSchema(schema: unknown, step: PropertyKey): unknown {
  for (const option of options(schema)) {
    if (typeof step === 'number' && isRecord(option['items'])) return option['items'];
    const properties = option['properties'];
    if (isRecord(properties) && isRecord(properties[String(step)])) return properties[String(step)];
  }
  return undefined;
}

function propertyNames(schema: unknown): string[] {
  return options(schema).flatMap((o) =>
    isRecord(o['properties']) ? Object.keys(o['properties']) : [],
  );
}

function options(schema: unknown): Record<string, unknown>[] {
  if (!isRecord(schema)) return [];
  const alternatives = schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf'];
  return Array.isArray(alternatives) ? alternatives.flatMap(options) : [schema];
}

function positionOf(document: Document, lines: LineCounter, pointer: string) {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = path.length; length >= 0; length -= 1) {
    const start = rangeStart(document, path.slice(0, length));
    if (start !== undefined) return lineAndColumn(lines, start);
  }
  return {};
}

/** Offset of the key where there is one, since that is where a reader looks. */
function rangeStart(document: Document, path: readonly string[]): number | undefined {
  const parent: unknown =
    path.length === 0 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (last !== undefined && isRecord(parent) && Array.isArray(parent['items'])) {
    for (const item of parent['items'] as unknown[]) {
      if (isRecord(item) && isRecord(item['key']) && item['key']['value'] === last) {
        return offsetOf(item['key']);
      }
    }
  }
  return offsetOf(last === undefined ? parent : document.getIn(path, true));
}

function offsetOf(node: unknown): number | undefined {
  const range = isRecord(node) ? node['range'] : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}

function lineAndColumn(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((p) => `/${String(p).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'The document' : path.map(String).join('.');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      Array.isArray(value) && typeof step === 'number'
        ? value[step]
        : isRecord(value)
          ? value[String(step)]
          : undefined,
    input,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
