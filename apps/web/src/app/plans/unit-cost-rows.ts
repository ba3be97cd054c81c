import type { Plan, UnitCost } from '@headroom/models';

/** Below a dollar the difference is cents rounded, not a unit that nothing runs on. */
const LEAST_IDLE_USD = 1;

/** What a row of unit costs is about: a workload, units nothing runs on, or all of the plan. */
export type UnitCostRow = Omit<UnitCost, 'workloadId' | 'parts' | 'usdPerMillionCachedTokens'> & {
  readonly of: 'workload' | 'idle' | 'total';
  /** Set for a workload. */
  readonly workloadId: string | null;
  /** `null` too in plans made before it was told. */
  readonly usdPerMillionCachedTokens: number | null;
};

const NO_UNIT = {
  workloadId: null,
  usdPerMillionInputTokens: null,
  usdPerMillionCachedTokens: null,
  usdPerMillionOutputTokens: null,
  usdPerRun: null,
  kwhPerMillionOutputTokens: null,
} as const;

/** Workloads with what they cost, and what units cost that nothing runs on, so that the rows sum to the total. */
export function unitCostRows({ unitCosts, costTotal }: Plan): UnitCostRow[] {
  const rows = unitCosts.map((cost): UnitCostRow => ({
    of: 'workload',
    workloadId: cost.workloadId,
    usdPerMillionInputTokens: cost.usdPerMillionInputTokens,
    usdPerMillionCachedTokens: cost.usdPerMillionCachedTokens ?? null,
    usdPerMillionOutputTokens: cost.usdPerMillionOutputTokens,
    usdPerRun: cost.usdPerRun,
    kwhPerMillionOutputTokens: cost.kwhPerMillionOutputTokens,
    totalUsd: cost.totalUsd,
  }));
  const idleUsd = costTotal.totalUsd - rows.reduce((sum, { totalUsd }) => sum + totalUsd, 0);
  return idleUsd < LEAST_IDLE_USD ? rows : [...rows, { of: 'idle', ...NO_UNIT, totalUsd: idleUsd }];
}

/** The row that ends the table. */
export function unitCostTotal({ costTotal }: Plan): UnitCostRow {
  return { of: 'total', ...NO_UNIT, totalUsd: costTotal.totalUsd };
}
