import { z } from 'zod';
import { fleetLine } from '../plan/plan';
import { COST_ITEM_NAMES } from '../plan/money';
import { runwayRow } from '../plan/risk';
import { planStatus, planSummary } from './plan-resources';
import { deliveryResponse, reportScheduleResponse } from './report-resources';

/** A site, system or workload of a plan, and what it is called; the id where it has no name. */
const named = z.strictObject({ id: z.string(), name: z.string() });
export type Named = z.infer<typeof named>;

const day = z.iso.date();

/** The plan something stands in. */
const planRef = z.strictObject({
  planId: z.string(),
  scenarioId: z.string(),
  scenarioName: z.string(),
});
export type PlanRef = z.infer<typeof planRef>;

/** What is in service in one period of a plan. */
const inService = z.strictObject({
  period: z.string(),
  chips: z.int().nonnegative(),
  powerKw: z.number(),
});

/** What a plan answered, as far as it is stored beside or in it. */
const answeredPlan = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  status: z.enum(['ready', 'infeasible']),
  createdAt: z.iso.datetime(),
  totalCostUsd: z.number().nullable(),
  /** CNY for one USD. */
  usdCny: z.number(),
  /** First and last period; empty where there is none. */
  from: z.string(),
  until: z.string(),
  /** In the period of today; before the horizon what is owned already, after it the last period. */
  now: inService.nullable(),
  atEnd: inService.nullable(),
  /** Lowest headroom of any service from today's period on; negative where the plan falls short. */
  headroom: z.strictObject({ workload: named, period: z.string(), share: z.number() }).nullable(),
});
export type AnsweredPlan = z.infer<typeof answeredPlan>;

/** How the cost moved since the plan before that had a fleet, and what differs between the two. */
const costMove = z.strictObject({
  fromPlanId: z.string(),
  fromVersion: z.int().positive(),
  fromCostUsd: z.number(),
  changeUsd: z.number(),
  /** Parts of the scenario that differ, as `services/chat` or `limits`. */
  parts: z.array(z.strictObject({ part: z.string(), name: z.string().nullable() })),
  isNewCatalog: z.boolean(),
  isNewEngine: z.boolean(),
  /** The items of the cost that moved most, the largest first. */
  items: z.array(z.strictObject({ item: z.enum(COST_ITEM_NAMES), changeUsd: z.number() })),
});
export type CostMove = z.infer<typeof costMove>;

export const overviewScenario = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Newest version; a plan of an older one is of the past. */
  version: z.int().positive(),
  /** The newest plan, whatever became of it. */
  latest: z
    .strictObject({ id: z.string(), status: planStatus, createdAt: z.iso.datetime() })
    .nullable(),
  /** The newest plan that has an answer. */
  answered: answeredPlan.nullable(),
  change: costMove.nullable(),
});
export type OverviewScenario = z.infer<typeof overviewScenario>;

/** Units a plan gets that have not arrived yet. */
export const overviewOrder = planRef.extend({
  /** Last month to place the order in. */
  orderBy: z.string(),
  arrives: z.string(),
  /** The month to order in is over: order now, or plan anew. */
  isLate: z.boolean(),
  system: named,
  site: named,
  acquisition: fleetLine.shape.acquisition,
  units: z.int().positive(),
  /** Price of what is bought; `null` for what is rented or leased, and where no price is known. */
  valueUsd: z.number().nullable(),
});
export type OverviewOrder = z.infer<typeof overviewOrder>;

/** A pool as planned that runs out within the look-ahead. */
export const overviewPool = planRef.extend({
  system: named,
  site: named,
  fullAtP50: z.string().nullable(),
  fullAtP90: z.string(),
  fix: named.nullable(),
  orderByP90: z.string().nullable(),
  status: runwayRow.shape.status,
});
export type OverviewPool = z.infer<typeof overviewPool>;

/** A rule that changes for something planned. */
export const overviewTurn = z.strictObject({
  day,
  /** The catalogue's act; `null` for what scenarios assume. */
  eventId: z.string().nullable(),
  title: z.string().nullable(),
  titleZh: z.string().nullable(),
  branch: z.strictObject({ name: z.string(), probability: z.number() }).nullable(),
  before: z.enum(['allowed', 'licensed', 'banned']),
  after: z.enum(['allowed', 'licensed', 'banned']),
  chips: z.array(named),
  plans: z.array(planRef),
});
export type OverviewTurn = z.infer<typeof overviewTurn>;

/** What a reader of the workspace's plans wants to know in the morning. Lists are cut; `…InAll` says how long they are. */
export const overview = z.strictObject({
  today: day,
  /** Newest first; those beyond the first ones are counted only. */
  scenarios: z.array(overviewScenario),
  scenariosInAll: z.int().nonnegative(),
  /** By the month to order in, late ones first. */
  orders: z.array(overviewOrder),
  ordersInAll: z.int().nonnegative(),
  ordersLate: z.int().nonnegative(),
  /** The one that is full first comes first. */
  pools: z.array(overviewPool),
  poolsInAll: z.int().nonnegative(),
  policy: z.array(overviewTurn),
  /** Last day the catalogue's evidence covers. */
  catalogAsOf: z.string(),
  /** Plans that wait or are being made, and scenarios whose newest plan failed. */
  working: z.array(planSummary),
  failed: z.array(planSummary),
  /** `null` for whoever may not read reports. */
  reports: z
    .strictObject({
      due: z.array(
        reportScheduleResponse
          .pick({ id: true, name: true, scenarioId: true, scenarioName: true, timeZone: true })
          .extend({ dueAt: z.iso.datetime() }),
      ),
      lastSent: deliveryResponse
        .pick({ id: true, scheduleId: true, scheduleName: true })
        .extend({ sentAt: z.iso.datetime(), recipients: z.int().positive() })
        .nullable(),
      /** Mails of the last week that did not go out. */
      failed: z.int().nonnegative(),
    })
    .nullable(),
});
export type Overview = z.infer<typeof overview>;
