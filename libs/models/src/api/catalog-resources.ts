import { z } from 'zod';
import { source } from '../catalog/figure';

/** State of the catalogue a plan is made from. */
export const catalogInfo = z.strictObject({
  version: z.string(),
  asOf: z.string(),
  counts: z.record(z.string(), z.int()),
});
export type CatalogInfo = z.infer<typeof catalogInfo>;

/** A catalogue entry together with the sources its figures name. */
export function withSources<T extends z.ZodType>(entry: T) {
  return z.strictObject({ entry, sources: z.array(source) });
}
