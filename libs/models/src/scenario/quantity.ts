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

const PROBABILITY_SLACK = 1e-6;

/**
 * Says by how much probabilities miss 1 and names the nearest probabilities that do sum: all in
 * proportion, and the cheaper edit, the one entry changed that is most likely the slip.
 */
export function probabilitiesSum(
  probabilities: readonly number[],
  context: z.core.ParsePayload['issues'],
  input: unknown,
): void {
  sumToOne('probabilities', probabilities, context, input);
}

/** The same for shares of a whole. */
export function sharesSum(
  shares: readonly number[],
  context: z.core.ParsePayload['issues'],
  input: unknown,
): void {
  sumToOne('shares', shares, context, input);
}

/** Lists longer than this are not written out. */
const MOST_SHOWN = 12;

function sumToOne(
  what: 'probabilities' | 'shares',
  parts: readonly number[],
  context: z.core.ParsePayload['issues'],
  input: unknown,
): void {
  const total = parts.reduce((a, b) => a + b, 0);
  if (parts.length === 0 || Math.abs(total - 1) <= PROBABILITY_SLACK) return;
  const tidy = (value: number): number => Math.round(value * 1e4) / 1e4;
  const last = tidy(1 - total + (parts.at(-1) ?? 0));
  const scaled =
    parts.length > MOST_SHOWN
      ? [`each divided by ${tidy(total)}`]
      : [parts.map((p) => tidy(p / total)).join(', ')];
  const change =
    last >= 0 && last <= 1
      ? [`the last one ${last}`, ...scaled.map((s) => `all in proportion: ${s}`)]
      : scaled;
  context.push({
    code: 'custom',
    input,
    message: `the ${what} sum to ${tidy(total)}, not 1`,
    params: {
      code: `scenario/${what}-do-not-sum`,
      expected:
        total > 0
          ? `${what} that sum to 1, such as ${change.join(', or ')}`
          : `${what} that sum to 1`,
    },
  });
}

/**
 * A number that may be known only roughly: a bare number is certain; `low`, `mid`, `high` are the 10th, 50th
 * and 90th percentile of an 80 % interval; or a named distribution. Every point keeps the field's own bounds.
 */
export const uncertainNumber = (number: z.ZodNumber) =>
  z.union([
    number,
    z
      .strictObject({ low: number, mid: number, high: number })
      .refine((v) => v.low <= v.mid && v.mid <= v.high, 'expected low <= mid <= high'),
    z
      .strictObject({ distribution: z.literal('uniform'), low: number, high: number })
      .refine((v) => v.low <= v.high, 'expected low <= high'),
    z
      .strictObject({
        distribution: z.literal('triangular'),
        low: number,
        mode: number,
        high: number,
      })
      .refine((v) => v.low <= v.mode && v.mode <= v.high, 'expected low <= mode <= high'),
    z.strictObject({
      distribution: z.literal('normal'),
      mean: number,
      standardDeviation: z.number().nonnegative(),
    }),
    z
      .strictObject({
        distribution: z.literal('lognormal'),
        median: number.positive(),
        p90: number.positive(),
      })
      .refine((v) => v.p90 >= v.median, 'expected p90 at or above the median'),
    z.strictObject({
      distribution: z.literal('discrete'),
      values: z
        .array(z.strictObject({ value: number, probability: share }))
        .min(1)
        .max(50)
        .check((ctx) =>
          probabilitiesSum(
            ctx.value.map((v) => v.probability),
            ctx.issues,
            ctx.value,
          ),
        ),
    }),
  ]);

/** An uncertain number without bounds of its own. */
export const uncertain = uncertainNumber(z.number());
export type Uncertain = z.infer<typeof uncertain>;

/** The same document with every uncertain number replaced by one number. */
export type Certain<T> = T extends number
  ? T
  : T extends Uncertain
    ? number
    : T extends readonly (infer U)[]
      ? Certain<U>[]
      : T extends object
        ? { [K in keyof T]: Certain<T[K]> }
        : T;

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
