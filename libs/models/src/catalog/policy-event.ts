import { z } from 'zod';
import { confidence } from './figure';

export const policyDirection = z.enum([
  'banned',
  'licensed',
  'lifted',
  'entity-listed',
  'clarified',
  'proposed',
  'suspended',
  'subsidy',
  'local-procurement-guidance',
  'supply-estimate',
  'market-share',
]);

/** One threshold over a chip metric; TPP and performance density as in the US 3A090 entry. */
export const policyCondition = z.strictObject({
  metric: z.enum([
    'tpp',
    'performanceDensity',
    'memoryBandwidthGBps',
    'bidirectionalIoGBps',
    'dieAreaMm2',
  ]),
  op: z.enum(['<', '<=', '>', '>=']),
  value: z.number(),
});
export type PolicyCondition = z.infer<typeof policyCondition>;

/** A threshold rule over chip metrics; a chip is covered where all conditions of `allOf` hold. */
export const policyRule = z.strictObject({
  name: z.string(),
  allOf: z.array(policyCondition),
  /** Further lists of conditions; a chip for which all of one list hold is covered too. */
  orAllOf: z.array(z.array(policyCondition)).optional(),
  /** Lists of conditions under which a notification or licence is needed, no ban. */
  notificationWhen: z.array(z.array(policyCondition)).optional(),
});
export type PolicyRule = z.infer<typeof policyRule>;

/** One dated act of a government or a market, with what it changed for a buyer. */
export const policyEvent = z.strictObject({
  id: z.string(),
  /** Day the act was made known, ISO 8601, as precise as known. */
  date: z.string(),
  /** First and last day it has effect; `null` end: open. An act withdrawn before it applied ends before it begins. */
  effective: z.string(),
  ends: z.string().nullable(),
  jurisdiction: z.enum(['US', 'CN']),
  type: z.enum(['policy', 'market', 'supply']),
  direction: policyDirection,
  title: z.string(),
  titleZh: z.string(),
  chipIds: z.array(z.string()),
  vendors: z.array(z.string()),
  /** Country codes of destinations; `null`: anywhere, or no destination at all (listings, estimates). */
  destinations: z.array(z.string()).nullable(),
  /** Destinations where the same act asks for a licence only. */
  licensedDestinations: z.array(z.string()).optional(),
  /** Ultimate parent countries of buyers whom the act covers wherever the chips are used. */
  parentCountries: z.array(z.string()).optional(),
  /** Set where the act reaches buyers by their parent country alone, not by destination. */
  onlyParentCountries: z.literal(true).optional(),
  /** Set where only state-funded buyers are bound. */
  stateFundedOnly: z.literal(true).optional(),
  rule: policyRule.nullable(),
  /** Machine-readable values the act states (volumes a year, shares, tariffs), keyed by a name with unit. */
  values: z.record(z.string(), z.number()).nullable(),
  confidence,
  sourceIds: z.array(z.string()),
});
export type PolicyEvent = z.infer<typeof policyEvent>;
