import { z } from 'zod';

/** Calendar month, `YYYY-MM`, of this century: no accelerator is older and no plan reaches further. */
export const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-03');

/** Calendar day, `YYYY-MM-DD`, of this century. */
export const day = z.iso
  .date('expected a day such as 2026-03-31')
  .regex(/^20/, 'expected a day such as 2026-03-31');

/** A share between 0 and 1. */
export const share = z.number().min(0).max(1);

/** Identifier of a thing inside a scenario. */
export const localId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and dashes, such as chat-r1');

/** An uncertain number: a bare number is certain, otherwise low, mid and high of an 80 % interval. */
export const uncertain = z.union([
  z.number(),
  z
    .strictObject({ low: z.number(), mid: z.number(), high: z.number() })
    .refine((v) => v.low <= v.mid && v.mid <= v.high, 'expected low <= mid <= high'),
]);
export type Uncertain = z.infer<typeof uncertain>;

/** Token counts per request: the mean, and optionally the 90th percentile of the length distribution. */
export const tokenLengths = z.union([
  z.number().positive().max(10_000_000),
  z
    .strictObject({
      mean: z.number().positive().max(10_000_000),
      p90: z.number().positive().max(10_000_000).optional(),
    })
    .refine(
      (v) => v.p90 === undefined || v.p90 >= v.mean / 2,
      'expected p90 near or above the mean',
    ),
]);
export type TokenLengths = z.infer<typeof tokenLengths>;
