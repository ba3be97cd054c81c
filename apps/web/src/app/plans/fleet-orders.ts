import type { FleetLine, Plan } from '@headroom/models';

/** Units of one system that arrive in one period. */
export interface FleetOrder {
  line: FleetLine;
  period: string;
  /** Month the order has to be placed, `null`: no lead time. */
  orderBy: string | null;
  units: number;
  /** Price of the units; `null` for rented ones and where no price is known. */
  valueUsd: number | null;
}

/** What a plan acquires, in the order it arrives. */
export function fleetOrders(plan: Plan): FleetOrder[] {
  return plan.fleet
    .filter((line) => line.acquisition !== 'existing')
    .flatMap((line) =>
      line.byPeriod
        .filter((at) => at.unitsAcquired > 0)
        .map((at) => ({
          line,
          period: at.period,
          orderBy: at.orderBy,
          units: at.unitsAcquired,
          valueUsd:
            line.acquisition === 'buy' && line.unitPriceUsd !== null
              ? line.unitPriceUsd * at.unitsAcquired
              : null,
        })),
    )
    .sort((a, b) => a.period.localeCompare(b.period));
}
