import type { ComputePrecision, TrainingMethod } from '@headroom/models';
import type { Machine } from '../../topology/machine';

/** Number formats of a training run. `mxfp8` and `fp4` scale blocks of 32 and 16 values. */
export type RecipeName = 'bf16' | 'fp16' | 'int8' | 'fp8' | 'mxfp8' | 'fp4';

/** Bytes and formats of a run. */
export interface TrainingRecipe {
  readonly name: RecipeName;
  /** Format of the matrix products of the linear layers; attention and the output head stay in 16 bits. */
  readonly linearPrecision: ComputePrecision;
  readonly headPrecision: ComputePrecision;
  readonly weightBytes: number;
  readonly gradientBytes: number;
  /** Master weight and two moments of AdamW, unless another optimiser was asked for. */
  readonly optimizerBytes: number;
  /** Bytes an optimiser step reads and writes per parameter. */
  readonly optimizerTrafficBytes: number;
  /** 16-bit FLOP an optimiser step takes per parameter beyond what its traffic hides. */
  readonly optimizerFlops: number;
  /** Bytes of an activation kept as input of a linear layer's weight gradient. */
  readonly linearInputBytes: number;
  /** Bytes of other activations and of what travels between chips. */
  readonly activationBytes: number;
}

const RECIPES: Readonly<Record<RecipeName, TrainingRecipe>> = {
  bf16: recipe('bf16', 'bf16', 2, 4, 2),
  // Mixed precision with loss scaling keeps gradients in 16 bits (Micikevicius et al., arXiv:1710.03740).
  fp16: recipe('fp16', 'fp16', 2, 2, 2),
  // Transformer Engine keeps 16-bit weights and casts them; inputs of linear layers are saved in 8 bits.
  // Quantised training of TPUs without 8-bit floats (AQT) keeps and casts as FP8 does.
  int8: recipe('int8', 'int8', 2, 4, 1),
  fp8: recipe('fp8', 'fp8', 2, 4, 1),
  mxfp8: recipe('mxfp8', 'fp8', 2, 4, 1),
  fp4: recipe('fp4', 'fp4', 2, 4, 1),
};

function recipe(
  name: RecipeName,
  linearPrecision: ComputePrecision,
  weightBytes: number,
  gradientBytes: number,
  linearInputBytes: number,
): TrainingRecipe {
  return {
    name,
    linearPrecision,
    headPrecision: name === 'fp16' ? 'fp16' : 'bf16',
    weightBytes,
    gradientBytes,
    optimizerBytes: 12,
    // Gradient, master weight and two moments read and written, new weight written.
    optimizerTrafficBytes: 34,
    optimizerFlops: 0,
    linearInputBytes,
    activationBytes: 2,
  };
}

const NARROWER_FIRST: Readonly<Record<RecipeName, readonly RecipeName[]>> = {
  fp4: ['fp4', 'fp8', 'bf16', 'fp16'],
  mxfp8: ['mxfp8', 'bf16', 'fp16'],
  fp8: ['fp8', 'bf16', 'fp16'],
  int8: ['int8', 'bf16', 'fp16'],
  bf16: ['bf16', 'fp16'],
  fp16: ['fp16', 'bf16'],
};

/** A recipe with gradients kept in another number of bytes. */
export const withGradientBytes = (from: TrainingRecipe, gradientBytes: number): TrainingRecipe => ({
  ...from,
  gradientBytes,
});

/** The recipe asked for, or the nearest wider one the machine computes in; `null` when it has no figures at all. */
export function recipeOn(machine: Machine, wanted: RecipeName): TrainingRecipe | null {
  for (const name of NARROWER_FIRST[wanted]) {
    if (machine.peakFlops[RECIPES[name].linearPrecision] !== null) return RECIPES[name];
  }
  return null;
}

/** What a training method changes about a step, to first order. */
export interface MethodCost {
  /** Share of the linear layers' weight-gradient work that is done. */
  readonly weightGradientShare: number;
  /** Share of the weights that have gradients and optimiser states. */
  readonly trainableShare: number;
  /** Forward passes of frozen copies of the model per trained token: teacher, reference policy. */
  readonly extraForwards: number;
  /** Weights of frozen models kept beside, teacher or reference policy, as a share of the model's own. */
  readonly frozenWeights: number;
  /** Tokens generated per trained token, each at memory-bound decode speed. */
  readonly rolloutTokens: number;
}

/** Adapters of rank 16 on all linear layers hold about 0.3 % of the weights (Hu et al., arXiv:2106.09685). */
const LORA_TRAINABLE_SHARE = 0.003;

const FULL: MethodCost = {
  weightGradientShare: 1,
  trainableShare: 1,
  extraForwards: 0,
  frozenWeights: 0,
  rolloutTokens: 0,
};

const METHODS: Readonly<Record<TrainingMethod, MethodCost>> = {
  pretrain: FULL,
  'continued-pretrain': FULL,
  sft: FULL,
  // Frozen weights need input gradients but no weight gradients.
  lora: { ...FULL, weightGradientShare: 0, trainableShare: LORA_TRAINABLE_SHARE },
  // GRPO: old-policy and reference log-probabilities, and every trained token is first generated (arXiv:2402.03300).
  rl: { ...FULL, extraForwards: 2, frozenWeights: 1, rolloutTokens: 1 },
  // A teacher of the student's own size labels every token.
  distillation: { ...FULL, extraForwards: 1, frozenWeights: 1 },
};

/** What a method of training costs beside plain pre-training. */
export const methodCost = (method: TrainingMethod): MethodCost => METHODS[method];
