import type { TrainingLayout } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import type { Machine } from '../../topology/machine';
import { gbFromBytes } from '../../units/convert';
import type { Bytes } from '../../units/quantity';
import { logNormalInterval } from '../../uncertainty/interval';
import {
  chipClass,
  EFFICIENCY_DATA,
  efficiencyOf,
  isEarly,
  relativeSigma,
  type EfficiencyData,
  type TrainingStack,
} from '../step/efficiency';
import { divisors, wireLayout, type LayoutPoint, type Recompute } from '../layouts/layout';
import { layersPerStage } from '../step/memory';
import { modelFlopsPerToken } from '../step/operations';
import { recipeOn, withGradientBytes, type TrainingRecipe } from '../run/recipe';
import { machineOfRow, recipeNameOfRow, splitMachine } from './row-machine';
import { methodOfRow, shapeOfRow } from './row-shape';
import { evaluateLayout, fastestOn, searchLayouts, type EvaluatedLayout } from '../layouts/search';
import { layoutSpace, type LayoutSpace } from '../layouts/search-space';
import type { TrainingModelShape } from '../step/shape';
import { createStepContext, type StepContext } from '../step/step-context';
import { isOutOfMemory, outOfMemoryRow, trainingRow, type TrainingRow } from './training-row';

/** The answer to one row of `predict training`. MFU counts causal model FLOP over the dense peak of the recipe. */
export interface TrainingPrediction {
  readonly id: string;
  readonly tokensPerSecondPerChip: number;
  readonly mfu: number;
  readonly stepTimeSeconds: number;
  readonly memoryGbPerChip: number;
  readonly fits: boolean;
  /** 80 % intervals as [p10, p90]. */
  readonly interval: {
    readonly tokensPerSecondPerChip: readonly [number, number];
    readonly stepTimeSeconds: readonly [number, number];
  };
  readonly layout: TrainingLayout;
}

export interface TrainingPredictionError {
  readonly id: string;
  readonly error: { readonly code: string; readonly message: string };
}

/** Sequences per replica a step is taken to hold where a row does not say: enough to fill a pipeline. */
const DEFAULT_SEQUENCES_PER_REPLICA = 16;
/** A batch of four million tokens is usual where neither layout nor batch are stated (GPT-3: 3.2 M, Llama 2: 4 M). */
const DEFAULT_BATCH_TOKENS = 4e6;
/** What ran did fit: a completion may need this much more than the memory model allows. */
const MEMORY_TOLERANCE = 1.12;
/** Micro-batches per stage below which a plain pipeline idles for more than a quarter of the time. */
const UNLIKELY_FILL = 3;
const MAXIMUM_MICRO_BATCH = 32;

/**
 * Predicts one training run; pure, so no row can change another's answer.
 * @param row a row as `shared measured` files state it; `measured`, `source`, `notes`, `stratum` are ignored
 * @param data coefficients other than the product's own, for calibration
 */
export function predictTraining(
  row: unknown,
  catalog: Catalog,
  data: EfficiencyData = EFFICIENCY_DATA,
): TrainingPrediction | TrainingPredictionError {
  const parsed = (isOutOfMemory(row) ? outOfMemoryRow : trainingRow).safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return failed(
      idOf(row),
      'predict/bad-row',
      `${where}: ${issue?.message ?? 'not a training row'}`,
    );
  }
  return predictParsedRow(parsed.data, catalog, data);
}

const idOf = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : '';

const failed = (id: string, code: string, message: string): TrainingPredictionError => ({
  id,
  error: { code, message },
});

/** A row with what follows from it before any coefficient is used. */
export interface OpenTrainingRow {
  readonly row: TrainingRow;
  readonly machine: Machine;
  /** Ranks the layout counts per chip. */
  readonly parts: number;
  readonly shape: TrainingModelShape;
  readonly stack: TrainingStack;
  readonly recipe: TrainingRecipe;
}

/** As {@link predictTraining}, for a row already read. */
function predictParsedRow(
  row: TrainingRow,
  catalog: Catalog,
  data: EfficiencyData = EFFICIENCY_DATA,
): TrainingPrediction | TrainingPredictionError {
  const open = openTrainingRow(row, catalog);
  return 'error' in open ? open : predictOpenRow(open, data);
}

/** Model, machine, stack and formats of a row. */
export function openTrainingRow(
  row: TrainingRow,
  catalog: Catalog,
): OpenTrainingRow | TrainingPredictionError {
  const whole = machineOfRow(row, catalog);
  if (whole === null) {
    return failed(row.id, 'predict/unknown-chip', `No figures for the chip ${row.chip}`);
  }
  const parts = ranksPerChip(row);
  const machine = splitMachine(whole, parts);
  const stack = stackOfRow(row, chipClass(machine));
  const recipe = recipeOn(
    machine,
    recipeNameOfRow(row.precision ?? null, machine, methodOfRow(row) === 'pretrain'),
  );
  if (recipe === null) {
    return failed(row.id, 'predict/no-peak', `No published peak for training on ${row.chip}`);
  }
  return {
    row,
    machine,
    parts,
    shape: shapeOfRow(row.model, row.sequenceLength, catalog.llms),
    stack,
    recipe: gradientsOfRow(row, recipe, stack),
  };
}

/** The answer to an opened row under a set of coefficients. */
export function predictOpenRow(
  open: OpenTrainingRow,
  data: EfficiencyData,
): TrainingPrediction | TrainingPredictionError {
  const { row, machine, parts, stack } = open;
  const context = createStepContext({
    shape: open.shape,
    machine,
    recipe: open.recipe,
    method: methodOfRow(row),
    stack,
    sequence: row.sequenceLength,
    globalBatch: globalBatchOf(row),
    efficiency: efficiencyOf(machine, stack, data),
  });
  if (context === null) {
    return failed(row.id, 'predict/no-peak', `No published peak for training on ${row.chip}`);
  }
  const { found, fits } = evaluateRow(row, context, machine.chips);
  const kind = row.parallelism === null ? 'found' : 'stated';
  const family = open.shape.moe === null ? 'dense' : 'moe';
  const sigma = Math.hypot(relativeSigma(machine, family, kind, data), machine.figureSigma);
  // A layout that needs more ranks than the row has chips is counted on the chips it needs.
  const perChip = found.tokensPerSecond / Math.max(row.chips, found.chips / parts);
  const speed = logNormalInterval(perChip, sigma);
  const step = logNormalInterval(found.step.total, sigma);
  const peak = context.linearPeak * parts;
  return {
    id: row.id,
    tokensPerSecondPerChip: perChip,
    mfu: (perChip * modelFlopsPerToken(context.shape, row.sequenceLength)) / peak,
    stepTimeSeconds: found.step.total,
    memoryGbPerChip: gbFromBytes((found.memory.total * parts) as Bytes),
    fits,
    interval: {
      tokensPerSecondPerChip: [speed.low, speed.high],
      stepTimeSeconds: [step.low, step.high],
    },
    layout: wireLayout(found.layout),
  };
}

interface RowAnswer {
  readonly found: EvaluatedLayout;
  readonly fits: boolean;
}

function evaluateRow(row: TrainingRow, context: StepContext, chips: number): RowAnswer {
  if (row.parallelism !== null) return evaluateStated(row, context, chips);
  const recompute = recomputeOf(row) ?? (recomputesLayers(row, context) ? 'full' : 'auto');
  // Slices of TPUs are joined by a much slower network: weights are sharded within one and replicated across.
  const options = { hybridSharding: runsOnTpu(row) };
  const fixed = usualSpace(row, context, layoutSpace(context, chips, recompute, options));
  // A run that is asked about did run somehow: where nothing fits, the answer says so and is given all the same.
  for (const share of [1, MEMORY_TOLERANCE, Infinity]) {
    const roomy = { ...context, memory: context.memory * share };
    const found = searchLayouts(roomy, fixed, fastestOn(roomy, chips)).best;
    if (found !== null) return { found, fits: share === 1 };
  }
  // A batch no layout divides: plain data parallelism, with at least one micro-batch each.
  return evaluateStated(row, context, chips);
}

/** What of the space runs are published at: round micro-batches, even stages, and no pipelines on tori of TPUs. */
function usualSpace(row: TrainingRow, context: StepContext, space: LayoutSpace): LayoutSpace {
  const { layers } = context.shape;
  // Embedding and head may count as a layer each (Megatron's account of embedding in pipeline split).
  const even = (pp: number) => layers % pp === 0 || (layers + 2) % pp === 0;
  return {
    ...space,
    pipeline: space.pipeline.filter((pp) => pp === 1 || (!runsOnTpu(row) && even(pp))),
    microBatch:
      row.microBatch === null
        ? space.microBatch.filter((size) => Number.isInteger(Math.log2(size)))
        : [row.microBatch],
  };
}

const runsOnTpu = (row: TrainingRow): boolean => /tpu/i.test(row.chip);

/** XLA on GPUs keeps the inputs of layers alone (Pax, MaxText: their default policy); on TPUs recipes are tuned. */
const recomputesLayers = (row: TrainingRow, { stack }: StepContext): boolean =>
  stack === 'xla' && !runsOnTpu(row);

/** The stated layout; what it leaves open is completed with what fits, the fastest first. */
function evaluateStated(row: TrainingRow, context: StepContext, chips: number): RowAnswer {
  const stated = recomputeOf(row);
  const recomputes: readonly Recompute[] =
    stated === null ? ['none', 'selective', 'full'] : [stated];
  const perReplica = context.globalBatch / replicasOf(row, chips);
  const sizes = row.microBatch === null ? microBatchSizes(perReplica) : [row.microBatch];
  let best: EvaluatedLayout | null = null;
  let leanest: EvaluatedLayout | null = null;
  for (const microBatch of sizes) {
    for (const recompute of recomputes) {
      const candidate = evaluateLayout(
        context,
        layoutOfRow(row, context, chips, microBatch, recompute),
      );
      if (leanest === null || candidate.memory.total < leanest.memory.total) leanest = candidate;
      if (candidate.memory.total > context.deviceMemory * MEMORY_TOLERANCE) continue;
      if (best === null || candidate.tokensPerSecond > best.tokensPerSecond) best = candidate;
    }
  }
  const least = leanest as EvaluatedLayout;
  return { found: best ?? least, fits: least.memory.total <= context.memory };
}

/** Sizes that divide the sequences of a replica; one where none is known to. */
const microBatchSizes = (perReplica: number): number[] =>
  Number.isInteger(perReplica)
    ? divisors(perReplica).filter((size) => size <= MAXIMUM_MICRO_BATCH)
    : [1];

function layoutOfRow(
  row: TrainingRow,
  context: StepContext,
  chips: number,
  microBatch: number,
  recompute: Recompute,
): LayoutPoint {
  const p = row.parallelism;
  const tp = p?.tp ?? 1;
  const pp = p?.pp ?? 1;
  const cp = p?.cp ?? 1;
  const dp = replicasOf(row, chips);
  const microBatches = Math.max(1, context.globalBatch / (dp * microBatch));
  const vpp = chunksOfRow(row, context, microBatches);
  const ranks = dp * cp;
  const zeroStage = zeroStageOf(row, context, ranks);
  return {
    tp,
    pp,
    vpp,
    dp,
    ep: p?.ep ?? 1,
    cp,
    zeroStage,
    shardGroup: shardGroupOf(row, ranks),
    microBatch,
    microBatches,
    recompute,
    schedule: vpp > 1 ? 'interleaved' : '1f1b',
    sequenceParallel: p?.sequenceParallel ?? (tp > 1 && !isEarly(context.stack)),
  };
}

/**
 * Model chunks of a stage. A source that names one chunk where that idles a quarter of the pipeline did not state
 * interleaving: then chunks of two layers, as such runs use.
 */
function chunksOfRow(row: TrainingRow, context: StepContext, microBatches: number): number {
  const pp = row.parallelism?.pp ?? 1;
  const chunks = row.parallelism?.vpp ?? 1;
  const unlikely = pp > 1 && chunks === 1 && microBatches < UNLIKELY_FILL * pp;
  if (!unlikely || isEarly(context.stack)) return chunks;
  return Math.max(1, Math.floor(layersPerStage(context.shape.layers, pp) / 2));
}

/** Early 16-bit training in BF16 held gradients in both formats; later benchmarks reduce and keep them in 16 bits. */
function gradientsOfRow(
  row: TrainingRow,
  recipe: TrainingRecipe,
  stack: TrainingStack,
): TrainingRecipe {
  if (isEarly(stack)) return withGradientBytes(recipe, recipe.name === 'fp16' ? 2 : 6);
  return withGradientBytes(recipe, /fp32/.test(row.precision ?? '') ? 4 : 2);
}

const modelRanks = (row: TrainingRow): number =>
  (row.parallelism?.tp ?? 1) * (row.parallelism?.pp ?? 1) * (row.parallelism?.cp ?? 1);

const replicasOf = (row: TrainingRow, chips: number): number =>
  row.parallelism?.dp ?? Math.max(1, Math.floor(chips / modelRanks(row)));

/** Layouts of chips with several cores count cores: their product is a multiple of the chips. */
function ranksPerChip(row: TrainingRow): number {
  const dp = row.parallelism?.dp ?? null;
  if (dp === null) return 1;
  const ranks = modelRanks(row) * dp;
  const parts = ranks / row.chips;
  return parts > 1 && Number.isInteger(parts) ? parts : 1;
}

/** Optimiser states are sharded over data parallelism wherever software of the last years has any. */
function zeroStageOf(row: TrainingRow, context: StepContext, ranks: number): 0 | 1 | 2 | 3 {
  const stated = row.parallelism?.zeroStage ?? null;
  if (stated !== null) return Math.round(stated) as 0 | 1 | 2 | 3;
  if (isFullyShardedRow(row)) return 3;
  return ranks > 1 && context.method.trainableShare === 1 ? 1 : 0;
}

/** `fsdp` holds a strategy's name, or the ranks of one shard group in hybrid sharding. */
function shardGroupOf(row: TrainingRow, ranks: number): number {
  const size = Number(row.parallelism?.fsdp ?? Number.NaN);
  return Number.isInteger(size) && size > 1 && size < ranks ? size : ranks;
}

const isFullyShardedRow = (row: TrainingRow): boolean => {
  const fsdp = row.parallelism?.fsdp ?? null;
  return fsdp !== null && fsdp !== false && fsdp !== 'SHARD_GRAD_OP';
};

/**
 * The software a row tells of. TPUs run XLA, and so does what states a batch per device but leaves the layout to
 * its compiler. Strategies by name are PyTorch's, shard groups by size the later ones; model-parallel on Ampere is
 * software from before fused attention: Megatron where the row knows of sequence parallelism, else Megatron with
 * DeepSpeed of the year before.
 */
export function stackOfRow(row: TrainingRow, kind: string | null): TrainingStack {
  const p = row.parallelism;
  if (kind === 'TPU' || (p === null && row.microBatch !== null)) return 'xla';
  if (p === null) return 'megatron';
  if (typeof p.fsdp === 'string' && /[a-z]/i.test(p.fsdp)) return 'torch-fsdp';
  if ((p.fsdp !== null && p.fsdp !== false) || (p.zeroStage ?? 0) >= 2) return 'megatron-fsdp';
  if (kind !== 'Ampere') return 'megatron';
  return p.zeroStage === null && p.sequenceParallel !== null ? 'early-megatron' : 'early-deepspeed';
}

const powerOfTwoNear = (value: number): number => 2 ** Math.max(0, Math.round(Math.log2(value)));

function globalBatchOf(row: TrainingRow): number {
  if (row.globalBatchSequences !== null) return row.globalBatchSequences;
  if (row.parallelism === null) {
    return Math.max(row.chips, powerOfTwoNear(DEFAULT_BATCH_TOKENS / row.sequenceLength));
  }
  return replicasOf(row, row.chips) * (row.microBatch ?? 1) * DEFAULT_SEQUENCES_PER_REPLICA;
}

function recomputeOf(row: TrainingRow): Recompute | null {
  const text = (row.recompute ?? '').toLowerCase();
  if (text === '') return null;
  if (text.includes('selective')) return 'selective';
  if (text.includes('full')) return 'full';
  return text.includes('none') ? 'none' : 'selective';
}
