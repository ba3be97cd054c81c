import type { Risk } from '@headroom/models';
import { normalQuantile } from '../../uncertainty/normal-quantile';
import { standardisedRegression } from '../../uncertainty/statistics';
import { roundToCents } from '../../units/convert';
import type { UncertainInput } from './uncertain-inputs';

/** Inputs shown in the tornado. */
const MOST_SENSITIVITY_ROWS = 12;

/** Regression over all worlds on normal scores, and a tornado: one input low and high, all others in the middle. */
export function sensitivityOf(
  inputs: readonly UncertainInput[],
  points: readonly Float64Array[],
  costs: Float64Array,
  costAt: (point: readonly number[]) => number,
): Risk['sensitivity'] {
  const scores = points.map((point) => point.map(normalQuantile));
  const { coefficients, explainedShare } = standardisedRegression(scores, costs);
  const middle = inputs.map(() => 0.5);
  const rows = inputs.map((input, i) => ({
    inputId: input.id,
    coefficient: coefficients[i] ?? 0,
    costAtLowUsd: roundToCents(costAt(middle.with(i, 0.1))),
    costAtHighUsd: roundToCents(costAt(middle.with(i, 0.9))),
  }));
  const swing = (row: (typeof rows)[number]): number =>
    Math.abs(row.costAtHighUsd - row.costAtLowUsd);
  return {
    explainedShare,
    rows: rows
      .filter((row) => swing(row) > 0 || Math.abs(row.coefficient) > LEAST_COEFFICIENT)
      .sort(
        (a, b) =>
          swing(b) - swing(a) ||
          Math.abs(b.coefficient) - Math.abs(a.coefficient) ||
          (a.inputId < b.inputId ? -1 : 1),
      )
      .slice(0, MOST_SENSITIVITY_ROWS),
  };
}

/** Below this a coefficient is the noise of sampling. */
const LEAST_COEFFICIENT = 0.05;
