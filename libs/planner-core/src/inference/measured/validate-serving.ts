import type { Catalog } from '../../catalog/catalog';
import { predictServing, readServingRow, type ServingPrediction } from './predict-serving';
import { RowFields } from './row-fields';

/** Figures that are compared; the end-to-end time of a request follows from the first two. */
const METRICS = ['ttftMs', 'tpotMs', 'outputTokensPerSecondPerChip', 'endToEndMs'] as const;
export type ServingMetric = (typeof METRICS)[number];

/** Errors of one figure over one group of rows; shares are 0 to 1. */
export interface MetricError {
  readonly rows: number;
  readonly meanAbsoluteError: number;
  readonly medianAbsoluteError: number;
  /** Median of predicted over measured. */
  readonly medianRatio: number;
  /** Rows whose measured value lies in the 80 % interval; `null` for a figure without an interval. */
  readonly intervalCoverage: number | null;
}

export interface ServingErrorGroup {
  readonly by: 'all' | 'chip' | 'model' | 'engine' | 'mode' | 'stratum';
  readonly key: string;
  readonly errors: Readonly<Record<ServingMetric, MetricError | null>>;
}

export interface ServingValidation {
  readonly rows: number;
  readonly answered: number;
  readonly groups: readonly ServingErrorGroup[];
  readonly refused: readonly { readonly id: string | null; readonly code: string }[];
}

type Answered = Exclude<ServingPrediction, { readonly error: unknown }>;
type Figures = Readonly<Record<ServingMetric, number | null>>;

interface Deviation {
  readonly metric: ServingMetric;
  readonly ratio: number;
  readonly inside: boolean | null;
}

interface ScoredRow {
  readonly row: RowFields;
  readonly deviations: readonly Deviation[];
}

/** Fields rows are grouped by: one spelling for each of the two collections. */
const GROUPS = [
  { by: 'chip', fields: ['chip', 'chip_key', 'hardware_chip'] },
  { by: 'model', fields: ['model_key', 'model'] },
  { by: 'engine', fields: ['engine'] },
  { by: 'mode', fields: ['mode', 'phase'] },
  { by: 'stratum', fields: ['stratum', 'tier'] },
] as const;

/**
 * Predicts every row of either collection and compares it with what was measured; pure. Figures a row does
 * not state are left out of the errors, rows that cannot be answered are listed with their code.
 */
export function validateServing(rows: readonly unknown[], catalog: Catalog): ServingValidation {
  const scored: ScoredRow[] = [];
  const refused: { id: string | null; code: string }[] = [];
  for (const raw of rows) {
    const answer = predictServing(raw, catalog);
    if ('error' in answer) refused.push({ id: answer.id, code: answer.error.code });
    else scored.push({ row: new RowFields(raw), deviations: deviationsOf(raw, answer) });
  }
  return {
    rows: rows.length,
    answered: scored.length,
    refused,
    groups: [
      { by: 'all', key: 'all', errors: errorsOf(scored) },
      ...GROUPS.flatMap(({ by, fields }) => groupsBy(by, fields, scored)),
    ],
  };
}

function deviationsOf(raw: unknown, answer: Answered): Deviation[] {
  const read = readServingRow(raw);
  const steps = read.kind === 'question' ? read.question.countedOutputTokens - 1 : null;
  const measured = measuredFigures(new RowFields(raw).part('measured'), steps);
  const predicted: Figures = { ...answer, endToEndMs: endToEnd(answer, steps) };
  return METRICS.flatMap((metric): Deviation[] => {
    const value = measured[metric];
    const figure = predicted[metric];
    if (value === null || figure === null) return [];
    const band = metric === 'endToEndMs' ? null : answer.interval[metric];
    const inside = band === null ? null : band[0] <= value && value <= band[1];
    return [{ metric, ratio: figure / value, inside }];
  });
}

/** The same figures under the names of either collection; `null` where a row does not state one. */
function measuredFigures(m: RowFields | null, steps: number | null): Figures {
  const of = (...names: string[]): number | null =>
    names.map((name) => m?.positive(name) ?? null).find((value) => value !== null) ?? null;
  const times = { ttftMs: of('ttftMs', 'ttft_ms'), tpotMs: of('tpotMs', 'tpot_ms') };
  return {
    ...times,
    outputTokensPerSecondPerChip: of('outputTokensPerSecondPerChip', 'output_tok_s_per_chip'),
    endToEndMs: endToEnd(times, steps),
  };
}

const endToEnd = (
  { ttftMs, tpotMs }: { readonly ttftMs: number | null; readonly tpotMs: number | null },
  steps: number | null,
): number | null =>
  ttftMs === null || tpotMs === null || steps === null ? null : ttftMs + steps * tpotMs;

function groupsBy(
  by: ServingErrorGroup['by'],
  fields: readonly string[],
  scored: readonly ScoredRow[],
): ServingErrorGroup[] {
  const groups = new Map<string, ScoredRow[]>();
  for (const entry of scored) {
    const key = fields.map((f) => entry.row.text(f)).find((v) => v !== null);
    if (key !== undefined && key !== null) groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entries]) => ({ by, key, errors: errorsOf(entries) }));
}

function errorsOf(entries: readonly ScoredRow[]): ServingErrorGroup['errors'] {
  const of = (metric: ServingMetric): MetricError | null => {
    const all = entries.flatMap((e) => e.deviations.filter((d) => d.metric === metric));
    if (all.length === 0) return null;
    const errors = all.map((d) => Math.abs(d.ratio - 1));
    const rated = all.filter((d) => d.inside !== null);
    return {
      rows: all.length,
      meanAbsoluteError: errors.reduce((a, b) => a + b, 0) / errors.length,
      medianAbsoluteError: median(errors),
      medianRatio: median(all.map((d) => d.ratio)),
      intervalCoverage:
        rated.length === 0 ? null : rated.filter((d) => d.inside === true).length / rated.length,
    };
  };
  return {
    ttftMs: of('ttftMs'),
    tpotMs: of('tpotMs'),
    outputTokensPerSecondPerChip: of('outputTokensPerSecondPerChip'),
    endToEndMs: of('endToEndMs'),
  };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
