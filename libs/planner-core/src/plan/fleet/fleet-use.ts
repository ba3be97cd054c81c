import type { FleetLine, Placement } from '@headroom/models';
import { addMonths, daysBetween } from '../../forecast/period';
import { roundToCents } from '../../units/convert';
import { foreignMarketOf } from '../../supply/buy-price';
import { orderMonth } from '../../supply/supply-terms';
import { leasedUnits } from '../../optimise/whole-units/leased-units';
import type { FleetSolution } from '../../optimise/solve-fleet';
import type { JobChoice, LeaseInfo, PlanProblem, PoolInfo } from '../problem/build-problem';
import type { PlanContext } from '../plan-context';
import { tariffShare } from '../problem/problem-acts';

const HOURS_PER_DAY = 24;

/** Units of one pool in service by how they were got; arrays by period. */
export interface PoolUse {
  readonly info: PoolInfo;
  readonly existing: readonly number[];
  readonly arrived: readonly number[];
  readonly bought: readonly number[];
  /** Bought units in service, each times the tariff it was ordered under. */
  readonly tariffed: readonly number[];
  readonly rented: readonly number[];
  /** Units on lease, all leases of the pool together. */
  readonly leased: readonly number[];
  /** The same lease by lease, in the order of the pool's leases. */
  readonly leases: readonly LeaseUse[];
  /** Units rented for the days of a job only, in whole units while it runs. */
  readonly jobRented: readonly number[];
  /** The same in shares of the period, for energy. */
  readonly jobRentedShare: readonly number[];
}

/** Units of one lease by period. */
export interface LeaseUse {
  readonly info: LeaseInfo;
  /** Units whose term begins. */
  readonly begun: readonly number[];
  readonly inService: readonly number[];
}

/** Reads the units in service out of a solution. */
export function poolUses(planProblem: PlanProblem, solution: FleetSolution): PoolUse[] {
  const rentedJobs = takenJobs(planProblem, solution).filter(
    (j) => j.option.dedicatedRent !== null,
  );
  return planProblem.pools.map((info, p) => {
    const decided = solution.pools[p];
    const arrived = decided?.bought ?? [];
    const jobs = rentedJobs.filter((j) => j.option.poolId === info.pool.id);
    const sumJobs = (of: (j: JobChoice, t: number) => number) =>
      info.pool.existingUnits.map((_, t) => jobs.reduce((sum, j) => sum + of(j, t), 0));
    const terms = info.pool.leases ?? [];
    const leases = info.leases.map((lease, k): LeaseUse => {
      const begun = decided?.leased?.[k] ?? info.pool.existingUnits.map(() => 0);
      const own = terms.slice(k, k + 1);
      return { info: lease, begun, inService: begun.map((_, t) => leasedUnits(own, [begun], t)) };
    });
    return {
      info,
      leases,
      leased: info.pool.existingUnits.map((_, t) =>
        leases.reduce((sum, l) => sum + (l.inService[t] ?? 0), 0),
      ),
      existing: info.pool.existingUnits,
      arrived,
      bought: runningSum(arrived),
      tariffed: runningSum(arrived.map((n, t) => n * tariffShare(info.tariffs[t] ?? []))),
      rented: decided?.rented ?? [],
      jobRented: sumJobs((j, t) => ((j.option.periodShare[t] ?? 0) > 0 ? j.option.units : 0)),
      jobRentedShare: sumJobs((j, t) => (j.option.periodShare[t] ?? 0) * j.option.units),
    };
  });
}

/** The way taken of every training job. */
export const takenJobs = (planProblem: PlanProblem, solution: FleetSolution): JobChoice[] =>
  solution.jobs.flatMap((i) => planProblem.jobs[i] ?? []);

const runningSum = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((v) => (sum += v));
};

/** Units of the pool in service, however they were got. */
export const unitsInService = (use: PoolUse, period: number): number =>
  (use.existing[period] ?? 0) +
  (use.bought[period] ?? 0) +
  (use.rented[period] ?? 0) +
  (use.leased[period] ?? 0) +
  (use.jobRented[period] ?? 0);

/** Fleet lines of every pool with units in service in any period: owned before, bought, rented, leased. */
export function fleetLines(context: PlanContext, uses: readonly PoolUse[]): FleetLine[] {
  return uses.flatMap((use) => {
    const rented = use.rented.map((r, t) => r + (use.jobRented[t] ?? 0));
    return [
      lineOf(context, use, 'existing', use.existing),
      lineOf(context, use, 'buy', use.bought),
      lineOf(context, use, 'rent', rented),
      ...use.leases.map((lease) => leaseLine(context, use, lease)),
    ].filter((line) => line.byPeriod.some((p) => p.unitsInService > 0));
  });
}

function lineOf(
  context: PlanContext,
  { info }: PoolUse,
  acquisition: 'existing' | 'buy' | 'rent',
  inService: readonly number[],
): FleetLine {
  const { hardware, site, rent } = info;
  const isBuy = acquisition === 'buy';
  const buyOffer = context.catalog.offers.find(
    (o) => o.kind === 'buy' && o.systemId === hardware.systemId,
  );
  const usesCatalogPrice = hardware.buy?.basis === 'system';
  const market = isBuy ? foreignMarketOf(hardware.buy, context.scenario.buyer.country) : null;
  return {
    systemId: hardware.systemId,
    systemName: hardware.system.name,
    chipId: hardware.chipId,
    vendor: hardware.vendor,
    siteId: site.id,
    acquisition,
    offerId: isBuy
      ? usesCatalogPrice
        ? (buyOffer?.id ?? null)
        : null
      : acquisition === 'rent'
        ? (rent?.offer.id ?? null)
        : null,
    unitPriceUsd: isBuy ? (hardware.buy?.usd ?? null) : null,
    priceSourceId: isBuy
      ? (hardware.buy?.sourceId ?? null)
      : acquisition === 'rent'
        ? (rent?.offer.sourceId ?? null)
        : null,
    ...(market === null ? {} : { priceQuote: { market, date: hardware.buy?.date ?? null } }),
    chipsPerUnit: hardware.machine.chips,
    byPeriod: context.periods.map((period, t) => {
      const units = inService[t] ?? 0;
      const acquired =
        acquisition === 'existing' ? 0 : Math.max(0, units - (inService[t - 1] ?? 0));
      return {
        period: period.id,
        orderBy: acquired === 0 ? null : isBuy ? orderMonth(period, hardware.terms) : period.id,
        unitsAcquired: acquired,
        unitsInService: units,
        chipsInService: units * hardware.machine.chips,
        powerKw: units * hardware.powerKw,
      };
    }),
    estimatedFigures: [
      ...hardware.estimates.map((e) => e.field),
      ...(isBuy && hardware.buy?.confidence === 'estimate' ? ['priceUsd'] : []),
    ].filter((field, i, all) => all.indexOf(field) === i),
  };
}

/** A line of units that are committed to for a term; what it costs after the horizon is told beside it. */
function leaseLine(context: PlanContext, use: PoolUse, lease: LeaseUse): FleetLine {
  const { offer } = lease.info;
  const line = lineOf(context, use, 'rent', lease.inService);
  return {
    ...line,
    acquisition: 'lease',
    offerId: offer.offer.id,
    priceSourceId: offer.offer.sourceId,
    termMonths: offer.termMonths,
    committedBeyondHorizonUsd: committedBeyondUsd(context, use, lease),
    byPeriod: line.byPeriod.map((at, t) => {
      const unitsAcquired = lease.begun[t] ?? 0;
      return { ...at, unitsAcquired, orderBy: unitsAcquired > 0 ? at.period : null };
    }),
  };
}

/** What leases cost after the last day of the horizon, to the cent: the days left of each term at its hourly price. */
function committedBeyondUsd(
  { periods }: PlanContext,
  { info }: PoolUse,
  { info: { offer }, begun }: LeaseUse,
): number {
  const endDay = periods.at(-1)?.endDay ?? '';
  const usdPerUnitDay = offer.usdPerChipHour * HOURS_PER_DAY * info.pool.chips;
  return roundToCents(
    periods.reduce((sum, period, t) => {
      const until = `${addMonths(period.id, offer.termMonths)}-01`;
      const days = Math.max(0, daysBetween(endDay, until));
      return sum + (begun[t] ?? 0) * days * usdPerUnitDay;
    }, 0),
  );
}

/** Which part of the fleet carries what, by period. */
export function placementsOf(
  context: PlanContext,
  planProblem: PlanProblem,
  solution: FleetSolution,
): Placement[] {
  const demand = new Map(planProblem.problem.services.map((s) => [s.workloadId, s.demand]));
  const services = planProblem.problem.serviceOptions.flatMap((option, i): Placement[] => {
    const carrier = planProblem.services[i];
    const replicas = solution.replicas[i] ?? [];
    const info = planProblem.pools.find((p) => p.pool.id === option.poolId);
    if (carrier === undefined || info === undefined || replicas.every((r) => r === 0)) return [];
    return [
      {
        workloadId: option.workloadId,
        kind: 'service',
        siteId: info.site.id,
        systemId: info.hardware.systemId,
        deploymentId: carrier.deployment.id,
        byPeriod: context.periods.map((period, t) => {
          const running = replicas[t] ?? 0;
          const asked = demand.get(option.workloadId)?.[t] ?? 0;
          const carried = running * option.capacityPerReplica;
          const whole = running * (carrier.replicaShare ?? 1);
          return {
            period: period.id,
            replicas: whole,
            units: running * option.unitsPerReplica,
            chips: whole * carrier.deployment.chipsPerReplica,
            ...atNightIn(planProblem, solution, i, t),
            loadShare:
              asked > 0
                ? Math.min(1, carried / totalCarried(planProblem, solution, option.workloadId, t))
                : 0,
          };
        }),
      },
    ];
  });
  const jobs = takenJobs(planProblem, solution).map(({ carrier, option }): Placement => {
    const info = planProblem.pools.find((p) => p.pool.id === option.poolId);
    return {
      workloadId: option.jobId,
      kind: 'training',
      siteId: info?.site.id ?? '',
      systemId: carrier.hardware.systemId,
      deploymentId: carrier.run.id,
      ...(option.slot === 'night' ? { slot: 'night' } : {}),
      byPeriod: context.periods.map((period, t) => {
        const running = (option.periodShare[t] ?? 0) > 0;
        return {
          period: period.id,
          replicas: running ? 1 : 0,
          units: running ? option.units : 0,
          chips: running ? carrier.run.chips : 0,
          loadShare: running ? 1 : 0,
        };
      }),
    };
  });
  return [...services, ...jobs];
}

/** What of an option's replicas stays up at night, where jobs may take the rest; nothing where all of it does. */
function atNightIn(
  { problem, services }: PlanProblem,
  { nightReplicas }: FleetSolution,
  option: number,
  period: number,
): { replicasAtNight?: number; unitsAtNight?: number } {
  const up = nightReplicas?.[option]?.[period];
  return up === undefined
    ? {}
    : {
        replicasAtNight: up * (services[option]?.replicaShare ?? 1),
        unitsAtNight: up * (problem.serviceOptions[option]?.unitsPerReplica ?? 0),
      };
}

/** Requests per second all replicas of a workload carry in a period, spares already taken off. */
export function totalCarried(
  { problem }: PlanProblem,
  solution: FleetSolution,
  workloadId: string,
  period: number,
): number {
  return problem.serviceOptions.reduce(
    (sum, option, i) =>
      option.workloadId === workloadId
        ? sum + (solution.replicas[i]?.[period] ?? 0) * option.capacityPerReplica
        : sum,
    0,
  );
}

/** What leases commit to after the horizon; nothing without leases. */
export function committedBeyond(fleet: readonly FleetLine[]): {
  committedBeyondHorizonUsd?: number;
} {
  const amounts = fleet.flatMap((line) => line.committedBeyondHorizonUsd ?? []);
  return amounts.length === 0
    ? {}
    : { committedBeyondHorizonUsd: roundToCents(amounts.reduce((a, b) => a + b, 0)) };
}
