import type { Scenario } from '@headroom/models';
import type { PlanContext, PlanSite } from '../plan-context';

/** Beside power or carbon, money only breaks ties. */
const TIE_WEIGHT = 1e-9;
const GRAMS_PER_TONNE = 1e6;

/** Objective weight of some cost and energy: money, energy, or carbon. */
export function weigh(context: PlanContext, usd: number, kwh: number, site: PlanSite): number {
  const objective: NonNullable<Scenario['objective']> = context.scenario.objective ?? 'cost';
  switch (objective) {
    case 'cost':
    case 'demand':
    case 'latency':
      // What fits the limits is planned at the least cost.
      return usd;
    case 'power':
      return kwh + usd * TIE_WEIGHT;
    case 'carbon':
      return (kwh * site.carbonGramsPerKwh) / GRAMS_PER_TONNE + usd * TIE_WEIGHT;
    default:
      return objective satisfies never;
  }
}
