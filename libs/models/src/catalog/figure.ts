import { z } from 'zod';

/** How far a figure can be trusted; `estimate` marks what the product derived from a class of chips, never a published value. */
export const confidence = z.enum([
  'verified',
  'cross-checked',
  'vendor',
  'analyst',
  'press',
  'secondary',
  'derived',
  'given',
  'assumption',
  'unverified',
  'estimate',
]);
export type Confidence = z.infer<typeof confidence>;

/** Where a figure was read. `date` is the publication or snapshot date, ISO 8601, as precise as known. */
export const source = z.strictObject({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  date: z.string().nullable(),
});
export type Source = z.infer<typeof source>;

/**
 * One published number with its provenance. The unit is in the name of the field that holds it.
 * `low` and `high` carry a published or estimated range around `value`.
 */
export const figure = z.strictObject({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  sourceId: z.string(),
  date: z.string().nullable(),
  /** Of a price: the country whose market it was quoted in, where the quote is of one market alone. */
  market: z.string().optional(),
  confidence,
});
export type Figure = z.infer<typeof figure>;

/** A figure, or `null` where nobody has published one: unknown stays unknown, never 0. */
export const figureOrUnknown = figure.nullable();
export type FigureOrUnknown = z.infer<typeof figureOrUnknown>;
