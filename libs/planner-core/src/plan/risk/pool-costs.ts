import type { Scenario } from '@headroom/models';
import type { CostRates } from '../../cost/cost-rates';
import {
  carryShares,
  ownedUnitCost,
  totalOf,
  type OwnedUnit,
  type SiteRates,
} from '../../cost/unit-cost-items';
import type { PoolInfo } from '../problem/build-problem';
import { siteRatesFor, type PlanContext } from '../plan-context';
import { commonShare, tariffShare } from '../problem/problem-acts';
import type { World } from './worlds';

/** Cost per month and per day of a unit: so much a USD of its price or worth, a chip, a kW, and whatever it is. */
interface UnitRates {
  readonly month: Float64Array;
  readonly day: Float64Array;
}

const PER_PRICE = 0;
const PER_CHIP = 1;
const PER_KW = 2;
const PER_WORTH = 3;
const PER_UNIT = 4;
const PARTS = 5;
/** A unit that is only one of them each, to read the rates off the formula. */
const PROBES: readonly OwnedUnit[] = [
  { priceUsd: 1, chips: 0, powerKw: 0 },
  { priceUsd: 0, chips: 1, powerKw: 0 },
  { priceUsd: 0, chips: 0, powerKw: 1 },
  { priceUsd: null, worthUsd: 1, chips: 0, powerKw: 0 },
  { priceUsd: 0, chips: 0, powerKw: 0 },
];

/**
 * What units cost in a world. The cost of owning is linear in price, chips, power, months and days, so its
 * formula is asked a few times for every site and not for every pool and period.
 */
export class PoolCosts {
  /** The rates of the world at hand. */
  readonly rates: { -readonly [K in keyof CostRates]: CostRates[K] };
  private readonly kinds: readonly { info: PoolInfo; unit: UnitRates }[];
  private readonly kindOf: readonly number[];
  private readonly rentedUsd: readonly Float64Array[];
  private readonly ownsBefore: readonly boolean[];

  /** @param scenario is read anew for every world */
  constructor(
    private readonly context: PlanContext,
    private readonly pools: readonly PoolInfo[],
    private readonly scenario: Scenario,
  ) {
    this.rates = { ...context.rates };
    const kinds = new Map<string, { at: number; info: PoolInfo; unit: UnitRates }>();
    this.kindOf = pools.map((info) => {
      const key = `${info.site.id} ${info.hardware.domestic}`;
      const kind = kinds.get(key) ?? {
        at: kinds.size,
        info,
        unit: { month: new Float64Array(PARTS), day: new Float64Array(PARTS) },
      };
      kinds.set(key, kind);
      return kind.at;
    });
    this.kinds = [...kinds.values()];
    this.rentedUsd = pools.map((info) => Float64Array.from(info.rentedItems, totalOf));
    this.ownsBefore = pools.map(({ pool }) => pool.existingUnits.some((u) => u > 0));
  }

  /** Reads rates and tariffs of the world at hand. */
  settle(): void {
    const assumptions = this.scenario.assumptions ?? {};
    for (const name of Object.keys(this.rates) as (keyof CostRates)[]) {
      this.rates[name] = assumptions[name] ?? this.context.rates[name];
    }
    for (const { info, unit } of this.kinds) {
      const site = this.siteOf(info);
      PROBES.forEach((probe, i) => {
        unit.month[i] = totalOf(ownedUnitCost(probe, 1, 0, site, this.rates));
        unit.day[i] = totalOf(ownedUnitCost(probe, 0, 1, site, this.rates));
      });
      for (let i = PER_PRICE; i < PER_UNIT; i += 1) {
        unit.month[i] = (unit.month[i] ?? 0) - (unit.month[PER_UNIT] ?? 0);
        unit.day[i] = (unit.day[i] ?? 0) - (unit.day[PER_UNIT] ?? 0);
      }
    }
  }

  /** Writes what units owned before and rented ones cost. */
  writeRunning(world: World): void {
    this.pools.forEach((info, p) => {
      const kind = this.kinds[this.kindOf[p] ?? 0];
      if (kind !== undefined && this.ownsBefore[p] === true) {
        // What units were worth before the plan is known: prices of a world are of what it buys.
        this.writeOwned(world.existingUsd[p], info, kind.unit, 0, info.hardware.worthUsd ?? 0);
      }
      const factor =
        info.rent?.offer.currency === 'CNY' ? this.context.rates.usdCny / this.rates.usdCny : 1;
      const row = world.rentedUsd[p];
      world.rentFactor[p] = factor;
      this.rentedUsd[p]?.forEach((usd, t) => {
        if (row !== undefined) row[t] = usd * factor;
      });
    });
  }

  /** Writes what one pool's bought units cost. */
  writeBought(p: number, priceUsd: number, world: World): void {
    const info = this.pools[p];
    const kind = this.kinds[this.kindOf[p] ?? 0];
    if (info === undefined || kind === undefined || info.pool.buy === null) return;
    this.writeOwned(world.boughtUsd[p], info, kind.unit, priceUsd);
    this.addTariffs(world.boughtUsd[p], info, info.pool.buy.open, priceUsd);
    const planned = info.hardware.buy?.usd ?? 0;
    world.priceFactor[p] = planned > 0 ? priceUsd / planned : 1;
  }

  private writeOwned(
    row: Float64Array | undefined,
    { pool }: PoolInfo,
    unit: UnitRates,
    priceUsd: number,
    worthUsd = 0,
  ): void {
    if (row === undefined) return;
    const cost = (of: Float64Array): number =>
      (of[PER_PRICE] ?? 0) * priceUsd +
      (of[PER_WORTH] ?? 0) * worthUsd +
      (of[PER_CHIP] ?? 0) * pool.chips +
      (of[PER_KW] ?? 0) * pool.powerKw +
      (of[PER_UNIT] ?? 0);
    const aMonth = cost(unit.month);
    const aDay = cost(unit.day);
    const { periods } = this.context;
    for (let t = 0; t < periods.length; t += 1) {
      const period = periods[t];
      row[t] = aMonth * (period?.months.length ?? 0) + aDay * (period?.days ?? 0);
    }
  }

  /** Tariffs that every purchase bears; what some bear by when they arrive is a surcharge of theirs. */
  private addTariffs(
    row: Float64Array | undefined,
    { tariffs }: PoolInfo,
    open: readonly boolean[],
    priceUsd: number,
  ): void {
    const share = commonShare(tariffs.map(tariffShare), open);
    if (row === undefined || share === 0) return;
    const { amortisation, finance } = carryShares(1, this.rates);
    this.context.periods.forEach((period, t) => {
      const months = period.months.length;
      row[t] = (row[t] ?? 0) + share * priceUsd * (amortisation + finance) * months;
    });
  }

  private siteOf({ site, hardware }: PoolInfo): SiteRates {
    const own = this.scenario.sites.find((s) => s.id === site.id);
    return siteRatesFor(
      {
        ...site,
        electricityUsdPerKwh: own?.electricityUsdPerKwh ?? site.electricityUsdPerKwh,
        pue: own?.pue ?? site.pue,
      },
      hardware.domestic,
    );
  }
}
