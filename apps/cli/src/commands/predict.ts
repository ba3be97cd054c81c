import { createInterface } from 'node:readline';
import { loadCatalog, predictServing, predictTraining } from '@headroom/planner-core';
import { loadCalibration } from '../calibration-file';
import type { PredictionKind } from '../choices';
import { CommandFailure, EXIT } from '../exit-code';
import { print } from '../output';

/**
 * Reads one JSON object a line from standard input and writes one answer a line, in order.
 * A line that cannot be read or predicted gets an error object; the next line is answered all the same.
 * @throws CommandFailure with the code of bad input when there was no line, or none that could be predicted
 */
export async function predict(kind: PredictionKind, calibrationFile?: string): Promise<void> {
  const catalog = loadCatalog();
  const calibration = loadCalibration(calibrationFile);
  const answer = (row: unknown): unknown =>
    kind === 'serving' ? predictServing(row, catalog, calibration) : predictTraining(row, catalog);
  let rows = 0;
  const failures: string[] = [];
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const told = answerLine(line, answer);
    rows += 1;
    if (isFailure(told)) failures.push(told.error.message);
    print(`${JSON.stringify(told)}\n`);
  }
  if (rows === 0) {
    throw new CommandFailure(EXIT.badInput, [
      'No row came in: give one JSON object a line on standard input.',
    ]);
  }
  if (failures.length === rows) {
    throw new CommandFailure(EXIT.badInput, [
      `None of the ${rows} rows could be predicted. The first: ${failures[0] ?? ''}`,
    ]);
  }
}

function answerLine(line: string, answer: (row: unknown) => unknown): unknown {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    return failure(null, 'predict/not-json', messageOf(error));
  }
  try {
    return answer(row);
  } catch (error) {
    return failure(idOf(row), 'predict/fault', messageOf(error));
  }
}

const failure = (id: string | null, code: string, message: string) => ({
  id,
  error: { code, message },
});

function isFailure(answer: unknown): answer is ReturnType<typeof failure> {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function idOf(row: unknown): string | null {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string'
    ? row.id
    : null;
}
