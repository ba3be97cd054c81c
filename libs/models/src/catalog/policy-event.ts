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

/** A threshold rule over chip metrics; all conditions must hold for a chip to be covered. */
export const policyRule = z.strictObject({
  name: z.string(),
  allOf: z.array(
    z.strictObject({
      metric: z.enum([
        'tpp',
        'performanceDensity',
        'memoryBandwidthGBps',
        'bidirectionalIoGBps',
        'dieAreaMm2',
      ]),
      op: z.enum(['<', '<=', '>', '>=']),
      value: z.number(),
    }),
  ),
});

/** One dated act of a government or a market, with what it changed for a buyer. */
export const policyEvent = z.strictObject({
  id: z.string(),
  /** Day the act was made known, ISO 8601, as precise as known. */
  date: z.string(),
  /** First and last day it has effect; `null` end: open. */
  effective: z.string(),
  ends: z.string().nullable(),
  jurisdiction: z.enum(['US', 'CN']),
  type: z.enum(['policy', 'market', 'supply']),
  direction: policyDirection,
  title: z.string(),
  titleZh: z.string(),
  chipIds: z.array(z.string()),
  vendors: z.array(z.string()),
  /** Country codes of destinations; `null`: anywhere. */
  destinations: z.array(z.string()).nullable(),
  rule: policyRule.nullable(),
  /** Machine-readable values the act states (volumes a year, shares, tariffs), keyed by a name with unit. */
  values: z.record(z.string(), z.number()).nullable(),
  confidence,
  sourceIds: z.array(z.string()),
});
export type PolicyEvent = z.infer<typeof policyEvent>;
