import { z } from 'zod';
import { trainingLayout, trainingRun } from '../plan/deployment';
import { excuse, message, prediction } from '../plan/message';
import { day } from '../scenario/quantity';
import { hardwareFilter } from '../scenario/service-demand';
import { trainingMethod, trainingOptimizer, trainingPrecision } from '../scenario/training-demand';

/** What a study solves for: the rest follows from the model, the tokens and the systems. */
export const trainingGoal = z.discriminatedUnion('kind', [
  /** The fastest layout on so many chips. */
  z.strictObject({ kind: z.literal('chips'), chips: z.int().positive().max(2_000_000) }),
  /** The fewest systems that end in time, failures included. */
  z.strictObject({
    kind: z.literal('deadline'),
    days: z.number().positive().max(3650),
    /** Money it may take besides. */
    usd: z.number().positive().max(1e13).optional(),
  }),
  /** The earliest end for the money. */
  z.strictObject({
    kind: z.literal('budget'),
    usd: z.number().positive().max(1e13),
    /** More chips than this cannot be got. */
    maxChips: z.int().positive().max(2_000_000).optional(),
  }),
  /** The most tokens that both allow. */
  z.strictObject({
    kind: z.literal('most-tokens'),
    days: z.number().positive().max(3650),
    usd: z.number().positive().max(1e13),
  }),
  /** The largest model of the catalogue that both allow, on so many tokens for each active parameter. */
  z.strictObject({
    kind: z.literal('largest-model'),
    days: z.number().positive().max(3650),
    usd: z.number().positive().max(1e13),
    tokensPerParam: z.number().positive().max(100_000).optional(),
  }),
]);
export type TrainingGoal = z.infer<typeof trainingGoal>;

export const trainingFramework = z.enum(['megatron', 'mindspeed', 'nemo', 'torchtitan', 'maxtext']);
export type TrainingFramework = z.infer<typeof trainingFramework>;

/** A layout of one's own to be checked; what is left open is 1, `none`, `1f1b`. */
export const statedLayout = trainingLayout
  .omit({ sequenceParallel: true })
  .partial()
  .extend({ sequenceParallel: z.boolean().optional() });
export type StatedLayout = z.infer<typeof statedLayout>;

const axis = z.array(z.number().positive()).max(12);

/** Networks to try the best layout's system with; an empty or absent list keeps the system's own. */
export const bandwidthAxes = z.strictObject({
  scaleUpDomainChips: z.array(z.int().positive().max(16_384)).max(12).optional(),
  scaleUpGBpsPerChip: axis.optional(),
  scaleOutGbpsPerChip: axis.optional(),
  oversubscription: z.array(z.number().min(1).max(64)).max(12).optional(),
});
export type BandwidthAxesRequest = z.infer<typeof bandwidthAxes>;

/** One question about a training run. Numbers left out have defaults, and the answer says which were used. */
export const trainingStudyRequest = z.strictObject({
  /** Id, name or alias of the catalogue. */
  model: z.string().min(1).max(200),
  goal: trainingGoal,
  /** Tokens the run sees; or `targetLoss`, from which a scaling law finds them. */
  tokens: z.number().positive().max(1e16).optional(),
  targetLoss: z.number().positive().max(20).optional(),
  method: trainingMethod.optional(),
  sequenceTokens: z.int().positive().max(10_000_000).optional(),
  globalBatchTokens: z.number().positive().max(1e10).optional(),
  precision: trainingPrecision.optional(),
  optimizer: trainingOptimizer.optional(),
  /** Keep optimiser states in the hosts' memory, as far as the system states and has it. */
  offloadOptimizer: z.boolean().optional(),
  recompute: z.enum(['auto', 'none', 'selective', 'full']).optional(),
  /** First day of the run; today unless stated. */
  start: day.optional(),
  /** Systems by id, name or alias; every one of the catalogue that is sold unless stated. */
  systems: z.array(z.string().min(1).max(200)).max(300).optional(),
  hardware: hardwareFilter.optional(),
  /** Use chips whose figures are partly unpublished, with estimates of their class. */
  acceptEstimates: z.boolean().optional(),
  /** One layout to be checked and costed instead of the best one. */
  layout: statedLayout.optional(),
  /** Software the layout has to be expressed in; flags for it come with the answer. */
  framework: trainingFramework.optional(),
  teacher: z.string().min(1).max(200).optional(),
  /** Reinforcement learning only: generate on a fleet of its own. */
  rollout: z
    .strictObject({
      system: z.string().min(1).max(200).optional(),
      promptTokens: z.int().positive().max(1_000_000).optional(),
      responseTokens: z.int().positive().max(1_000_000).optional(),
    })
    .optional(),
  reliability: z
    .strictObject({
      chipMtbfHours: z.number().positive().max(1e9).optional(),
      restartMinutes: z.number().nonnegative().max(100_000).optional(),
      repairHours: z.number().nonnegative().max(10_000).optional(),
      checkpointWriteGBps: z.number().positive().max(1e6).optional(),
      rampDays: z.number().nonnegative().max(365).optional(),
    })
    .optional(),
  /** In place of the catalogue's prices, for every system. */
  usdPerChipHour: z.number().positive().max(10_000).optional(),
  /** Region of the catalogue for offers, electricity and carbon. */
  region: z.string().min(1).max(200).optional(),
  scaleOutGbpsPerChip: z.number().positive().max(100_000).optional(),
  oversubscription: z.number().min(1).max(64).optional(),
  /** Time and cost against the network, for the best option's system and chips. */
  bandwidth: bandwidthAxes.optional(),
});
export type TrainingStudyRequest = z.infer<typeof trainingStudyRequest>;

/** What an hour of one chip costs and how that is known. */
export const chipHourPrice = z.strictObject({
  usdPerChipHour: z.number(),
  basis: z.enum(['given', 'rent', 'own']),
  sourceId: z.string().nullable(),
  date: z.string().nullable(),
});
export type ChipHourPrice = z.infer<typeof chipHourPrice>;

/** Chips that generate what reinforcement learning trains on. */
export const rolloutFleet = z.strictObject({
  systemId: z.string(),
  systems: z.int().positive(),
  chips: z.int().positive(),
  outputTokensPerSecondPerChip: z.number(),
  /** Of the trainer's time, that generation keeps up with; 1 when it never waits. */
  keepsUpShare: z.number(),
  costUsd: z.number().nullable(),
});
export type RolloutFleet = z.infer<typeof rolloutFleet>;

/** One system's answer. */
export const trainingOption = z.strictObject({
  run: trainingRun,
  systemName: z.string(),
  vendor: z.string(),
  tokens: z.number(),
  goodput: prediction,
  meanTimeBetweenInterruptionsHours: z.number(),
  checkpointGb: z.number(),
  checkpointSeconds: z.number(),
  /** Systems that stand by to take over from broken ones; they are paid for. */
  spareSystems: z.int().nonnegative(),
  price: chipHourPrice.nullable(),
  costUsd: prediction.nullable(),
  usdPerMillionTokens: z.number().nullable(),
  energyMwh: z.number(),
  carbonTonnes: z.number().nullable(),
  rollout: rolloutFleet.nullable(),
});
export type TrainingOption = z.infer<typeof trainingOption>;

/** A choice nobody beats in time, chips and cost together. */
export const trainingFrontierPoint = z.strictObject({
  systemId: z.string(),
  systemName: z.string(),
  vendor: z.string(),
  chips: z.int().positive(),
  wallClockDays: z.number(),
  costUsd: z.number().nullable(),
  layout: trainingLayout,
});
export type TrainingFrontierPoint = z.infer<typeof trainingFrontierPoint>;

export const bandwidthPoint = z.strictObject({
  scaleUpDomainChips: z.number(),
  scaleUpGBpsPerChip: z.number(),
  scaleOutGbpsPerChip: z.number(),
  oversubscription: z.number(),
  wallClockDays: z.number(),
  chipHours: z.number(),
  costUsd: z.number().nullable(),
  /** Over that on the system's own network. */
  relativeCost: z.number(),
  exposedCommunicationShare: z.number(),
  layout: trainingLayout,
  heldLayoutDays: z.number(),
});
export type BandwidthPointResource = z.infer<typeof bandwidthPoint>;

/** A layout as a training framework is told it. */
export const launchFlags = z.strictObject({
  framework: trainingFramework,
  version: z.string(),
  sourceUrl: z.string(),
  /** One flag a line, for a shell. */
  shell: z.string(),
  /** The same as the framework's own file: YAML, TOML or JSON. */
  file: z.string(),
  fileName: z.string(),
  /** What the framework cannot express and how it was rendered. */
  notes: z.array(message),
});
export type LaunchFlags = z.infer<typeof launchFlags>;

export const trainingStudy = z.strictObject({
  modelId: z.string(),
  modelName: z.string(),
  totalParamsB: z.number(),
  activeParamsB: z.number(),
  method: trainingMethod,
  goal: trainingGoal,
  tokens: z.number(),
  sequenceTokens: z.number(),
  globalBatchTokens: z.number(),
  /** What a scaling law expects of so many tokens; `null` where the method is not pre-training. */
  expectedLoss: z.number().nullable(),
  /** Best first. */
  options: z.array(trainingOption),
  frontier: z.array(trainingFrontierPoint),
  excuses: z.array(excuse),
  flags: z.array(launchFlags),
  bandwidth: z
    .strictObject({ systemId: z.string(), chips: z.int(), points: z.array(bandwidthPoint) })
    .nullable(),
  /** What was assumed where the question left it open. */
  notes: z.array(message),
  layoutsConsidered: z.number(),
  /** Yuan for a dollar, for whoever shows the amounts in yuan. */
  usdCny: z.number(),
});
export type TrainingStudy = z.infer<typeof trainingStudy>;
