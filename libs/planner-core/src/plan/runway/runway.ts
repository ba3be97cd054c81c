import {
  say,
  type Message,
  type Runway,
  type RunwayRow,
  type ScenarioDocument,
  type SupplyCurve,
} from '@headroom/models';
import { addMonths, monthsBetween, periodsOf, type Period } from '../../forecast/period';
import type { FleetSolution } from '../../optimise/solve-fleet';
import { supplyCurve } from '../../supply/supply-curve';
import { SobolSequence } from '../../uncertainty/sobol';
import type { PlanProblem } from '../problem/build-problem';
import { unitsInService, type PoolUse } from '../fleet/fleet-use';
import type { PlanContext } from '../plan-context';
import { uncertainInputs } from '../risk/uncertain-inputs';
import { DEFAULT_SAMPLES } from '../risk/study';
import { WorldMaker } from '../risk/worlds';
import type { ServicePlan } from '../demand/service-plan';
import { fixFor, leadMonths } from './fix';
import { monthlyCaps } from './monthly-caps';
import { monthFull, periodOfMonths, poolLoads, type PoolLoad } from './pool-load';

/** Months looked at past the horizon. */
const LOOK_AHEAD_MONTHS = 24;
/** An order due this soon is worth an alert. */
const ALERT_MONTHS = 6;
/** Systems whose supply is drawn: those in the plan first. */
const MOST_SUPPLY_CURVES = 12;
/** The worst tenth of the worlds, half of them, and all but the best tenth. */
const EARLY_SHARE = 0.1;
const MIDDLE_SHARE = 0.5;
const LATE_SHARE = 0.9;

export interface RunwayQuestion {
  readonly context: PlanContext;
  /** With names resolved. */
  readonly document: ScenarioDocument;
  readonly planProblem: PlanProblem;
  readonly solution: FleetSolution;
  readonly uses: readonly PoolUse[];
  readonly servicePlans: readonly ServicePlan[];
  readonly today: string;
  readonly seed: number;
}

/**
 * When each pool is full at the demand of half and of the worst tenth of the worlds, against how long the fix
 * takes: past the horizon the fleet stays as it is and demand goes on as it did. Capacity is that of the plan;
 * what the engine may err by is told with the risk.
 */
export function runwayOf(question: RunwayQuestion): Runway {
  const { context, document, planProblem, solution, uses } = question;
  const { horizon } = context.scenario;
  const months = periodsOf({
    start: horizon.start,
    months: horizon.months + LOOK_AHEAD_MONTHS,
    periodMonths: 1,
  });
  const periodAt = periodOfMonths(months, context.periods);
  const demands = demandsOf(question, months, question.seed);
  const leads = {
    p50: leadMonths(document, planProblem, 0.5),
    p90: leadMonths(document, planProblem, 0.9),
  };
  const asOf = monthAsked(question);
  const loads = poolLoads(planProblem, solution, uses);
  const rows = loads.flatMap((load) => {
    const existing = uses[load.pool]?.existing ?? [];
    const bases: { basis: RunwayRow['basis']; units: readonly number[] }[] = [
      ...(existing.some((n) => n > 0) ? [{ basis: 'owned' as const, units: existing }] : []),
      { basis: 'planned', units: load.units },
    ];
    return bases.map(({ basis, units }) => {
      const full = demands.map((demand) => monthFull(load, units, demand, periodAt));
      return rowOf(question, { load, basis, full, months, periodAt, leads, asOf });
    });
  });
  return {
    lookAheadUntil: months.at(-1)?.id ?? horizon.start,
    rows,
    ...convergenceOf(question, { load: loads[0], months, periodAt, demands }),
    supply: supplyOf(question, leads),
    alerts: rows.flatMap((row) => alertOf(planProblem, row)),
  };
}

/** Requests per second by service and month. */
type Demand = readonly (readonly number[])[];

/** Demand of every world; one world where no sample is asked for. */
function demandsOf(question: RunwayQuestion, months: readonly Period[], seed: number): Demand[] {
  const { context, document, planProblem, servicePlans } = question;
  const inputs = uncertainInputs(document, planProblem);
  const maker = new WorldMaker(context, document, planProblem, servicePlans, inputs);
  const samples = context.scenario.risk?.samples ?? DEFAULT_SAMPLES;
  if (samples === 0)
    return [
      maker.demandAt(
        inputs.map(() => 0.5),
        months,
      ),
    ];
  const sequence = new SobolSequence(inputs.length, seed);
  let before: Demand | undefined;
  return Array.from(
    { length: samples },
    (_, i) => (before = maker.demandAt(sequence.point(i), months, before)),
  );
}

const FIRST_CONVERGENCE_SAMPLES = 32;

/** When the first planned pool is full by the first samples of both seeds, twice as many each time. */
function convergenceOf(
  question: RunwayQuestion,
  {
    load,
    months,
    periodAt,
    demands,
  }: Pick<RowParts, 'months' | 'periodAt'> & {
    readonly load: PoolLoad | undefined;
    readonly demands: readonly Demand[];
  },
): Pick<Runway, 'convergence'> {
  if (load === undefined || demands.length <= FIRST_CONVERGENCE_SAMPLES) return {};
  const others = demandsOf(question, months, (question.seed + 1) >>> 0);
  const [here, there] = [demands, others].map((all) =>
    all.map((demand) => monthFull(load, load.units, demand, periodAt)),
  );
  const at = (full: readonly (number | null)[] | undefined, n: number, share: number) =>
    idOf(months, monthAt(full?.slice(0, n) ?? [], share));
  const sizes: number[] = [];
  for (let n = FIRST_CONVERGENCE_SAMPLES; n < demands.length; n *= 2) sizes.push(n);
  return {
    convergence: [...sizes, demands.length].map((samples) => ({
      samples,
      fullAtP50: at(here, samples, MIDDLE_SHARE),
      fullAtP90: at(here, samples, EARLY_SHARE),
      otherFullAtP50: at(there, samples, MIDDLE_SHARE),
      otherFullAtP90: at(there, samples, EARLY_SHARE),
    })),
  };
}

/** Position of the month by which a share of worlds is full; `null` where it is not within the look-ahead. */
function monthAt(full: readonly (number | null)[], share: number): number | null {
  const sorted = full.map((m) => m ?? Infinity).sort((a, b) => a - b);
  const month = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Infinity;
  return Number.isFinite(month) ? month : null;
}

const idOf = (months: readonly Period[], m: number | null): string | null =>
  m === null ? null : (months[m]?.id ?? null);

/** Orders are due against today; a plan of the past is read as on its first day. */
const monthAsked = (question: RunwayQuestion): string =>
  isPast(question) ? (question.context.periods[0]?.id ?? '') : question.today.slice(0, 7);

const isPast = ({ context, today }: RunwayQuestion): boolean =>
  today >= (context.periods.at(-1)?.endDay ?? '');

interface RowParts {
  readonly load: PoolLoad;
  readonly basis: RunwayRow['basis'];
  /** Position of the month the pool is full, by world. */
  readonly full: readonly (number | null)[];
  readonly months: readonly Period[];
  readonly periodAt: readonly number[];
  readonly leads: { readonly p50: readonly number[]; readonly p90: readonly number[] };
  readonly asOf: string;
}

function rowOf({ planProblem }: RunwayQuestion, parts: RowParts): RunwayRow {
  const { load, full, months, periodAt, leads, asOf } = parts;
  const info = planProblem.pools[load.pool];
  const workloadIds = load.parts.map((p) => p.workloadId);
  const early = monthAt(full, EARLY_SHARE);
  const middle = monthAt(full, MIDDLE_SHARE);
  const fix =
    early === null
      ? null
      : fixFor(planProblem, load.pool, workloadIds, periodAt[early] ?? 0, leads);
  const orderBy = (m: number | null, lead: number): string | null => {
    const id = idOf(months, m);
    return id === null ? null : addMonths(id, -Math.ceil(lead));
  };
  const orderByP90 = fix === null ? null : orderBy(early, fix.leadMonthsP90);
  const isLate = early !== null && (orderByP90 === null || orderByP90 < asOf);
  const isSoon = orderByP90 !== null && monthsBetween(asOf, orderByP90) <= ALERT_MONTHS;
  return {
    siteId: info?.site.id ?? '',
    systemId: info?.hardware.systemId ?? '',
    workloadIds: [...new Set(workloadIds)],
    basis: parts.basis,
    fullAtP50: idOf(months, middle),
    fullAtP90: idOf(months, early),
    fullAtP10: idOf(months, monthAt(full, LATE_SHARE)),
    fixSystemId: fix?.systemId ?? null,
    fixAcquisition: fix?.acquisition ?? null,
    leadMonthsP50: fix?.leadMonthsP50 ?? null,
    leadMonthsP90: fix?.leadMonthsP90 ?? null,
    orderByP50: fix === null ? null : orderBy(middle, fix.leadMonthsP50),
    orderByP90,
    status: isLate ? 'late' : isSoon ? 'watch' : 'safe',
  };
}

/** Alerts are about the fleet as planned: what is owned alone is what the plan's own orders mend. */
function alertOf({ pools }: PlanProblem, row: RunwayRow): Message[] {
  if (row.basis !== 'planned' || row.status === 'safe' || row.fullAtP90 === null) return [];
  const name = (id: string | null): string =>
    pools.find((p) => p.hardware.systemId === id)?.hardware.system.name ?? '';
  const params = { system: name(row.systemId), site: row.siteId, full: row.fullAtP90 };
  if (row.orderByP90 === null) return [say('runway/no-fix', params)];
  const fix = { ...params, fix: name(row.fixSystemId), orderBy: row.orderByP90 };
  return row.status === 'late'
    ? [say('runway/order-late', { ...fix, months: row.leadMonthsP90 ?? 0 })]
    : [say('runway/order-soon', fix)];
}

/** When any number of units can be had, for what the plan uses and then for what else could carry its work. */
function supplyOf(question: RunwayQuestion, leads: RowParts['leads']): SupplyCurve[] {
  const { context, planProblem, uses } = question;
  const { horizon } = context.scenario;
  const months = periodsOf({ ...horizon, periodMonths: 1 });
  const periodAt = periodOfMonths(months, context.periods);
  const order = planProblem.pools
    .map((info, p) => ({ info, p }))
    .sort((a, b) => Number(isUsed(uses[b.p])) - Number(isUsed(uses[a.p])) || a.p - b.p);
  return order
    .flatMap(({ info, p }) =>
      (['buy', 'rent'] as const).flatMap((acquisition): SupplyCurve[] => {
        const door = info.pool[acquisition];
        if (door === null) return [];
        const caps = monthlyCaps(context, planProblem, info, acquisition, months, periodAt);
        const planned = leads.p50[p] ?? 0;
        // Orders go out today; those of a plan of the past went out in time for its first month.
        const behind = isPast(question)
          ? -planned
          : monthsBetween(horizon.start, question.today.slice(0, 7));
        const curve = (lead: number) =>
          supplyCurve({
            months: months.length,
            leadMonths: Math.max(
              0,
              acquisition === 'buy' ? behind + lead : isPast(question) ? 0 : behind,
            ),
            open: months.map((_, m) => door.open[periodAt[m] ?? 0] === true),
            periodAt: months.map((_, m) => periodAt[m] ?? 0),
            caps,
          });
        const p50 = curve(planned);
        const p90 = curve(leads.p90[p] ?? planned);
        return [
          {
            systemId: info.hardware.systemId,
            siteId: info.site.id,
            acquisition,
            offerId: acquisition === 'rent' ? (info.rent?.offer.id ?? null) : null,
            byMonth: months.map(({ id }, m) => ({
              month: id,
              unitsP50: p50[m] ?? null,
              unitsP90: p90[m] ?? null,
            })),
          },
        ];
      }),
    )
    .slice(0, MOST_SUPPLY_CURVES);
}

const isUsed = (use: PoolUse | undefined): boolean =>
  use?.existing.some((_, t) => unitsInService(use, t) > 0) === true;
