import type { Scenario, ScenarioDocument, Uncertain } from '@headroom/models';

/** Whether a value of a document is an uncertain number that is not a bare one. */
export const isSpread = (value: unknown): value is Exclude<Uncertain, number> =>
  typeof value === 'object' &&
  value !== null &&
  ('distribution' in value || ('low' in value && 'mid' in value && 'high' in value));

/**
 * The value that half of the possibilities stay at or below; for a normal one also its mean.
 * Triangular: the median by inverting the distribution function, as in any text on it.
 */
export function middleOf(value: Uncertain): number {
  if (typeof value === 'number') return value;
  if (!('distribution' in value)) return value.mid;
  switch (value.distribution) {
    case 'uniform':
      return (value.low + value.high) / 2;
    case 'triangular': {
      const { low, mode, high } = value;
      const width = high - low;
      return mode - low >= width / 2
        ? low + Math.sqrt((width * (mode - low)) / 2)
        : high - Math.sqrt((width * (high - mode)) / 2);
    }
    case 'normal':
      return value.mean;
    case 'lognormal':
      return value.median;
    case 'discrete': {
      const sorted = [...value.values].sort((a, b) => a.value - b.value);
      let sum = 0;
      return sorted.find((v) => (sum += v.probability) >= HALF)?.value ?? 0;
    }
    default:
      return value satisfies never;
  }
}

/** Rounding of probabilities must not push the middle to the next value. */
const HALF = 0.5 - 1e-9;

/** Replaces every uncertain number of a scenario by what `pick` makes of it; the path leads to the number. */
export function settleScenario(
  document: ScenarioDocument,
  pick: (value: Exclude<Uncertain, number>, path: string) => number,
): Scenario {
  // The recursion keeps every field and only swaps uncertain numbers for numbers, which is what the type says.
  return settle(document, pick, '') as Scenario;
}

function settle(
  value: unknown,
  pick: (value: Exclude<Uncertain, number>, path: string) => number,
  path: string,
): unknown {
  if (isSpread(value)) return pick(value, path);
  if (Array.isArray(value)) return value.map((v, i) => settle(v, pick, `${path}/${i}`));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, v]) => [key, settle(v, pick, `${path}/${key}`)]),
    );
  }
  return value;
}

/** The scenario a plan is optimised for: every uncertain number at its middle. */
export const middleScenario = (document: ScenarioDocument): Scenario =>
  settleScenario(document, middleOf);
