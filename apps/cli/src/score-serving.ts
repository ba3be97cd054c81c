import { predictServing, type Catalog } from '@headroom/planner-core';

const METRICS = ['ttftMs', 'tpotMs', 'outputTokensPerSecondPerChip'] as const;
type Metric = (typeof METRICS)[number];

/** The same three figures under the names of the published collection. */
const PUBLISHED_NAMES: Readonly<Record<Metric, string>> = {
  ttftMs: 'ttft_ms',
  tpotMs: 'tpot_ms',
  outputTokensPerSecondPerChip: 'output_tok_s_per_chip',
};

/** Errors of one figure over one group of rows; shares are 0 to 1. */
export interface MetricError {
  readonly rows: number;
  readonly meanAbsoluteError: number;
  readonly medianAbsoluteError: number;
  /** Rows whose measured value lies in the 80 % interval. */
  readonly intervalCoverage: number;
}

export interface ServingErrorGroup {
  readonly by: string;
  readonly key: string;
  readonly errors: Readonly<Record<Metric, MetricError | null>>;
}

export interface ServingScore {
  readonly rows: number;
  readonly answered: number;
  readonly groups: readonly ServingErrorGroup[];
  readonly refused: readonly { readonly id: string | null; readonly code: string }[];
}

interface Deviation {
  readonly metric: Metric;
  readonly error: number;
  readonly inside: boolean;
}

interface ScoredRow {
  readonly row: Readonly<Record<string, unknown>>;
  readonly deviations: readonly Deviation[];
}

/** Fields rows are grouped by: one spelling for each of the two collections. */
const GROUPS = [
  { by: 'chip', fields: ['chip', 'chip_key'] },
  { by: 'model', fields: ['model_key', 'model'] },
  { by: 'engine', fields: ['engine'] },
  { by: 'mode', fields: ['mode', 'phase'] },
  { by: 'stratum', fields: ['stratum', 'tier'] },
] as const;

/** Predicts every row and compares it with what was measured. */
export function scoreServing(rows: readonly unknown[], catalog: Catalog): ServingScore {
  const scored: ScoredRow[] = [];
  const refused: { id: string | null; code: string }[] = [];
  for (const raw of rows) {
    const answer = predictServing(raw, catalog);
    if ('error' in answer) {
      refused.push({ id: answer.id, code: answer.error.code });
      continue;
    }
    const row = recordOf(raw);
    const measured = recordOf(row['measured']);
    const deviations = METRICS.flatMap((metric): Deviation[] => {
      const value = measured[metric] ?? measured[PUBLISHED_NAMES[metric]];
      if (typeof value !== 'number' || value <= 0) return [];
      const [low, high] = answer.interval[metric];
      return [
        {
          metric,
          error: Math.abs(answer[metric] / value - 1),
          inside: low <= value && value <= high,
        },
      ];
    });
    scored.push({ row, deviations });
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

function groupsBy(
  by: string,
  fields: readonly string[],
  scored: readonly ScoredRow[],
): ServingErrorGroup[] {
  const groups = new Map<string, ScoredRow[]>();
  for (const entry of scored) {
    const key = fields.map((f) => entry.row[f]).find((v) => typeof v === 'string');
    if (typeof key === 'string') groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entries]) => ({ by, key, errors: errorsOf(entries) }));
}

function errorsOf(entries: readonly ScoredRow[]): ServingErrorGroup['errors'] {
  const of = (metric: Metric): MetricError | null => {
    const all = entries.flatMap((e) => e.deviations.filter((d) => d.metric === metric));
    if (all.length === 0) return null;
    const errors = all.map((d) => d.error).sort((a, b) => a - b);
    return {
      rows: all.length,
      meanAbsoluteError: errors.reduce((a, b) => a + b, 0) / errors.length,
      medianAbsoluteError: errors[Math.floor(errors.length / 2)] ?? 0,
      intervalCoverage: all.filter((d) => d.inside).length / all.length,
    };
  };
  return {
    ttftMs: of('ttftMs'),
    tpotMs: of('tpotMs'),
    outputTokensPerSecondPerChip: of('outputTokensPerSecondPerChip'),
  };
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
