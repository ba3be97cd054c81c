import type { TrainingMethod } from '@headroom/models';
import type { Fabric } from '../../topology/fabric';
import type { Machine } from '../../topology/machine';
import type { BytesPerSecond } from '../../units/quantity';
import { efficiencyOf, isEarly, type TrainingEfficiency, type TrainingStack } from './efficiency';
import {
  attentionParams,
  denseMlpParams,
  embeddingParams,
  meanAttendedTokensOfModel,
  routedExpertParams,
  sharedMoeParams,
} from './operations';
import { methodCost, type MethodCost, type TrainingRecipe } from '../run/recipe';
import type { TrainingModelShape } from './shape';

/** What stays the same while layouts are tried: model, machine, formats, batch. SI units. */
export interface StepContext {
  readonly shape: TrainingModelShape;
  readonly recipe: TrainingRecipe;
  readonly method: MethodCost;
  readonly stack: TrainingStack;
  readonly efficiency: TrainingEfficiency;
  /** The machine's fabric at the rates collectives reach in training. */
  readonly fabric: Fabric;
  readonly sequence: number;
  /** Sequences of one step. */
  readonly globalBatch: number;
  readonly linearPeak: number;
  readonly headPeak: number;
  /** Large-shape efficiencies of the two. */
  readonly linearEfficiency: number;
  readonly headEfficiency: number;
  readonly memoryBandwidth: number;
  /** Bytes of a rank's memory, and those of it a layout may need to be said to fit. */
  readonly deviceMemory: number;
  readonly memory: number;
  /** Bytes of optimiser states a rank may keep in its host's memory; 0 without offload. */
  readonly hostMemory: number;
  /** Bytes per second between a chip and its host, one way. */
  readonly hostBandwidth: number;
  readonly attendedTokens: number;
  /** Share of the layers that are mixtures of experts. */
  readonly moeLayerShare: number;
  /** Parameters of a mean layer that every rank of a stage holds (split by TP), and of its routed experts. */
  readonly layerParams: number;
  readonly layerExpertParams: number;
  readonly embeddingParams: number;
}

export interface StepContextInput {
  readonly shape: TrainingModelShape;
  readonly machine: Machine;
  readonly recipe: TrainingRecipe;
  readonly method: TrainingMethod;
  /** What the method changes about a step where it is not its usual. */
  readonly methodCost?: MethodCost;
  readonly stack: TrainingStack;
  readonly sequence: number;
  readonly globalBatch: number;
  /** What-if on the network between domains; `null`: the machine's own. */
  readonly scaleOutBandwidth?: BytesPerSecond | null;
  readonly oversubscription?: number | null;
  /** Share of data-parallel traffic hidden behind compute; `null`: as calibrated. */
  readonly dataOverlap?: number | null;
  readonly efficiency?: TrainingEfficiency;
  /** Whether optimiser states go to the host's memory, as far as it holds them. */
  readonly offloadOptimizer?: boolean;
}

/**
 * Share of memory a layout may be planned to need. Allocators of before 2023 could not grow segments and fragmented:
 * a 206B model planned at 73 of 80 GB ran out of memory (BigScience, 384 A100).
 */
const usableMemoryShare = (stack: TrainingStack): number => (isEarly(stack) ? 0.9 : 1);

/** @returns the context, or `null` where the machine has no peak for the formats of the recipe */
export function createStepContext(input: StepContextInput): StepContext | null {
  const { shape, machine, recipe } = input;
  const linearPeak = machine.peakFlops[recipe.linearPrecision];
  const headPeak = machine.peakFlops.bf16 ?? machine.peakFlops.fp16 ?? linearPeak;
  if (linearPeak === null || headPeak === null) return null;
  const fitted = input.efficiency ?? efficiencyOf(machine, input.stack);
  const overlap = input.dataOverlap ?? null;
  const efficiency =
    overlap === null ? fitted : { ...fitted, dataOverlap: overlap, shardOverlap: overlap };
  const moe = shape.moe;
  const moeLayerShare = moe === null ? 0 : moe.layers / shape.layers;
  const { fabric } = machine;
  return {
    shape,
    recipe,
    method: input.methodCost ?? methodCost(input.method),
    stack: input.stack,
    efficiency,
    fabric: {
      ...fabric,
      scaleUpBandwidth: (fabric.scaleUpBandwidth * efficiency.scaleUpRate) as BytesPerSecond,
      scaleOutBandwidth: ((input.scaleOutBandwidth ?? fabric.scaleOutBandwidth) *
        efficiency.scaleOutRate) as BytesPerSecond,
      oversubscription: input.oversubscription ?? fabric.oversubscription,
    },
    sequence: input.sequence,
    globalBatch: input.globalBatch,
    linearPeak,
    headPeak,
    linearEfficiency: linearEfficiencyOf(recipe, efficiency),
    headEfficiency: efficiency.gemm16,
    memoryBandwidth: machine.memoryBandwidth,
    deviceMemory: machine.memory,
    memory: machine.memory * usableMemoryShare(input.stack),
    hostMemory: input.offloadOptimizer === true ? (machine.host?.memoryPerChip ?? 0) : 0,
    hostBandwidth: machine.host?.linkBandwidth ?? 0,
    attendedTokens: meanAttendedTokensOfModel(shape, input.sequence),
    moeLayerShare,
    layerParams:
      attentionParams(shape) +
      (1 - moeLayerShare) * denseMlpParams(shape) +
      (moe === null ? 0 : moeLayerShare * sharedMoeParams(shape, moe)),
    layerExpertParams: moe === null ? 0 : moeLayerShare * routedExpertParams(shape, moe),
    embeddingParams: embeddingParams(shape),
  };
}

function linearEfficiencyOf(recipe: TrainingRecipe, efficiency: TrainingEfficiency): number {
  switch (recipe.name) {
    case 'fp8':
    case 'int8':
      return efficiency.gemm8;
    case 'mxfp8':
      return efficiency.gemm8 * efficiency.blockScaling;
    case 'fp4':
      return efficiency.gemm4;
    default:
      return efficiency.gemm16;
  }
}
