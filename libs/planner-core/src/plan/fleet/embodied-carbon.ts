import { unitsInService, type PoolUse } from './fleet-use';
import type { PlanContext } from '../plan-context';

const CHIPS_PER_SERVER = 8;
const KG_PER_TONNE = 1000;
const MONTHS_PER_YEAR = 12;

/** Figure of the catalogue that whole servers are reckoned by: no vendor publishes one for a supernode. */
const SERVER_FIGURE = 'carbon.embodied.dgxH100System';

/**
 * Carbon of making what the plan owns, spread evenly over its service life: chips x kg a chip x months in service / life.
 * The kg a chip are those of one eight-chip server for all, an estimate nobody has replaced by measurements. Rented
 * units are left to whoever owns them.
 */
export function embodiedCarbonTonnes(context: PlanContext, uses: readonly PoolUse[]): number {
  const server = context.catalog.tcoDefaults.find(({ id }) => id === SERVER_FIGURE);
  if (server === undefined) throw new Error(`The catalogue has no default ${SERVER_FIGURE}.`);
  const kgPerChip = server.value / CHIPS_PER_SERVER;
  const lifeMonths = context.rates.serviceLifeYears * MONTHS_PER_YEAR;
  const chipMonths = uses.reduce(
    (sum, use) =>
      sum +
      context.periods.reduce(
        (inner, period, t) =>
          inner + ownedUnits(use, t) * use.info.pool.chips * period.months.length,
        0,
      ),
    0,
  );
  return (chipMonths * kgPerChip) / lifeMonths / KG_PER_TONNE;
}

const ownedUnits = (use: PoolUse, t: number): number =>
  unitsInService(use, t) - (use.rented[t] ?? 0) - (use.leased[t] ?? 0) - (use.jobRented[t] ?? 0);
