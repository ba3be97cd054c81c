import type { Prediction, Scenario, ScenarioDocument } from '@headroom/models';
import { costRatesOf, type CostRates } from '../../cost/cost-rates';
import { ownedUnitCost, totalOf } from '../../cost/unit-cost-items';
import type { Period } from '../../forecast/period';
import { baseLoadOf, loadByPeriod } from '../../forecast/service-load';
import { buyPriceOf } from '../../supply/buy-price';
import { INSTALL_MONTHS, supplyTermsOf } from '../../supply/supply-terms';
import { quantileOf } from '../../uncertainty/distribution';
import { middleOf, settleScenario } from '../../uncertainty/middle';
import { CHIP_MTBF_HOURS, RESTART_MINUTES } from '../../workload/scenario-workloads';
import type { JobChoice, PlanProblem, PoolInfo } from '../build-problem';
import type { ServiceCarrier } from '../carriers';
import { siteRatesFor, type PlanContext, type PlanSite } from '../plan-context';
import type { ServicePlan } from '../service-plan';
import { replicaDownShare, replicasWithSpares } from '../spare-replicas';
import {
  priceInputId,
  scenarioInputId,
  servingInputId,
  trainingInputId,
  type UncertainInput,
} from './uncertain-inputs';

/** One possible world: what the plan's inputs turn out to be. Arrays by pool, option, service or job, then period. */
export interface World {
  /** Requests per second by service and period. */
  readonly demand: readonly (readonly number[])[];
  /** Requests per second one replica carries, by service option. */
  readonly capacity: readonly number[];
  /** Cost of one unit by pool and period: bought, owned before, rented. */
  readonly boughtUsd: readonly (readonly number[])[];
  readonly existingUsd: readonly (readonly number[])[];
  readonly rentedUsd: readonly (readonly number[])[];
  /** Months from order to service by pool, and how much later than planned that is. */
  readonly leadMonths: readonly number[];
  readonly lateMonths: readonly number[];
  /** Wall-clock days by job option. */
  readonly jobDays: readonly number[];
  /** Rent in this world over rent in the plan, by pool. */
  readonly rentFactor: readonly number[];
}

/** Draws worlds for one plan problem. */
export class WorldMaker {
  private readonly indexOf: ReadonlyMap<string, number>;
  private readonly servicePaths: readonly boolean[];
  private readonly middleRates: CostRates;

  constructor(
    private readonly context: PlanContext,
    private readonly document: ScenarioDocument,
    private readonly planProblem: PlanProblem,
    private readonly servicePlans: readonly ServicePlan[],
    readonly inputs: readonly UncertainInput[],
  ) {
    this.indexOf = new Map(inputs.map((input, i) => [input.id, i]));
    this.servicePaths = servicePlans.map((_, s) =>
      inputs.some((input) => input.id.startsWith(scenarioInputId(`/services/${s}/`))),
    );
    this.middleRates = context.rates;
  }

  /** @param point one coordinate between 0 and 1 per input */
  world(point: ArrayLike<number>): World {
    const share = this.sharesAt(point);
    const scenario = this.scenarioAt(point);
    const { rates } = costRatesOf(scenario.assumptions ?? {}, this.context.catalog.tcoDefaults);
    const costs = this.planProblem.pools.map((info) =>
      this.poolCosts(info, scenario, rates, share(priceInputId(info.hardware.systemId))),
    );
    const leads = this.planProblem.pools.map(
      ({ hardware }) =>
        supplyTermsOf(hardware, scenario.limits?.supply ?? [], INSTALL_MONTHS).leadTimeMonths,
    );
    return {
      demand: this.demandOf(scenario, this.context.periods),
      capacity: this.planProblem.services.map((carrier) =>
        this.capacityOf(carrier, scenario, share(servingInputId(carrier.hardware.chipId))),
      ),
      boughtUsd: costs.map((c) => c.bought),
      existingUsd: costs.map((c) => c.existing),
      rentedUsd: costs.map((c) => c.rented),
      rentFactor: costs.map((c) => c.rentFactor),
      leadMonths: leads,
      lateMonths: this.planProblem.pools.map(
        (info, p) => (leads[p] ?? 0) - info.hardware.terms.leadTimeMonths,
      ),
      jobDays: this.planProblem.jobs.map((job) =>
        jobDays(
          job,
          scenario,
          this.context.scenario,
          share(trainingInputId(job.carrier.hardware.chipId)),
        ),
      ),
    };
  }

  /** Requests per second by service over other periods than the plan's, such as months past its horizon. */
  demandAt(point: ArrayLike<number>, periods: readonly Period[]): number[][] {
    return this.demandOf(this.scenarioAt(point), periods);
  }

  private sharesAt(point: ArrayLike<number>): (id: string) => number {
    return (id) => point[this.indexOf.get(id) ?? -1] ?? 0.5;
  }

  private scenarioAt(point: ArrayLike<number>): Scenario {
    const share = this.sharesAt(point);
    return settleScenario(this.document, (value, path) => {
      const id = scenarioInputId(path);
      return this.inputs[this.indexOf.get(id) ?? -1]?.at(share(id)) ?? middleOf(value);
    });
  }

  private demandOf(scenario: Scenario, periods: readonly Period[]): number[][] {
    return this.servicePlans.map((plan, s) => {
      const demand = scenario.services?.[s];
      const isPlanned = periods === this.context.periods && this.servicePaths[s] !== true;
      if (demand === undefined || isPlanned) return plan.loads.map((l) => l.peakRequestsPerSecond);
      const base = baseLoadOf(demand.load, plan.workload.outputTokens, plan.workload.slo);
      return loadByPeriod(demand, base, periods).map((l) => l.peakRequestsPerSecond);
    });
  }

  private capacityOf(carrier: ServiceCarrier, scenario: Scenario, share: number): number {
    const factor = factorOf(carrier.deployment.outputTokensPerSecondPerChip, share);
    return carrier.capacityPerReplica * factor * this.sparesFactor(carrier, scenario);
  }

  /** Capacity with the spares another failure rate asks for, over capacity with the planned ones. */
  private sparesFactor(carrier: ServiceCarrier, scenario: Scenario): number {
    const planned = this.context.scenario.assumptions?.chipMtbfHours ?? CHIP_MTBF_HOURS;
    const now = scenario.assumptions?.chipMtbfHours ?? CHIP_MTBF_HOURS;
    const plan = this.servicePlans.find((p) => p.demand.id === carrier.workloadId);
    if (planned === now || plan === undefined) return 1;
    const { chipsPerReplica, requestsPerSecondPerReplica } = carrier.deployment;
    const needed = Math.max(1, Math.ceil(plan.peakRequestsPerSecond / requestsPerSecondPerReplica));
    const running = (mtbf: number): number =>
      replicasWithSpares(needed, replicaDownShare(chipsPerReplica, mtbf), plan.availability);
    return running(planned) / running(now);
  }

  private poolCosts(info: PoolInfo, scenario: Scenario, rates: CostRates, priceShare: number) {
    const { hardware, pool } = info;
    const site = this.siteOf(info.site, scenario);
    const siteRates = siteRatesFor(site, hardware.domestic);
    const unit = { chips: pool.chips, powerKw: pool.powerKw };
    const price = this.priceOf(info, scenario, rates, priceShare);
    // Cost is linear in months and in days, so two figures stand for every period.
    const cost = (priceUsd: number | null) => {
      const aMonth = totalOf(ownedUnitCost({ ...unit, priceUsd }, 1, 0, siteRates, rates));
      const aDay = totalOf(ownedUnitCost({ ...unit, priceUsd }, 0, 1, siteRates, rates));
      return this.context.periods.map((p) => aMonth * p.months.length + aDay * p.days);
    };
    const rentFactor =
      info.rent?.offer.currency === 'CNY' ? this.middleRates.usdCny / rates.usdCny : 1;
    return {
      bought: pool.buy === null ? [] : cost(price),
      existing: pool.existingUnits.some((u) => u > 0) ? cost(null) : [],
      rented: info.rentedItems.map((items) => totalOf(items) * rentFactor),
      rentFactor,
    };
  }

  private siteOf(site: PlanSite, scenario: Scenario): PlanSite {
    const own = scenario.sites.find((s) => s.id === site.id);
    return {
      ...site,
      electricityUsdPerKwh: own?.electricityUsdPerKwh ?? site.electricityUsdPerKwh,
      pue: own?.pue ?? site.pue,
    };
  }

  private priceOf(info: PoolInfo, scenario: Scenario, rates: CostRates, share: number): number {
    const { buy, figures } = info.hardware;
    if (buy === null) return 0;
    const now = buyPriceOf({
      system: figures,
      overrides: scenario.prices ?? [],
      usdCny: rates.usdCny,
      processorShare: rates.processorShareOfBom,
    });
    const low = Math.min(buy.low, buy.usd);
    const high = Math.max(buy.high, buy.usd);
    return (now?.usd ?? buy.usd) * factorOf({ low, mid: buy.usd, high }, share);
  }
}

/** A prediction's value at a share of its possibilities, over its middle. */
const factorOf = ({ low, mid, high }: Prediction, share: number): number =>
  low === high || mid <= 0 ? 1 : quantileOf({ low, mid, high })(share) / mid;

const MINUTES_PER_DAY = 1440;

/**
 * Days of a run in a world: its own interval, stretched by what another failure rate or restart time does to
 * goodput. Write time and failure rate are read back from the planned run by Young's rule, interval^2 = 2 x
 * write x time between failures, and put through the same formula again.
 */
function jobDays({ carrier }: JobChoice, now: Scenario, planned: Scenario, share: number): number {
  const { run } = carrier;
  const days = run.wallClockDays.mid * factorOf(run.wallClockDays, share);
  const mtbf = (s: Scenario): number => s.assumptions?.chipMtbfHours ?? CHIP_MTBF_HOURS;
  const restart = (s: Scenario): number => s.assumptions?.restartMinutes ?? RESTART_MINUTES;
  if (
    (mtbf(now) === mtbf(planned) && restart(now) === restart(planned)) ||
    run.expectedInterruptions <= 0
  )
    return days;
  const between = (run.wallClockDays.mid * MINUTES_PER_DAY) / run.expectedInterruptions;
  const write = run.checkpointIntervalMinutes ** 2 / (2 * between);
  const goodput = (minutesBetween: number, restartMinutes: number): number => {
    const interval = Math.max(Math.sqrt(2 * write * minutesBetween), write);
    const writing = interval > 0 ? 1 / (1 + write / interval) : 1;
    const lost = restartMinutes + write + (interval + write) / 2;
    return writing * Math.max(LEAST_PROGRESS, 1 - lost / minutesBetween);
  };
  const ratio =
    goodput(between, restart(planned)) /
    goodput((between * mtbf(now)) / mtbf(planned), restart(now));
  return days * ratio;
}

/** A run that loses almost all of its work still gets somewhere: keeps days finite. */
const LEAST_PROGRESS = 0.02;
