import { z } from 'zod';

/** Which two plans to set side by side; `causes` also says why the cost moved, which plans anew between them. */
export const comparisonQuery = z.strictObject({
  from: z.uuid(),
  to: z.uuid(),
  causes: z.stringbool().optional(),
});
export type ComparisonQuery = z.infer<typeof comparisonQuery>;
