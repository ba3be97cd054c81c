import type { ScenarioDocument, ServiceDemand } from '@headroom/models';
import type { Period } from '../../forecast/period';
import { baseLoadOf, loadByPeriod } from '../../forecast/service-load';
import { buyPriceOf } from '../../supply/buy-price';
import { INSTALL_MONTHS, supplyTermsOf } from '../../supply/supply-terms';
import { settableScenario, type SettableScenario } from '../../uncertainty/settable-scenario';
import { lengthsOfService } from '../../workload/length-parts';
import type { PlanProblem, PoolInfo } from '../build-problem';
import type { PlanContext } from '../plan-context';
import type { ServicePlan } from '../service-plan';
import { capacityIn, jobDaysIn, type CarrierIn } from './carriers-in-world';
import { PoolCosts } from './pool-costs';
import { factorAt, priceInputId, scenarioInputId, type UncertainInput } from './uncertain-inputs';

/** One possible world: what the plan's inputs turn out to be, by pool, option, service or job, and then by period. */
export interface World {
  /** Requests per second by service and period. */
  readonly demand: readonly Float64Array[];
  /** Requests per second one replica carries, by service option. */
  readonly capacity: Float64Array;
  /** Cost of one unit by pool and period: bought, owned before, rented. */
  readonly boughtUsd: readonly Float64Array[];
  readonly existingUsd: readonly Float64Array[];
  readonly rentedUsd: readonly Float64Array[];
  /** Months from order to service by pool, and how much later than planned that is. */
  readonly leadMonths: Float64Array;
  readonly lateMonths: Float64Array;
  /** Wall-clock days by job option. */
  readonly jobDays: Float64Array;
  /** Rent in this world over rent in the plan, by pool. */
  readonly rentFactor: Float64Array;
}

/** Parts of the scenario that worlds differ in. */
interface Moving {
  readonly demand: readonly boolean[];
  readonly prices: boolean;
  readonly leads: boolean;
}

/**
 * Draws worlds for one plan problem. There is one world, written anew for every point: only what an uncertain
 * input moves is worked out again, so that a world costs microseconds.
 */
export class WorldMaker {
  private readonly settable: SettableScenario;
  private readonly scenarioInputs: readonly UncertainInput[];
  private readonly moving: Moving;
  private readonly capacities: readonly CarrierIn[];
  private readonly jobs: readonly CarrierIn[];
  private readonly costs: PoolCosts;
  private readonly priceFactors: readonly ((point: ArrayLike<number>) => number)[];
  private readonly world: World;

  constructor(
    private readonly context: PlanContext,
    document: ScenarioDocument,
    private readonly planProblem: PlanProblem,
    private readonly servicePlans: readonly ServicePlan[],
    readonly inputs: readonly UncertainInput[],
  ) {
    const { pools, services, jobs } = planProblem;
    const planned = context.scenario;
    this.settable = settableScenario(document);
    this.scenarioInputs = inputs.filter((i) => i.origin === 'scenario');
    const moves = (path: string): boolean =>
      this.scenarioInputs.some((i) => i.id.startsWith(scenarioInputId(path)));
    const failures = moves('/assumptions/chipMtbfHours');
    const restarts = moves('/assumptions/restartMinutes');
    this.moving = {
      demand: servicePlans.map((plan) => moves(`/services/${plan.serviceIndex}/`)),
      prices: ['/prices/', '/assumptions/usdCny', '/assumptions/processorShareOfBom'].some(moves),
      leads: moves('/limits/supply/'),
    };
    const { scenario } = this.settable;
    this.capacities = services.map((c) =>
      capacityIn(c, servicePlans, inputs, { now: scenario, planned, moves: failures }),
    );
    this.jobs = jobs.map(({ carrier }) =>
      jobDaysIn(carrier, inputs, { now: scenario, planned, moves: failures || restarts }),
    );
    this.costs = new PoolCosts(context, pools, scenario, {
      rates: moves('/assumptions/'),
      sites: moves('/sites/'),
    });
    this.priceFactors = pools.map(({ hardware }) => {
      const id = priceInputId(hardware.systemId);
      const at = inputs.findIndex((i) => i.id === id);
      const { buy } = hardware;
      if (at < 0 || buy === null) return () => 1;
      const factor = factorAt({
        low: Math.min(buy.low, buy.usd),
        mid: buy.usd,
        high: Math.max(buy.high, buy.usd),
      });
      return (point) => factor(point[at] ?? 0.5);
    });
    this.world = this.emptyWorld();
    this.write(
      inputs.map(() => 0.5),
      true,
    );
  }

  /** Whether the plan is made for the least money, so that its weights are costs. */
  get isMoney(): boolean {
    const { objective = 'cost' } = this.context.scenario;
    return objective === 'cost' || objective === 'demand' || objective === 'latency';
  }

  /**
   * @param point one coordinate between 0 and 1 per input
   * @returns the one world there is: it holds until the next call
   */
  at(point: ArrayLike<number>): World {
    this.write(point, false);
    return this.world;
  }

  /** Requests per second by service over other periods than the plan's, such as months past its horizon. */
  demandAt(point: ArrayLike<number>, periods: readonly Period[]): number[][] {
    this.settle(point);
    return this.servicePlans.map((plan) => {
      const demand = this.settable.scenario.services?.[plan.serviceIndex];
      if (demand === undefined) return periods.map(() => 0);
      return this.peaksOf(plan, demand, periods);
    });
  }

  /** Requests per second of a service, or of the part of it that is planned. */
  private peaksOf(plan: ServicePlan, demand: ServiceDemand, periods: readonly Period[]): number[] {
    const { outputTokens } = lengthsOfService(demand);
    const base = baseLoadOf(demand.load, outputTokens, plan.workload.slo);
    return loadByPeriod(demand, base, periods).map((l) => l.peakRequestsPerSecond * plan.share);
  }

  private emptyWorld(): World {
    const { pools, services, jobs } = this.planProblem;
    const byPeriod = (): Float64Array => new Float64Array(this.context.periods.length);
    return {
      demand: this.servicePlans.map(byPeriod),
      capacity: new Float64Array(services.length),
      boughtUsd: pools.map(byPeriod),
      existingUsd: pools.map(byPeriod),
      rentedUsd: pools.map(byPeriod),
      leadMonths: new Float64Array(pools.length),
      lateMonths: new Float64Array(pools.length),
      jobDays: new Float64Array(jobs.length),
      rentFactor: new Float64Array(pools.length),
    };
  }

  private settle(point: ArrayLike<number>): void {
    // The scenario's own inputs come first, in the order their places were found.
    this.scenarioInputs.forEach((input, i) => {
      this.settable.set(i, input.at(point[i] ?? 0.5));
    });
  }

  private write(point: ArrayLike<number>, everything: boolean): void {
    const { world, moving } = this;
    this.settle(point);
    this.writeDemand(everything);
    this.capacities.forEach((carrier, i) => {
      if (everything || carrier.moves) world.capacity[i] = carrier.at(point);
    });
    this.jobs.forEach((carrier, j) => {
      if (everything || carrier.moves) world.jobDays[j] = carrier.at(point);
    });
    if (everything || moving.leads) this.writeLeads();
    this.costs.settle(everything);
    this.planProblem.pools.forEach((info, p) => {
      const factor = this.priceFactors[p]?.(point) ?? 1;
      this.costs.write(p, this.priceOf(info) * factor, world, everything);
    });
  }

  private writeDemand(everything: boolean): void {
    const { periods } = this.context;
    this.servicePlans.forEach((plan, s) => {
      const row = this.world.demand[s];
      const demand = this.settable.scenario.services?.[plan.serviceIndex];
      if (row === undefined) return;
      if (demand === undefined || this.moving.demand[s] !== true) {
        if (everything) row.set(plan.loads.map((l) => l.peakRequestsPerSecond));
        return;
      }
      row.set(this.peaksOf(plan, demand, periods));
    });
  }

  private writeLeads(): void {
    const { world, settable } = this;
    const limits = settable.scenario.limits?.supply ?? [];
    this.planProblem.pools.forEach(({ hardware }, p) => {
      const months = supplyTermsOf(hardware, limits, INSTALL_MONTHS).leadTimeMonths;
      world.leadMonths[p] = months;
      world.lateMonths[p] = months - hardware.terms.leadTimeMonths;
    });
  }

  /** Price of one unit before its own range is drawn from. */
  private priceOf({ hardware }: PoolInfo): number {
    const { buy, figures } = hardware;
    if (buy === null) return 0;
    if (!this.moving.prices) return buy.usd;
    const now = buyPriceOf({
      system: figures,
      overrides: this.settable.scenario.prices ?? [],
      usdCny: this.costs.rates.usdCny,
      processorShare: this.costs.rates.processorShareOfBom,
    });
    return now?.usd ?? buy.usd;
  }
}
