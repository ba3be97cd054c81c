import {
  type CalibrationError,
  type CalibrationFactor,
  type CalibrationKey,
  type Message,
  say,
  type ServingCalibration,
  type SkippedRun,
  type TimeFactor,
} from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findLlm } from '../../catalog/lookup';
import { logNormalInterval } from '../../uncertainty/interval';
import { answerServing } from './answer-serving';
import { measuredMachine } from './measured-machine';
import type { OwnKey } from './own-factors';
import { predictServing, readServingRow, shapeOf } from './predict-serving';
import { profileOf } from '../engine/profiles';
import { familyOf, precisionOf } from './residual-features';
import { RowFields } from './row-fields';

export type CalibrationResult =
  | { readonly kind: 'calibrated'; readonly calibration: ServingCalibration }
  | { readonly kind: 'unusable'; readonly message: Message; readonly skipped: SkippedRun[] };

/**
 * Runs the model weighs as much as, at each level. Runs of one setting err together (the same lengths, the same
 * build), so that several say hardly more than one; software never seen errs by about twice what is left
 * between settings of one (docs/accuracy.md), which would make a quarter of a run. Three keeps one odd
 * setting from moving a plan by more than a quarter of its error.
 */
const PRIOR_RUNS = 3;
/** Spread of a run's log error where too few say it, and how many runs that guess weighs. */
const PRIOR_SIGMA = 0.2;
/** Beyond this factor a run is taken for a slip of the unit, and one nearer counts at most as half of it. */
const FURTHEST = 10;
const MOST_LOG = Math.log(FURTHEST) / 2;

interface Run {
  readonly key: OwnKey;
  readonly ttft: number;
  readonly tpot: number;
  /** Predicted and measured tokens a second and chip; `null` where not measured. */
  readonly throughput: { readonly predicted: number; readonly measured: number } | null;
  /** Predicted seconds, and output tokens after the first. */
  readonly predicted: { readonly ttft: number; readonly tpot: number; readonly steps: number };
}

/**
 * Factors on predicted times from own runs, one JSON object a line in the form of the measured collections.
 * Log errors are shrunk in two steps, as of normal levels with known spread: the chip with the engine towards
 * the model, its kernels (precision and family) towards the chip with the engine.
 */
export function calibrateServing(
  text: string,
  catalog: Catalog,
  engineVersion: string,
): CalibrationResult {
  const runs: Run[] = [];
  const skipped: SkippedRun[] = [];
  let lines = 0;
  text.split(/\r?\n/).forEach((content, index) => {
    if (content.trim() === '') return;
    lines += 1;
    const read = readRun(content, index + 1, catalog);
    if ('key' in read) runs.push(read);
    else skipped.push(read);
  });
  if (runs.length === 0)
    return { kind: 'unusable', message: say('calibration/no-usable-run', { lines }), skipped };
  const groups = groupsOf(runs);
  return {
    kind: 'calibrated',
    calibration: {
      headroomServingCalibration: 1,
      engineVersion,
      runs: runs.length,
      priorRuns: PRIOR_RUNS,
      factors: groups.flatMap(factorsOf),
      errors: errorsOf(groups),
      skipped,
    },
  };
}

function readRun(content: string, line: number, catalog: Catalog): Run | SkippedRun {
  const skip = (id: string | null, reason: Message): SkippedRun => ({ line, id, reason });
  const row = parsed(content);
  if (row === null) return skip(null, say('calibration/not-json', { line }));
  const prediction = predictServing(row, catalog);
  if ('error' in prediction)
    return skip(prediction.id, say('calibration/refused', { line, why: prediction.error.message }));
  const measured = new RowFields(row).part('measured');
  const ttft = measured?.positive('ttftMs') ?? null;
  const tpot = measured?.positive('tpotMs') ?? null;
  if (measured === null || ttft === null || tpot === null)
    return skip(prediction.id, say('calibration/not-measured', { line }));
  const ratios = [ttft / prediction.ttftMs, tpot / prediction.tpotMs];
  const worst = ratios.reduce((a, b) => (Math.abs(Math.log(b)) > Math.abs(Math.log(a)) ? b : a));
  if (worst > FURTHEST || worst < 1 / FURTHEST)
    return skip(
      prediction.id,
      say('calibration/far-off', { line, times: Number(worst.toPrecision(3)) }),
    );
  const key = keyOf(row, catalog);
  if (key === null) return skip(prediction.id, say('calibration/not-measured', { line }));
  const tokens = measured.positive('outputTokensPerSecondPerChip');
  return {
    key: key.key,
    ttft: boundedLog(ttft / prediction.ttftMs),
    tpot: boundedLog(tpot / prediction.tpotMs),
    throughput:
      tokens === null
        ? null
        : { predicted: prediction.outputTokensPerSecondPerChip, measured: tokens },
    predicted: { ttft: prediction.ttftMs, tpot: prediction.tpotMs, steps: key.steps },
  };
}

const boundedLog = (ratio: number): number =>
  Math.max(-MOST_LOG, Math.min(MOST_LOG, Math.log(ratio)));

function parsed(content: string): object | null {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // The caller says which line it is.
    return null;
  }
}

function keyOf(row: unknown, catalog: Catalog): { key: OwnKey; steps: number } | null {
  const read = readServingRow(row);
  if (read.kind === 'unusable') return null;
  const q = read.question;
  const llm = findLlm(catalog, q.model);
  const hardware = measuredMachine(q.chip, q.chips, q.scaleUpDomain, catalog);
  if (llm.kind === 'unknown' || hardware.kind !== 'machine') return null;
  const { machine } = hardware;
  const shape = shapeOf(llm.entry);
  const answer = answerServing(q, shape, machine, profileOf(q.engine));
  return {
    key: {
      chipId: machine.chipId,
      engine: q.engine,
      precision: precisionOf(answer.formats),
      family: familyOf(shape),
    },
    steps: q.countedOutputTokens - 1,
  };
}

/** Runs of a chip with an engine, and of its kernels. */
interface Group {
  readonly runs: readonly Run[];
  readonly kernels: readonly (readonly Run[])[];
}

function groupsOf(runs: readonly Run[]): Group[] {
  const by = (list: readonly Run[], name: (k: OwnKey) => string): Run[][] => {
    const map = new Map<string, Run[]>();
    for (const run of list) {
      const key = name(run.key);
      map.set(key, [...(map.get(key) ?? []), run]);
    }
    return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  };
  return by(runs, (k) => `${k.chipId}|${k.engine}`).map((group) => ({
    runs: group,
    kernels: by(group, (k) => `${k.precision}|${k.family}`),
  }));
}

type Metric = 'ttft' | 'tpot';

/** Mean log error of runs, with the prior's runs at the level above. */
const shrunk = (sum: number, runs: number, above: number): number =>
  (sum + PRIOR_RUNS * above) / (runs + PRIOR_RUNS);

const sumOf = (runs: readonly Run[], metric: Metric): number =>
  runs.reduce((sum, run) => sum + run[metric], 0);

function factorsOf(group: Group): CalibrationFactor[] {
  const [first] = group.runs;
  if (first === undefined) return [];
  const { chipId, engine } = first.key;
  const shared: CalibrationKey = {
    chipId,
    engine: engine as CalibrationKey['engine'],
    precision: null,
    family: null,
  };
  const levels = { ttft: levelOf(group.runs, 'ttft', 0), tpot: levelOf(group.runs, 'tpot', 0) };
  return [
    {
      key: shared,
      runs: group.runs.length,
      ttft: factorOf(group.runs, 'ttft', levels.ttft),
      tpot: factorOf(group.runs, 'tpot', levels.tpot),
    },
    ...group.kernels.map((runs) => ({
      key: {
        ...shared,
        precision: runs[0]?.key.precision ?? null,
        family: runs[0]?.key.family ?? null,
      },
      runs: runs.length,
      ttft: factorOf(runs, 'ttft', levelOf(runs, 'ttft', levels.ttft)),
      tpot: factorOf(runs, 'tpot', levelOf(runs, 'tpot', levels.tpot)),
    })),
  ];
}

const levelOf = (runs: readonly Run[], metric: Metric, above: number): number =>
  shrunk(sumOf(runs, metric), runs.length, above);

/** The factor with the 80 % interval of its level: the runs' spread over the root of runs and prior. */
function factorOf(runs: readonly Run[], metric: Metric, level: number): TimeFactor {
  const mean = sumOf(runs, metric) / runs.length;
  const squares = runs.reduce((sum, run) => sum + (run[metric] - mean) ** 2, 0);
  const weight = runs.length + PRIOR_RUNS;
  const variance = (squares + PRIOR_RUNS * PRIOR_SIGMA ** 2) / weight;
  const { mid, low, high } = logNormalInterval(Math.exp(level), Math.sqrt(variance / weight));
  return { mid, low, high };
}

/** Errors without the factors, and with those every other run gives. */
function errorsOf(groups: readonly Group[]): CalibrationError[] {
  const before: Record<CalibrationError['metric'], number[]> = {
    ttftMs: [],
    tpotMs: [],
    outputTokensPerSecondPerChip: [],
  };
  const after: typeof before = { ttftMs: [], tpotMs: [], outputTokensPerSecondPerChip: [] };
  for (const group of groups)
    for (const kernels of group.kernels)
      for (const run of kernels) {
        const ttft = leftOut(run, group, kernels, 'ttft');
        const tpot = leftOut(run, group, kernels, 'tpot');
        before.ttftMs.push(Math.abs(Math.exp(-run.ttft) - 1));
        before.tpotMs.push(Math.abs(Math.exp(-run.tpot) - 1));
        after.ttftMs.push(Math.abs(Math.exp(ttft - run.ttft) - 1));
        after.tpotMs.push(Math.abs(Math.exp(tpot - run.tpot) - 1));
        if (run.throughput === null) continue;
        const { predicted, throughput } = run;
        const whole = predicted.ttft + predicted.steps * predicted.tpot;
        const corrected =
          predicted.ttft * Math.exp(ttft) + predicted.steps * predicted.tpot * Math.exp(tpot);
        const ratio = throughput.predicted / throughput.measured;
        before.outputTokensPerSecondPerChip.push(Math.abs(ratio - 1));
        after.outputTokensPerSecondPerChip.push(Math.abs((ratio * whole) / corrected - 1));
      }
  return (Object.keys(before) as CalibrationError['metric'][]).flatMap((metric) => {
    const was = before[metric];
    const is = after[metric];
    if (was.length === 0) return [];
    return [
      {
        metric,
        runs: was.length,
        beforeMean: meanOf(was),
        beforeMedian: medianOf(was),
        afterMean: meanOf(is),
        afterMedian: medianOf(is),
      },
    ];
  });
}

/** The level of a run's kernels as the other runs tell it. */
function leftOut(run: Run, group: Group, kernels: readonly Run[], metric: Metric): number {
  const above = shrunk(sumOf(group.runs, metric) - run[metric], group.runs.length - 1, 0);
  return shrunk(sumOf(kernels, metric) - run[metric], kernels.length - 1, above);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
