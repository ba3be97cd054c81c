import {
  say,
  type Excuse,
  type Llm,
  type Message,
  type Region,
  type TrainingStudyRequest,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { findLlm, findRegion, findSystem } from '../catalog/lookup';
import { expectedLoss, lossFloor, tokensForLoss } from '../training/run/scaling-law';
import { frameworkSpace } from '../training/launch-flags/framework-space';
import {
  CHECKPOINT_WRITE_GBPS,
  CHIP_MTBF_HOURS,
  reliabilityOf,
} from '../workload/scenario-workloads';
import type { TrainingWorkload } from '../workload/training-workload';
import { excuseOf, nearestOf } from './study-systems';

/** A study's question with everything it left open filled in. */
export interface TrainingQuestion {
  readonly kind: 'open';
  readonly request: TrainingStudyRequest;
  readonly workload: TrainingWorkload;
  readonly region: Region;
  /** What a scaling law expects of a model after so many tokens; `null` where the method does not start from nothing. */
  lossAt(llm: Llm, tokens: number): number | null;
  readonly notes: readonly Message[];
}

/** A question that names what is not there or asks for too little, with the place in it. */
export interface RefusedQuestion {
  readonly kind: 'refused';
  /** JSON pointer into the question. */
  readonly pointer: string;
  readonly excuse: Excuse;
}

const DEFAULT_SEQUENCE = 8192;
/** Fine-tuning sees short texts in small batches. */
const DEFAULT_TUNING_SEQUENCE = 4096;
const TUNING_BATCH_TOKENS = 1e6;
const REPAIR_HOURS = 24;
/** The store grows with the run: the lower end of 250-400 GB/s advised for 1,024 chips. */
const STORE_GBPS_PER_CHIP = CHECKPOINT_WRITE_GBPS / 1024;
const DEFAULT_REGION = 'us-va';
const BILLION = 1e9;
/** Methods that start from nothing, which scaling laws of pre-training speak about. */
const FROM_SCRATCH: ReadonlySet<string> = new Set(['pretrain']);
const PRETRAINING: ReadonlySet<string> = new Set(['pretrain', 'continued-pretrain']);

/**
 * Tokens of a step where none are stated: 4 M for 7 B parameters (Llama 2) and 16 M for 405 B (Llama 3), in between
 * and beyond by the same power.
 */
function usualBatchTokens(llm: Llm, method: string): number {
  if (!PRETRAINING.has(method)) return TUNING_BATCH_TOKENS;
  const growth = Math.log(16 / 4) / Math.log(405 / 7);
  const tokens = 4e6 * Math.max(1, llm.activeParamsB / 7) ** growth;
  return 2 ** Math.round(Math.log2(tokens));
}

/** Opens a question: finds what it names, fills in what it leaves open and says so. */
export function openQuestion(
  request: TrainingStudyRequest,
  catalog: Catalog,
  today: string,
): TrainingQuestion | RefusedQuestion {
  const named = findNamed(request, catalog);
  if (named.kind === 'refused') return named;
  const { llm, region, teacher } = named;
  const tokens = tokensOf(request, llm);
  if (typeof tokens !== 'number') return tokens;
  const method = request.method ?? 'pretrain';
  const sequence = request.sequenceTokens ?? sequenceFor(llm, method);
  const batch = request.globalBatchTokens ?? Math.max(sequence, usualBatchTokens(llm, method));
  const isFromScratch = FROM_SCRATCH.has(method);
  const reliability = reliabilityFor(request);
  return {
    kind: 'open',
    request,
    region,
    lossAt: (of, seen) => (isFromScratch ? expectedLoss(of.activeParamsB * BILLION, seen) : null),
    notes: [
      ...assumptionsOf(request, { sequence, batch, region, repairHours: reliability.repairHours }),
      ...(isFromScratch ? [say('training/loss-law')] : []),
    ],
    workload: {
      id: 'run',
      llm,
      method,
      tokens,
      sequenceTokens: sequence,
      globalBatchTokens: batch,
      precision: request.precision ?? 'bf16',
      recompute: request.recompute ?? 'auto',
      startDay: request.start ?? today,
      scaleOutGbpsPerChip: request.scaleOutGbpsPerChip ?? null,
      oversubscription: request.oversubscription ?? null,
      reliability,
      optimizer: request.optimizer ?? 'adamw',
      offloadOptimizer: request.offloadOptimizer ?? false,
      ...frameworkSpace(request.framework ?? null),
      rolloutElsewhere: request.rollout !== undefined,
      ...(teacher === null ? {} : { teacher }),
    },
  };
}

/** What a question names, found in the catalogue. */
interface Named {
  readonly kind: 'found';
  readonly llm: Llm;
  readonly region: Region;
  /** Of a distillation. */
  readonly teacher: Llm | null;
}

function findNamed(request: TrainingStudyRequest, catalog: Catalog): Named | RefusedQuestion {
  const lookup = findLlm(catalog, request.model);
  if (lookup.kind === 'unknown') {
    return refused('/model', 'training/unknown-model', {
      model: request.model,
      ...nearestOf(lookup.nearest),
    });
  }
  const place = findRegion(catalog, request.region ?? DEFAULT_REGION);
  if (place.kind === 'unknown') {
    return refused('/region', 'training/unknown-region', {
      region: place.id,
      ...nearestOf(place.nearest),
    });
  }
  const teacher = request.teacher === undefined ? null : findLlm(catalog, request.teacher);
  if (teacher?.kind === 'unknown') {
    return refused('/teacher', 'training/unknown-model', {
      model: teacher.id,
      ...nearestOf(teacher.nearest),
    });
  }
  const { system: generator } = request.rollout ?? {};
  const rollout = generator === undefined ? null : findSystem(catalog, generator);
  if (rollout?.kind === 'unknown') {
    return refused('/rollout/system', 'training/unknown-system', {
      system: rollout.id,
      ...nearestOf(rollout.nearest),
    });
  }
  return {
    kind: 'found',
    llm: lookup.entry,
    region: place.entry,
    teacher: teacher?.entry ?? null,
  };
}

/** How often chips fail and what a checkpoint takes, where stated; the rest as runs have had it. */
function reliabilityFor({ reliability = {} }: TrainingStudyRequest) {
  const { rampDays, repairHours = REPAIR_HOURS, ...rest } = reliability;
  return {
    ...reliabilityOf(rest),
    repairHours,
    rampDays: rampDays ?? 0,
    ...(rest.checkpointWriteGBps === undefined
      ? { checkpointWriteGBpsPerChip: STORE_GBPS_PER_CHIP }
      : {}),
  };
}

/** What was filled in because the question leaves it open. */
function assumptionsOf(
  { sequenceTokens, globalBatchTokens, reliability, region: stated }: TrainingStudyRequest,
  used: { sequence: number; batch: number; region: Region; repairHours: number },
): Message[] {
  const notes: Message[] = [];
  if (sequenceTokens === undefined) {
    notes.push(say('training/assumed-sequence', { tokens: used.sequence }));
  }
  if (globalBatchTokens === undefined) {
    notes.push(say('training/assumed-batch', { batchTokens: used.batch }));
  }
  if (reliability?.chipMtbfHours === undefined) {
    const { repairHours } = used;
    notes.push(say('training/assumed-failures', { mtbfHours: CHIP_MTBF_HOURS, repairHours }));
  }
  if (reliability?.checkpointWriteGBps === undefined) {
    notes.push(say('training/assumed-store', { writeGBps: STORE_GBPS_PER_CHIP }));
  }
  if (stated === undefined) {
    notes.push(say('training/assumed-place', { region: used.region.name }));
  }
  return notes;
}

function sequenceFor(llm: Llm, method: string): number {
  const usual = PRETRAINING.has(method) ? DEFAULT_SEQUENCE : DEFAULT_TUNING_SEQUENCE;
  return Math.min(usual, llm.maxContextTokens ?? usual);
}

/** Tokens stated, or found from the loss; goals that solve for tokens need neither. */
function tokensOf(request: TrainingStudyRequest, llm: Llm): number | RefusedQuestion {
  if (request.tokens !== undefined) return request.tokens;
  const { kind } = request.goal;
  const params = llm.activeParamsB * BILLION;
  if (request.targetLoss === undefined) {
    return kind === 'most-tokens' || kind === 'largest-model'
      ? params
      : refused('/tokens', 'training/no-tokens', {});
  }
  const found = tokensForLoss(params, request.targetLoss);
  if (found !== null) return found;
  const floor = lossFloor(params);
  return refused(
    '/targetLoss',
    'training/loss-out-of-reach',
    { paramsB: llm.activeParamsB, floor, asked: request.targetLoss },
    {
      limit: floor,
      actual: request.targetLoss,
      nearestFeasible: Math.ceil(floor * 100) / 100,
      unit: 'nats',
    },
  );
}

function refused(
  pointer: string,
  code: Parameters<typeof say>[0],
  params: Record<string, string | number>,
  figures: Parameters<typeof excuseOf>[1] = {},
): RefusedQuestion {
  return { kind: 'refused', pointer, excuse: excuseOf(say(code, params), figures) };
}
