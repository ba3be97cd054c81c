import { z } from 'zod';
import { countryCode } from '../catalog/chip';
import { cooling } from '../catalog/system';
import { displayName } from '../api/display-name';
import {
  day,
  localId,
  month,
  probabilitiesSum,
  share,
  uncertainNumber,
  type Certain,
} from './quantity';

/** Who buys: export rules look at the country of use and of the ultimate parent. */
export const buyer = z.strictObject({
  country: countryCode,
  parentCountry: countryCode.optional(),
  stateFunded: z.boolean().optional(),
});
export type Buyer = z.infer<typeof buyer>;

/** A place with power, cooling and space. */
export const site = z.strictObject({
  id: localId,
  name: displayName(120).optional(),
  region: z.string().min(1),
  /** IT power available to this plan. */
  powerKw: z.number().positive().max(20_000_000).optional(),
  racks: z.int().positive().max(1_000_000).optional(),
  cooling: z.array(cooling).min(1).optional(),
  electricityUsdPerKwh: uncertainNumber(z.number().nonnegative().max(5)).optional(),
  pue: uncertainNumber(z.number().min(1).max(3)).optional(),
  carbonGramsPerKwh: z.number().nonnegative().max(2000).optional(),
});
export type Site = Certain<z.infer<typeof site>>;

/** Systems owned already. */
export const existingSystems = z.strictObject({
  system: z.string().min(1),
  site: localId,
  units: z.int().positive().max(1_000_000),
  availableFrom: month.optional(),
  retiredFrom: month.optional(),
});

/** A cap on what can be got of a chip or a system. */
export const supplyLimit = z
  .strictObject({
    chip: z.string().optional(),
    system: z.string().optional(),
    vendor: z.string().optional(),
    chipsPerMonth: z.number().nonnegative().optional(),
    /** Steps of a ramp: from each month on so many chips a month, in place of `chipsPerMonth`. */
    chipsByPeriod: z
      .array(z.strictObject({ from: month, chipsPerMonth: z.number().nonnegative() }))
      .min(1)
      .max(60)
      .optional(),
    /** Share of what the catalogue knows to be made in a year; caps each month at a twelfth of it. */
    allocationShare: share.optional(),
    /** Most chips that can be had over the whole horizon. */
    chipsTotal: z.number().nonnegative().optional(),
    /** What arrives in a planning period is nothing or at least so many chips. */
    minimumOrderChips: z.int().positive().max(10_000_000).optional(),
    /** What is not taken in a month may be taken later. */
    carryOver: z.boolean().optional(),
    leadTimeMonths: uncertainNumber(z.number().nonnegative().max(60)).optional(),
    availableFrom: month.optional(),
    /** Last month in which an order can be placed. */
    availableUntil: month.optional(),
  })
  .refine(
    (v) => [v.chip, v.system, v.vendor].filter((x) => x !== undefined).length === 1,
    'expected exactly one of chip, system, vendor',
  );
export type SupplyLimit = Certain<z.infer<typeof supplyLimit>>;

/** Budgets beyond this are typing errors: more than is spent on accelerators in the world. */
const MOST_BUDGET_USD = 1e12;

/** Money for some of the months; it counts in the planning periods that begin in one of them. */
export const periodBudget = z.strictObject({
  from: month,
  /** Last month; absent: to the end of the horizon. */
  until: month.optional(),
  usd: z.number().positive().max(MOST_BUDGET_USD),
  /** `capex`: the price of what arrives to be owned, outfit included; `cost`: what the months cost, by the plan's cost items. */
  of: z.enum(['cost', 'capex']),
});

/** What the plan must keep to. */
export const limits = z.strictObject({
  budgetUsd: z.number().positive().max(MOST_BUDGET_USD).optional(),
  budgetByPeriod: z.array(periodBudget).min(1).max(60).optional(),
  minimumDomesticChipShare: share.optional(),
  maximumVendorChipShare: share.optional(),
  maximumSystemKinds: z.int().positive().max(50).optional(),
  supply: z.array(supplyLimit).max(200).optional(),
});
export type Limits = Certain<z.infer<typeof limits>>;

/** A user's own assumption about the rules: an event added on top of the timeline. */
export const assumedPolicyEvent = z.strictObject({
  effective: day,
  ends: day.optional(),
  action: z.enum(['ban', 'allow']),
  chips: z.array(z.string()).optional(),
  vendors: z.array(z.string()).optional(),
  note: z.string().max(300).optional(),
});
export type AssumedPolicyEvent = z.infer<typeof assumedPolicyEvent>;

/** One possible future of rules and demand with its probability. */
export const policyBranch = z.strictObject({
  id: localId,
  name: displayName(120).optional(),
  probability: share,
  events: z.array(assumedPolicyEvent).max(50),
  /** Factor on the demand of every service from the month it is known that this branch comes true. */
  demandFactor: z.number().nonnegative().max(100).optional(),
  /**
   * Month in which it is known whether this branch comes true. Until then orders are the same as in all other branches
   * that are not known yet. Absent: the month for all, `branchesKnownFrom`.
   */
  knownFrom: month.optional(),
});
export type PolicyBranch = z.infer<typeof policyBranch>;

/** How export rules are read. */
export const policyView = z.strictObject({
  /** Only events known by this day count. */
  asOf: day.optional(),
  /** Whether a licence case is taken as obtainable. */
  licensedCountsAs: z.enum(['allowed', 'banned']).optional(),
  /** Whether guidance that is not law binds this buyer. */
  followLocalGuidance: z.boolean().optional(),
  /** `ignore` plans as if no rule existed. */
  mode: z.enum(['apply', 'ignore']).optional(),
  events: z.array(assumedPolicyEvent).max(50).optional(),
  branches: z
    .array(policyBranch)
    .max(12)
    .check((ctx) =>
      probabilitiesSum(
        ctx.value.map((b) => b.probability),
        ctx.issues,
        ctx.value,
      ),
    )
    .optional(),
  /**
   * Month in which it is known which branch comes true; orders placed before are common to all. Absent: the
   * month of the earliest event of any branch, at the soonest one period after the start.
   */
  branchesKnownFrom: month.optional(),
});
export type PolicyView = z.infer<typeof policyView>;
