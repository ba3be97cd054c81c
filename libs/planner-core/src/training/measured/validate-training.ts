import type { Catalog } from '../../catalog/catalog';
import { EFFICIENCY_DATA, type EfficiencyData } from '../step/efficiency';
import {
  openTrainingRow,
  predictOpenRow,
  predictTraining,
  type TrainingPrediction,
} from './predict-training';
import { isOutOfMemory, measuredTrainingRow, type MeasuredTrainingRow } from './training-row';

/** Errors of one group of rows. Shares are 0 to 1. */
export interface TrainingErrorGroup {
  readonly by: 'all' | 'layout' | 'chip' | 'model' | 'precision' | 'stratum';
  readonly key: string;
  readonly rows: number;
  readonly meanAbsoluteError: number;
  readonly medianAbsoluteError: number;
  /** Median of predicted over measured. */
  readonly medianRatio: number;
  /** Rows whose measured value lies in the 80 % interval. */
  readonly intervalCoverage: number;
  /** Rows whose prediction is 90 to 115 % of what was measured. */
  readonly nearShare: number;
  readonly fitsShare: number;
}

export interface TrainingValidation {
  readonly rows: number;
  readonly answered: number;
  readonly groups: readonly TrainingErrorGroup[];
  /** Peak memory against measured peaks; `null` without any. */
  readonly memory: { readonly rows: number; readonly meanAbsoluteError: number } | null;
  /** Layouts known not to fit, and how many of them the engine says do not; `null` without any. */
  readonly outOfMemory: { readonly rows: number; readonly toldShare: number } | null;
  readonly refused: readonly { readonly id: string; readonly code: string }[];
}

interface Scored {
  readonly row: MeasuredTrainingRow;
  readonly answer: TrainingPrediction;
  readonly measured: number;
}

const NEAR = [0.9, 1.15] as const;

/**
 * Scores the engine on measured rows; pure. Rows without a measured speed count only as answered.
 * @param data coefficients other than the product's own, for calibration
 */
export function validateTraining(
  rows: readonly unknown[],
  catalog: Catalog,
  data: EfficiencyData = EFFICIENCY_DATA,
): TrainingValidation {
  const scored: Scored[] = [];
  const refused: { id: string; code: string }[] = [];
  const memory: number[] = [];
  const told: boolean[] = [];
  for (const raw of rows) {
    if (isOutOfMemory(raw)) {
      const answer = predictTraining(raw, catalog, data);
      if ('error' in answer) refused.push({ id: answer.id, code: answer.error.code });
      else told.push(!answer.fits);
      continue;
    }
    const parsed = measuredTrainingRow.safeParse(raw);
    if (!parsed.success) {
      refused.push({ id: '', code: 'predict/bad-row' });
      continue;
    }
    const row = parsed.data;
    const open = openTrainingRow(row, catalog);
    const answer = 'error' in open ? open : predictOpenRow(open, data);
    if ('error' in answer) {
      refused.push({ id: row.id, code: answer.error.code });
      continue;
    }
    const { tokensPerSecondPerChip: measured, peakMemoryGb } = row.measured;
    if (measured !== null) scored.push({ row, answer, measured });
    if (peakMemoryGb !== null) memory.push(Math.abs(answer.memoryGbPerChip / peakMemoryGb - 1));
  }
  return {
    rows: rows.length,
    answered: rows.length - refused.length,
    groups: [
      ...groupsBy('all', scored, () => 'all'),
      ...groupsBy('layout', scored, ({ row }) => (row.parallelism === null ? 'found' : 'stated')),
      ...groupsBy('chip', scored, ({ row }) => row.chip),
      ...groupsBy('model', scored, ({ row }) => modelFamily(row.model.name)),
      ...groupsBy('precision', scored, ({ row }) => row.precision ?? 'not stated'),
      ...groupsBy('stratum', scored, ({ row }) => row.stratum ?? 'not stated'),
    ],
    memory: memory.length === 0 ? null : { rows: memory.length, meanAbsoluteError: mean(memory) },
    outOfMemory:
      told.length === 0
        ? null
        : { rows: told.length, toldShare: told.filter(Boolean).length / told.length },
    refused,
  };
}

/** Model name without its size, so that sizes of one architecture are read together. */
export const modelFamily = (name: string): string =>
  /^[a-z]+([ -]?\d+(\.\d+)?(?![\d.]*[bm]\b))?/i.exec(name)?.[0] ?? name;

function groupsBy(
  by: TrainingErrorGroup['by'],
  scored: readonly Scored[],
  keyOf: (entry: Scored) => string,
): TrainingErrorGroup[] {
  const groups = new Map<string, Scored[]>();
  for (const entry of scored) {
    const key = keyOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].map(([key, entries]) => {
    const ratios = entries.map(({ answer, measured }) => answer.tokensPerSecondPerChip / measured);
    const errors = ratios.map((ratio) => Math.abs(ratio - 1));
    const share = (test: (entry: Scored) => boolean) =>
      entries.filter(test).length / entries.length;
    return {
      by,
      key,
      rows: entries.length,
      meanAbsoluteError: mean(errors),
      medianAbsoluteError: median(errors),
      medianRatio: median(ratios),
      intervalCoverage: share(({ answer, measured }) => {
        const [low, high] = answer.interval.tokensPerSecondPerChip;
        return low <= measured && measured <= high;
      }),
      nearShare: ratios.filter((r) => r >= NEAR[0] && r <= NEAR[1]).length / ratios.length,
      fitsShare: share(({ answer }) => answer.fits),
    };
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
