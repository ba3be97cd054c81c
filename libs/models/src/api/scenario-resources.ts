import { z } from 'zod';
import { scenario } from '../scenario/scenario';
import { planStatus } from './plan-resources';

/** The document as the user wrote it: comments and order are kept. */
export const scenarioText = z.string().min(1).max(400_000);

export const createScenarioRequest = z.strictObject({ yaml: scenarioText });
export type CreateScenarioRequest = z.infer<typeof createScenarioRequest>;

export const updateScenarioRequest = z.strictObject({ yaml: scenarioText });
export type UpdateScenarioRequest = z.infer<typeof updateScenarioRequest>;

/** A scenario as it is being written; nothing of it is stored. */
export const planPreviewRequest = z.strictObject({ yaml: scenarioText });
export type PlanPreviewRequest = z.infer<typeof planPreviewRequest>;

export const scenarioSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  latestPlan: z
    .strictObject({
      id: z.string(),
      status: planStatus,
      version: z.int().positive(),
      totalCostUsd: z.number().nullable(),
      chips: z.int().nullable(),
      createdAt: z.iso.datetime(),
    })
    .nullable(),
});
export type ScenarioSummary = z.infer<typeof scenarioSummary>;

export const scenarioResponse = scenarioSummary.extend({ yaml: z.string(), scenario });
export type ScenarioResponse = z.infer<typeof scenarioResponse>;

export const scenarioVersionSummary = z.strictObject({
  version: z.int().positive(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ScenarioVersionSummary = z.infer<typeof scenarioVersionSummary>;
