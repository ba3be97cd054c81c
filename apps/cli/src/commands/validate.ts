import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadCatalog,
  type MetricError,
  type ServingValidation,
  validateServing,
  validateTraining,
} from '@headroom/planner-core';
import { badInput } from '../exit-code';
import { printJson, printLine } from '../output';
import { renderTable } from '../render-table';

export interface ValidateOptions {
  readonly dir: string;
  readonly json?: true;
}

const SERVING_FILES = ['serving.jsonl', 'published-serving.jsonl'] as const;
const TRAINING_FILE = 'training.jsonl';
const OUT_OF_MEMORY_FILE = 'training-out-of-memory.jsonl';
const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Scores the engine on measured runs in a folder and prints its error by chip, model, engine and stratum. */
export function validate({ dir, json }: ValidateOptions): void {
  const files = [...SERVING_FILES, TRAINING_FILE].filter((file) => existsSync(join(dir, file)));
  if (files.length === 0) {
    throw badInput(
      `${dir} holds no measurements.`,
      `Expected at least one of: ${[...SERVING_FILES, TRAINING_FILE].join(', ')}`,
    );
  }
  const catalog = loadCatalog();
  const serving = SERVING_FILES.filter((file) => files.includes(file)).map((file) => ({
    file,
    score: validateServing(readRows(join(dir, file)), catalog),
  }));
  const training = files.includes(TRAINING_FILE)
    ? validateTraining(trainingRows(dir), catalog)
    : null;
  if (json) {
    printJson({ serving, training });
    return;
  }
  for (const { file, score } of serving) printServing(file, score);
  if (training !== null) printTraining(training);
}

/** Measured runs, and layouts that ran out of memory where the folder has any. */
function trainingRows(dir: string): unknown[] {
  const outOfMemory = join(dir, OUT_OF_MEMORY_FILE);
  return [
    ...readRows(join(dir, TRAINING_FILE)),
    ...(existsSync(outOfMemory) ? readRows(outOfMemory) : []),
  ];
}

function readRows(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, i): unknown => {
      try {
        return JSON.parse(line);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw badInput(`${path}:${i + 1} is not JSON: ${reason}`);
      }
    });
}

function printServing(file: string, score: ServingValidation): void {
  printLine(`${file}: ${score.answered} of ${score.rows} rows answered`);
  printRefused(score.refused);
  printLine(
    renderTable({
      columns: [
        left('by'),
        left('group'),
        right('rows'),
        right('TPOT MAPE'),
        right('in 80 %'),
        right('tokens/s/chip MAPE'),
        right('in 80 %'),
        right('TTFT median'),
        right('in 80 %'),
        right('end to end median'),
      ],
      rows: score.groups.map(({ by, key, errors }) => {
        const { ttftMs, tpotMs, outputTokensPerSecondPerChip: rate, endToEndMs } = errors;
        const rows = Math.max(...[ttftMs, tpotMs, rate].map((e) => e?.rows ?? 0));
        return [
          by,
          key,
          String(rows),
          ...errorCells(tpotMs, 'meanAbsoluteError'),
          ...errorCells(rate, 'meanAbsoluteError'),
          ...errorCells(ttftMs, 'medianAbsoluteError'),
          share(endToEndMs?.medianAbsoluteError ?? null),
        ];
      }),
    }),
  );
  printLine();
}

const errorCells = (
  error: MetricError | null,
  which: 'meanAbsoluteError' | 'medianAbsoluteError',
): string[] => [share(error?.[which] ?? null), share(error?.intervalCoverage ?? null)];

const share = (value: number | null): string => (value === null ? '–' : percent(value));

function printTraining(score: ReturnType<typeof validateTraining>): void {
  printLine(`${TRAINING_FILE}: ${score.answered} of ${score.rows} rows answered`);
  printRefused(score.refused);
  printLine(
    renderTable({
      columns: [
        left('by'),
        left('group'),
        right('rows'),
        right('tokens/s/chip MAPE'),
        right('median'),
        right('predicted / measured'),
        right('in 80 %'),
        right('fits'),
      ],
      rows: score.groups.map((g) => [
        g.by,
        g.key,
        String(g.rows),
        percent(g.meanAbsoluteError),
        percent(g.medianAbsoluteError),
        g.medianRatio.toFixed(3),
        percent(g.intervalCoverage),
        percent(g.fitsShare),
      ]),
    }),
  );
  if (score.memory !== null) {
    printLine(
      `peak memory: ${score.memory.rows} rows, MAPE ${percent(score.memory.meanAbsoluteError)}`,
    );
  }
  if (score.outOfMemory !== null) {
    const { rows, toldShare } = score.outOfMemory;
    printLine(`out of memory: ${rows} rows, told of ${percent(toldShare)}`);
  }
}

/** Why rows were not answered, and how many for each reason. */
function printRefused(refused: readonly { readonly code: string }[]): void {
  const counts = new Map<string, number>();
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const [code, count] of counts) printLine(`  not answered: ${count} × ${code}`);
}
