import { z } from 'zod';
import { confidence } from './figure';

/** A dated statement about vendors and their market that a planner weighs, though no rule of the planner computes with it. */
export const marketFact = z.strictObject({
  id: z.string(),
  kind: z.enum(['share', 'finance', 'supply', 'product', 'practice']),
  statement: z.string(),
  statementZh: z.string(),
  /** `null` where the statement has no number. */
  value: z.number().nullable(),
  unit: z.string().nullable(),
  /** Year, quarter or month it speaks of. */
  period: z.string().nullable(),
  vendors: z.array(z.string()),
  chipIds: z.array(z.string()),
  sourceId: z.string(),
  confidence,
});
export type MarketFact = z.infer<typeof marketFact>;
