import type {
  CalibrationFactor,
  ServingCalibration,
  SkippedRun,
  TimeFactor,
} from '@headroom/models';
import { messageText } from '@headroom/models';
import { calibrateServing as calibrate, ENGINE_VERSION, loadCatalog } from '@headroom/planner-core';
import Table from 'cli-table3';
import { badInput } from '../exit-code';
import { print, printError, printJson, writeNewFile } from '../output';
import { readText } from '../scenario-file';

export interface CalibrateServingOptions {
  readonly file: string;
  readonly output?: string;
  readonly json?: true;
  readonly locale: 'en' | 'zh-CN';
}

const MOST_SHOWN = 20;
const PERCENT = 100;

/**
 * Turns own measured runs into factors on predicted serving times and shows the change. Lines that cannot be
 * used are named on standard error; without a usable one the command ends with the code of bad input.
 */
export function calibrateServing(options: CalibrateServingOptions): void {
  const result = calibrate(readText(options.file), loadCatalog(), ENGINE_VERSION);
  const { locale } = options;
  if (result.kind === 'unusable') {
    throw badInput(messageText(result.message, locale), ...skippedLines(result.skipped, locale));
  }
  const { calibration } = result;
  for (const line of skippedLines(calibration.skipped, locale)) printError(`${line}\n`);
  if (options.output !== undefined)
    writeNewFile(options.output, `${JSON.stringify(calibration, null, 2)}\n`);
  if (options.json) printJson(calibration);
  else print(render(calibration, options.output));
}

function skippedLines(skipped: readonly SkippedRun[], locale: 'en' | 'zh-CN'): string[] {
  const shown = skipped.slice(0, MOST_SHOWN).map(({ reason }) => messageText(reason, locale));
  const rest = skipped.length - shown.length;
  return rest > 0 ? [...shown, `... and ${rest} more lines.`] : shown;
}

const ERROR_NAMES = {
  ttftMs: 'TTFT',
  tpotMs: 'TPOT',
  outputTokensPerSecondPerChip: 'output tokens/s/chip',
} as const;

function render(calibration: ServingCalibration, output: string | undefined): string {
  const percent = (share: number): string => `${(share * PERCENT).toFixed(1)} %`;
  const errors = table(
    ['error', 'runs', 'before: mean', 'median', 'after: mean', 'median'],
    calibration.errors.map((e) => [
      ERROR_NAMES[e.metric],
      String(e.runs),
      percent(e.beforeMean),
      percent(e.beforeMedian),
      percent(e.afterMean),
      percent(e.afterMedian),
    ]),
  );
  const factors = table(
    ['chip', 'engine', 'precision', 'kernels', 'runs', 'TTFT x (80 %)', 'TPOT x (80 %)'],
    calibration.factors.map(factorRow),
  );
  const { runs, skipped, priorRuns } = calibration;
  const next =
    output === undefined
      ? 'Keep it with -o calibration.json.'
      : `Use it: headroom plan -f scenario.yaml --calibration ${output}`;
  return [
    `${runs} runs used, ${skipped.length} lines skipped. "After" predicts each run from all the others.`,
    errors,
    `The model weighs as much as ${priorRuns} runs at each level; fewer runs stay nearer to 1.`,
    factors,
    next,
    '',
  ].join('\n\n');
}

function factorRow({ key, runs, ttft, tpot }: CalibrationFactor): string[] {
  const told = ({ mid, low, high }: TimeFactor): string =>
    `${mid.toFixed(3)} (${low.toFixed(3)} - ${high.toFixed(3)})`;
  return [
    key.chipId,
    key.engine,
    key.precision ?? 'any',
    key.family ?? 'any',
    String(runs),
    told(ttft),
    told(tpot),
  ];
}

function table(head: string[], rows: string[][]): string {
  const drawn = new Table({ head, style: { head: [], border: [] } });
  drawn.push(...rows);
  return drawn.toString();
}
