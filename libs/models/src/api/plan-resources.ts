import { z } from 'zod';
import { plan } from '../plan/plan';

export const planStatus = z.enum([
  'queued',
  'running',
  'ready',
  'infeasible',
  'failed',
  'cancelled',
]);
export type PlanStatus = z.infer<typeof planStatus>;

/** Plans the scenario's version given, or its latest. */
export const createPlanRequest = z.strictObject({
  scenarioId: z.uuid(),
  version: z.int().positive().optional(),
});
export type CreatePlanRequest = z.infer<typeof createPlanRequest>;

export const planSummary = z.strictObject({
  id: z.string(),
  scenarioId: z.string(),
  scenarioName: z.string(),
  version: z.int().positive(),
  status: planStatus,
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  totalCostUsd: z.number().nullable(),
  chips: z.int().nullable(),
  /** Set when `status` is failed: a code and a sentence. */
  failure: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
});
export type PlanSummary = z.infer<typeof planSummary>;

export const planResponse = planSummary.extend({ plan: plan.nullable() });
export type PlanResponse = z.infer<typeof planResponse>;

/** One Server-Sent Event of a plan's progress. */
export const planEvent = z.strictObject({ id: z.string(), status: planStatus });
export type PlanEvent = z.infer<typeof planEvent>;
