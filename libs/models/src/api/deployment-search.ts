import { z } from 'zod';
import { kvPrecision, weightPrecision } from '../catalog/precision';
import { bound, parallelism, serviceDeployment } from '../plan/deployment';
import { excuse, message, prediction } from '../plan/message';
import { share, tokenLengths } from '../scenario/quantity';
import { slo } from '../scenario/service-demand';

const MOST_SYSTEMS = 200;
const MOST_REQUESTS_PER_SECOND = 10_000_000;
const LARGEST_GROUP = 4096;

export const servingMode = z.enum(['aggregated', 'disaggregated']);
export type ServingMode = z.infer<typeof servingMode>;

/** Tokens drafted for each one that is verified, and the share of drafts that are accepted, each given the last. */
export const speculationAsk = z.union([
  z.enum(['auto', 'off']),
  z.strictObject({ draftTokens: z.int().min(1).max(8), acceptanceShare: share.optional() }),
]);
export type SpeculationAsk = z.infer<typeof speculationAsk>;

/** Sizes a layout has to have; absent ones are searched. */
export const layoutAsk = z.strictObject({
  tp: z.int().min(1).max(LARGEST_GROUP).optional(),
  pp: z.int().min(1).max(LARGEST_GROUP).optional(),
  dp: z.int().min(1).max(LARGEST_GROUP).optional(),
  ep: z.int().min(1).max(LARGEST_GROUP).optional(),
});
export type LayoutAsk = z.infer<typeof layoutAsk>;

/** How one model is best served: on which systems, in which layout, at what speed. */
export const deploymentSearchRequest = z.strictObject({
  /** Id, name or alias of a model of the catalogue. */
  model: z.string().min(1).max(200),
  /** Ids, names or aliases of systems; absent searches the whole catalogue. */
  systems: z.array(z.string().min(1).max(200)).min(1).max(MOST_SYSTEMS).optional(),
  /** Names of vendors; absent allows all. */
  vendors: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
  inputTokens: tokenLengths,
  outputTokens: tokenLengths,
  /** Share of prompt tokens found in the prefix cache. */
  prefixCacheHitShare: share.optional(),
  slo: slo.optional(),
  /** Peak load to size for; absent compares speeds only. */
  requestsPerSecond: z.number().positive().max(MOST_REQUESTS_PER_SECOND).optional(),
  /** Load a replica may carry relative to its sustained capacity. */
  targetUtilisation: z.number().min(0.1).max(1).optional(),
  engine: z.enum(['auto', 'vllm', 'sglang', 'tensorrt-llm', 'vendor']).optional(),
  modes: z.array(servingMode).min(1).max(2).optional(),
  weightPrecisions: z.array(weightPrecision).min(1).max(7).optional(),
  kvPrecision: kvPrecision.optional(),
  /** `auto`: with and without the model's own draft layers. */
  speculation: speculationAsk.optional(),
  layout: layoutAsk.optional(),
  /** Also prefill on one and decode on another of the systems named, at most eight. */
  acrossSystems: z.boolean().optional(),
  /** Deployments listed for each system and mode. */
  top: z.int().min(1).max(20).optional(),
  /** Adds the breakdown of times and the engines' flags to every system. */
  detail: z.boolean().optional(),
});
export type DeploymentSearchRequest = z.infer<typeof deploymentSearchRequest>;

/** One deployment, and how much of it a load needs. */
export const deploymentOption = z.strictObject({
  deployment: serviceDeployment,
  outputTokensPerSecondPerUser: prediction,
  /** For the load asked for; `null` without one. Chips are those of whole systems. */
  replicas: z.int().positive().nullable(),
  systems: z.int().positive().nullable(),
  chips: z.int().positive().nullable(),
});
export type DeploymentOption = z.infer<typeof deploymentOption>;

/** A point no other point of its system beats in both speeds. */
export const frontPoint = z.strictObject({
  mode: servingMode,
  weightPrecision,
  parallelism,
  draftTokens: z.int().nonnegative(),
  concurrency: z.int().positive(),
  chips: z.int().positive(),
  outputTokensPerSecondPerChip: z.number(),
  outputTokensPerSecondPerUser: z.number(),
  ttftMs: z.number(),
});
export type FrontPoint = z.infer<typeof frontPoint>;

/** Where a time comes from: a surface fitted to this chip's kernels, to its generation's, to all; or an engine's profile. */
export const timeOrigin = z.enum(['chip', 'generation', 'population', 'profile', 'datasheet']);
export type TimeOrigin = z.infer<typeof timeOrigin>;

/** One operation of a step against the least time physics allows it. */
export const operationTime = z.strictObject({
  operation: z.string(),
  ms: z.number(),
  /** At the datasheet's peaks, everything overlapped. */
  speedOfLightMs: z.number(),
  bound,
  origin: timeOrigin,
});
export type OperationTime = z.infer<typeof operationTime>;

/** What a step is made of. The residual is what measured runs of like software took beyond the kernels. */
export const stepBreakdown = z.strictObject({
  operations: z.array(operationTime),
  residualFactor: z.number(),
  totalMs: z.number(),
  speedOfLightMs: z.number(),
});
export type StepBreakdown = z.infer<typeof stepBreakdown>;

/** A deployment as the flags of one engine; `files` hold what goes into its configuration. */
export const deployHint = z.strictObject({
  engine: z.enum(['vllm', 'sglang', 'tensorrt-llm', 'mindie']),
  /** Version of the engine the names of the flags were checked against, and where. */
  checkedVersion: z.string(),
  source: z.string(),
  /** One command for each pool: `serve`, or `prefill` and `decode`. */
  commands: z.array(z.strictObject({ role: z.string(), command: z.string() })),
  files: z.array(z.strictObject({ name: z.string(), json: z.string(), yaml: z.string() })),
  /** What the engine cannot be told by flags, or was not checked. */
  notes: z.array(message),
});
export type DeployHint = z.infer<typeof deployHint>;

/** What one system, or a pair of them, makes of the workload. */
export const systemDeployments = z.strictObject({
  systemId: z.string(),
  systemName: z.string(),
  /** Set where another system prefills. */
  prefillSystemId: z.string().nullable(),
  prefillSystemName: z.string().nullable(),
  chipId: z.string(),
  vendor: z.string(),
  chipsPerSystem: z.int().positive(),
  /** Most tokens per chip that keep the SLO. */
  best: deploymentOption,
  /** Fewest systems for the load, where that is another deployment than the best; `null` without a load. */
  fewest: deploymentOption.nullable(),
  /** The best of each mode; only where the whole space was searched. */
  top: z.array(deploymentOption),
  pareto: z.array(frontPoint),
  detail: z
    .strictObject({
      decode: stepBreakdown,
      prefill: stepBreakdown,
      hints: z.array(deployHint),
    })
    .nullable(),
});
export type SystemDeployments = z.infer<typeof systemDeployments>;

export const deploymentSearchAnswer = z.strictObject({
  modelId: z.string(),
  modelName: z.string(),
  catalogVersion: z.string(),
  /** Best first: by systems' tokens per chip. */
  systems: z.array(systemDeployments),
  excuses: z.array(excuse),
  /** Configurations whose speed was computed. */
  evaluated: z.int().nonnegative(),
});
export type DeploymentSearchAnswer = z.infer<typeof deploymentSearchAnswer>;
