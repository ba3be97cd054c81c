import {
  say,
  type Message,
  type Prediction,
  type RiskInput,
  type ScenarioDocument,
  type Uncertain,
} from '@headroom/models';
import { quantileOf, spreadOf, type Quantile } from '../../uncertainty/distribution';
import { settleScenario } from '../../uncertainty/middle';
import type { PlanProblem } from '../problem/build-problem';

/** One coordinate of a sampled world and what it stands for. */
export interface UncertainInput extends RiskInput {
  readonly at: Quantile;
}

/** Every input that is uncertain: the scenario's own, catalogue prices with a range, the engine's error by chip. */
export function uncertainInputs(
  document: ScenarioDocument,
  planProblem: PlanProblem,
): UncertainInput[] {
  return [...scenarioInputs(document), ...priceInputs(planProblem), ...engineInputs(planProblem)];
}

/** Id of the uncertain number at a path of the scenario. */
export const scenarioInputId = (path: string): string => `scenario:${path}`;
/** Id of the uncertain price of a system. */
export const priceInputId = (systemId: string): string => `price:${systemId}`;
/** Id of the engine's own error in serving on a chip. */
export const servingInputId = (chipId: string): string => `serving:${chipId}`;
/** Id of the engine's own error in training on a chip. */
export const trainingInputId = (chipId: string): string => `training:${chipId}`;

/** A prediction's value at a share of its possibilities, over its middle. */
export function factorAt({ low, mid, high }: Prediction): Quantile {
  if (low === high || mid <= 0) return () => 1;
  const at = quantileOf({ low, mid, high });
  return (share) => at(share) / mid;
}

function scenarioInputs(document: ScenarioDocument): UncertainInput[] {
  const inputs: UncertainInput[] = [];
  settleScenario(document, (value, path) => {
    const bounds = boundsOf(path);
    const at = quantileOf(value);
    const clamp = (x: number): number => Math.min(bounds.most, Math.max(bounds.least, x));
    const { low, mid, high } = spreadOf(value);
    inputs.push({
      id: scenarioInputId(path),
      title: titleOf(document, path),
      unit: '',
      low: clamp(low),
      mid: clamp(mid),
      high: clamp(high),
      origin: 'scenario',
      at: (share) => clamp(at(share)),
    });
    return mid;
  });
  return inputs;
}

const SMALLEST = 1e-9;
const SHARE = { least: 0, most: 1 };
/** Bounds of the scenario's fields, so that the tail of a distribution never leaves what the field allows. */
const BOUNDS: Readonly<Record<string, { least: number; most: number }>> = {
  growthPerMonth: { least: -0.9, most: 3 },
  peakToMean: { least: 1, most: 50 },
  pue: { least: 1, most: 3 },
  serviceLifeYears: { least: 1, most: 15 },
  processorShareOfBom: { least: 0.05, most: 0.95 },
  activeUserShare: SHARE,
  discountRatePerYear: SHARE,
  residualValueShare: SHARE,
  powerUtilisation: SHARE,
  maintenanceSharePerYear: SHARE,
  networkShareOfSystemPrice: SHARE,
  storageShareOfSystemPrice: SHARE,
  spareShare: SHARE,
  plannedDowntimeShare: SHARE,
  computeOverlapOfDataParallel: SHARE,
};

const boundsOf = (path: string): { least: number; most: number } =>
  BOUNDS[path.split('/').at(-1) ?? ''] ?? { least: SMALLEST, most: Infinity };

/** Says the path with names in place of positions: the growth of a service, the price of a system. */
function titleOf(document: ScenarioDocument, path: string): Message {
  const [, section = '', index = '', ...rest] = path.split('/');
  const field = rest.join('.');
  const position = Number(index);
  switch (section) {
    case 'services':
      return say('risk/input-workload', {
        workload: document.services?.[position]?.id ?? index,
        field: field.replace(/^load\./, ''),
      });
    case 'sites':
      return say('risk/input-site', { site: document.sites[position]?.id ?? index, field });
    case 'prices': {
      const price = document.prices?.[position];
      return say('risk/input-price', { system: price?.system ?? price?.chip ?? index });
    }
    case 'limits': {
      const supply = document.limits?.supply?.[Number(rest[0])];
      const name = supply?.system ?? supply?.chip ?? supply?.vendor ?? '';
      return say('risk/input-supply', { supply: name, field: rest.at(-1) ?? '' });
    }
    default:
      return say('risk/input-field', { field: [index, ...rest].join('.') });
  }
}

/** Systems that may be bought at a price of which the catalogue knows a range. */
function priceInputs({ pools }: PlanProblem): UncertainInput[] {
  const seen = new Map(pools.map((p) => [p.hardware.systemId, p]));
  return [...seen.values()].flatMap(({ hardware, pool }): UncertainInput[] => {
    const { buy } = hardware;
    if (pool.buy === null || buy === null || buy.low >= buy.high) return [];
    return [
      inputOf(
        priceInputId(hardware.systemId),
        say('risk/input-price', { system: hardware.system.name }),
        'USD',
        'catalog',
        {
          low: Math.min(buy.low, buy.usd),
          mid: buy.usd,
          high: Math.max(buy.high, buy.usd),
        },
      ),
    ];
  });
}

/** The engine errs alike for all workloads of one chip: one coordinate for serving and one for training each. */
function engineInputs(planProblem: PlanProblem): UncertainInput[] {
  const serving = new Map(planProblem.services.map((s) => [s.hardware.chipId, s]));
  const training = new Map(planProblem.jobs.map((j) => [j.carrier.hardware.chipId, j.carrier]));
  return [
    ...[...serving].map(([chipId, { hardware, deployment }]) => {
      const { low, mid, high } = deployment.outputTokensPerSecondPerChip;
      return inputOf(
        servingInputId(chipId),
        say('risk/input-serving-speed', { chip: hardware.chip.name }),
        'factor',
        'engine',
        { low: low / mid, mid: 1, high: high / mid },
      );
    }),
    ...[...training].map(([chipId, { hardware, run }]) => {
      const { low, mid, high } = run.wallClockDays;
      return inputOf(
        trainingInputId(chipId),
        say('risk/input-training-time', { chip: hardware.chip.name }),
        'factor',
        'engine',
        { low: low / mid, mid: 1, high: high / mid },
      );
    }),
  ];
}

function inputOf(
  id: string,
  title: Message,
  unit: string,
  origin: RiskInput['origin'],
  spread: Exclude<Uncertain, number> & { low: number; mid: number; high: number },
): UncertainInput {
  const { low, mid, high } = spread;
  return { id, title, unit, low, mid, high, origin, at: quantileOf({ low, mid, high }) };
}
