import type { ScenarioDocument, ServiceDemand } from '@headroom/models';
import type { Period } from '../../forecast/period';
import { baseLoadOf, loadByPeriod } from '../../forecast/service-load';
import { buyPriceOf } from '../../supply/buy-price';
import { INSTALL_MONTHS, supplyTermsOf } from '../../supply/supply-terms';
import { settableScenario, type SettableScenario } from '../../uncertainty/settable-scenario';
import { lengthsOfService } from '../../workload/length-parts';
import type { PlanProblem, PoolInfo } from '../problem/build-problem';
import type { PlanContext } from '../plan-context';
import type { ServicePlan } from '../demand/service-plan';
import { capacityIn, jobDaysIn } from './carriers-in-world';
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
  /** Rent, and the price of a unit, in this world over those in the plan, by pool. */
  readonly rentFactor: Float64Array;
  readonly priceFactor: Float64Array;
}

/** What is written anew when one of some inputs moves. */
interface Part {
  /** Positions of the inputs. */
  readonly inputs: readonly number[];
  readonly write: (point: ArrayLike<number>) => void;
}

/**
 * Draws worlds for one plan problem. There is one world, written anew for every point: only what inputs move that
 * differ from those of the point before is worked out again, so that a world costs microseconds.
 */
export class WorldMaker {
  private readonly settable: SettableScenario;
  private readonly scenarioInputs: readonly UncertainInput[];
  /** Positions of the inputs that move the demand of each service. */
  private readonly demandInputs: readonly (readonly number[])[];
  private readonly costs: PoolCosts;
  private readonly world: World;
  private readonly parts: readonly Part[];
  /** Coordinates of the world at hand, and which of them moved since it was written. */
  private readonly last: Float64Array;
  private readonly moved: Uint8Array;

  constructor(
    private readonly context: PlanContext,
    document: ScenarioDocument,
    private readonly planProblem: PlanProblem,
    private readonly servicePlans: readonly ServicePlan[],
    readonly inputs: readonly UncertainInput[],
  ) {
    this.settable = settableScenario(document);
    this.scenarioInputs = inputs.filter((i) => i.origin === 'scenario');
    this.demandInputs = servicePlans.map((plan) => this.under(`/services/${plan.serviceIndex}/`));
    this.costs = new PoolCosts(context, planProblem.pools, this.settable.scenario);
    this.world = this.emptyWorld();
    this.last = new Float64Array(inputs.length).fill(0.5);
    this.moved = new Uint8Array(inputs.length);
    this.parts = [
      ...this.demandParts(),
      ...this.carrierParts(),
      this.leadPart(),
      ...this.costParts(),
    ];
    for (const part of this.parts) part.write(this.last);
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
    this.settle(point);
    for (const { inputs, write } of this.parts) {
      if (this.anyMoved(inputs)) write(point);
    }
    this.moved.fill(0);
    return this.world;
  }

  /**
   * Requests per second by service over other periods than the plan's, such as months past its horizon.
   * @param before what the last call returned: services no input moves are taken from it
   */
  demandAt(
    point: ArrayLike<number>,
    periods: readonly Period[],
    before?: readonly (readonly number[])[],
  ): (readonly number[])[] {
    this.settle(point);
    return this.servicePlans.map((plan, s) => {
      const demand = this.settable.scenario.services?.[plan.serviceIndex];
      if (demand === undefined) return periods.map(() => 0);
      const known = this.demandInputs[s]?.length === 0 ? before?.[s] : undefined;
      return known ?? this.peaksOf(plan, demand, periods);
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
      priceFactor: new Float64Array(pools.length).fill(1),
    };
  }

  /** Sets what the scenario itself leaves uncertain, and notes what moved. */
  private settle(point: ArrayLike<number>): void {
    for (let i = 0; i < this.last.length; i += 1) {
      const share = point[i] ?? 0.5;
      if (share === this.last[i]) continue;
      this.last[i] = share;
      this.moved[i] = 1;
      // The scenario's own inputs come first, in the order their places were found.
      const input = this.scenarioInputs[i];
      if (input !== undefined) this.settable.set(i, input.at(share));
    }
  }

  private anyMoved(inputs: readonly number[]): boolean {
    for (const i of inputs) if (this.moved[i] === 1) return true;
    return false;
  }

  /** Positions of the scenario's inputs whose path begins so. */
  private under(...paths: readonly string[]): number[] {
    return this.scenarioInputs.flatMap(({ id }, i) =>
      paths.some((path) => id.startsWith(scenarioInputId(path))) ? [i] : [],
    );
  }

  private demandParts(): Part[] {
    const { periods } = this.context;
    return this.servicePlans.map((plan, s) => {
      const row = this.world.demand[s];
      const demand = this.settable.scenario.services?.[plan.serviceIndex];
      const inputs = this.demandInputs[s] ?? [];
      row?.set(plan.loads.map((l) => l.peakRequestsPerSecond));
      return {
        inputs,
        write: () => {
          if (demand !== undefined && inputs.length > 0)
            row?.set(this.peaksOf(plan, demand, periods));
        },
      };
    });
  }

  private carrierParts(): Part[] {
    const { services, jobs } = this.planProblem;
    const { world, inputs, servicePlans } = this;
    const now = this.settable.scenario;
    const planned = this.context.scenario;
    const failures = this.under('/assumptions/chipMtbfHours');
    const restarts = [...failures, ...this.under('/assumptions/restartMinutes')];
    return [
      ...services.map((carrier, i): Part => {
        const figure = capacityIn(carrier, servicePlans, inputs, { now, planned, by: failures });
        return {
          inputs: figure.inputs,
          write: (point) => {
            world.capacity[i] = figure.at(point);
          },
        };
      }),
      ...jobs.map(({ carrier }, j): Part => {
        const figure = jobDaysIn(carrier, inputs, { now, planned, by: restarts });
        return {
          inputs: figure.inputs,
          write: (point) => {
            world.jobDays[j] = figure.at(point);
          },
        };
      }),
    ];
  }

  private leadPart(): Part {
    const { world, settable } = this;
    return {
      inputs: this.under('/limits/supply/'),
      write: () => {
        const limits = settable.scenario.limits?.supply ?? [];
        this.planProblem.pools.forEach(({ hardware }, p) => {
          const months = supplyTermsOf(hardware, limits, INSTALL_MONTHS).leadTimeMonths;
          world.leadMonths[p] = months;
          world.lateMonths[p] = months - hardware.terms.leadTimeMonths;
        });
      },
    };
  }

  /** The rates first, then what they and prices make of every pool. */
  private costParts(): Part[] {
    const { costs, world } = this;
    const rates = this.under('/assumptions/', '/sites/');
    const prices = this.under(
      '/prices/',
      '/assumptions/usdCny',
      '/assumptions/processorShareOfBom',
    );
    const running: Part = {
      inputs: rates,
      write: () => {
        costs.settle();
        costs.writeRunning(world);
      },
    };
    return [
      running,
      ...this.planProblem.pools.map((info, p): Part => {
        const { systemId, buy } = info.hardware;
        const own = this.inputs.findIndex((i) => i.id === priceInputId(systemId));
        const factor =
          own < 0 || buy === null
            ? () => 1
            : factorAt({
                low: Math.min(buy.low, buy.usd),
                mid: buy.usd,
                high: Math.max(buy.high, buy.usd),
              });
        return {
          inputs: [...rates, ...prices, ...(own < 0 ? [] : [own])],
          write: (point) => {
            const usd = this.priceOf(info, prices.length > 0) * factor(point[own] ?? 0.5);
            costs.writeBought(p, usd, world);
          },
        };
      }),
    ];
  }

  /** Price of one unit before its own range is drawn from. */
  private priceOf({ hardware }: PoolInfo, moves: boolean): number {
    const { buy, figures } = hardware;
    if (buy === null) return 0;
    if (!moves) return buy.usd;
    const now = buyPriceOf({
      system: figures,
      overrides: this.settable.scenario.prices ?? [],
      usdCny: this.costs.rates.usdCny,
      processorShare: this.costs.rates.processorShareOfBom,
    });
    return now?.usd ?? buy.usd;
  }
}
