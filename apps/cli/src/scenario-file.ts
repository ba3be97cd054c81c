import { readFileSync } from 'node:fs';
import {
  issueIn,
  positionAt,
  readScenario,
  type InputIssue,
  type ScenarioDocument,
} from '@headroom/models';
import { checkScenario, type Catalog } from '@headroom/planner-core';
import { badInput } from './exit-code';
import { errorCode } from './output';
import { type Speech, speechIn } from './speech';

const STDIN = 0;

/**
 * Reads and checks a scenario; `-` is standard input.
 * @throws CommandFailure naming file, line, field and what was expected, in the reader's language
 */
export function loadScenario(
  path: string,
  catalog: Catalog,
  speech: Speech = speechIn('en'),
): ScenarioDocument {
  const text = readText(path, speech);
  const reading = readScenario(text);
  if (reading.kind === 'invalid') throw refuse(path, reading.issues, speech);
  const issues = checkScenario(reading.scenario, catalog);
  if (issues.length > 0) {
    throw refuse(
      path,
      issues.map((issue) => ({ ...issue, ...positionAt(text, issue.pointer) })),
      speech,
    );
  }
  return reading.scenario;
}

/** Text of a file; `-` is standard input. */
export function readText(path: string, { t }: Speech = speechIn('en')): string {
  try {
    return readFileSync(path === '-' ? STDIN : path, 'utf8');
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
        throw badInput(t('There is no file {path}.', { path }));
      case 'EISDIR':
        throw badInput(t('{path} is a folder, not a file.', { path }));
      case 'EACCES':
      case 'EPERM':
        throw badInput(t('{path} cannot be read: no permission.', { path }));
      default:
        throw error;
    }
  }
}

/** The refusal of a scenario: one line for each issue, with its place where it has one. */
export function refuse(path: string, issues: readonly InputIssue[], speech: Speech) {
  const { t, locale } = speech;
  const name = path === '-' ? t('standard input') : path;
  return badInput(
    ...issues.map((issue) => {
      const { detail, expected } = issueIn(issue, locale);
      const place = issue.line === undefined ? name : `${name}:${issue.line}:${issue.column ?? 1}`;
      const field = issue.pointer === '' ? '' : ` ${issue.pointer}:`;
      const wanted = expected === undefined ? '' : t(' Expected {what}.', { what: expected });
      const named = issue.nearest ?? [];
      const nearest =
        named.length > 0 && issue.expected?.includes(named[0] ?? '') !== true
          ? t(' Did you mean {names}?', { names: named.join(', ') })
          : '';
      return `${place}${field} ${detail}${wanted}${nearest}`;
    }),
  );
}
