import { readFileSync } from 'node:fs';
import { positionAt, readScenario, type InputIssue, type ScenarioDocument } from '@headroom/models';
import { checkScenario, type Catalog } from '@headroom/planner-core';
import { badInput } from './exit-code';
import { errorCode } from './output';

const STDIN = 0;

/**
 * Reads and checks a scenario; `-` is standard input.
 * @throws CommandFailure naming file, line, field and what was expected
 */
export function loadScenario(path: string, catalog: Catalog): ScenarioDocument {
  const text = readText(path);
  const reading = readScenario(text);
  if (reading.kind === 'invalid') throw describe(path, reading.issues);
  const issues = checkScenario(reading.scenario, catalog);
  if (issues.length > 0) {
    throw describe(
      path,
      issues.map((issue) => ({ ...issue, ...positionAt(text, issue.pointer) })),
    );
  }
  return reading.scenario;
}

/** Text of a file; `-` is standard input. */
export function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? STDIN : path, 'utf8');
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
        throw badInput(`There is no file ${path}.`);
      case 'EISDIR':
        throw badInput(`${path} is a folder, not a file.`);
      case 'EACCES':
      case 'EPERM':
        throw badInput(`${path} cannot be read: no permission.`);
      default:
        throw error;
    }
  }
}

function describe(path: string, issues: readonly InputIssue[]) {
  const name = path === '-' ? 'standard input' : path;
  return badInput(
    ...issues.map((issue) => {
      const place = issue.line === undefined ? name : `${name}:${issue.line}:${issue.column ?? 1}`;
      const field = issue.pointer === '' ? '' : ` ${issue.pointer}:`;
      const expected = issue.expected === undefined ? '' : ` Expected ${issue.expected}.`;
      const named = issue.nearest ?? [];
      const nearest =
        named.length > 0 && issue.expected?.includes(named[0] ?? '') !== true
          ? ` Did you mean ${named.join(', ')}?`
          : '';
      return `${place}${field} ${issue.detail}${expected}${nearest}`;
    }),
  );
}
