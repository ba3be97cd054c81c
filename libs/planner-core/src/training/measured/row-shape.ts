import type { Llm, TrainingMethod } from '@headroom/models';
import { totalParams } from '../step/operations';
import { shapeFromLlm, type MlaTrainingShape, type TrainingModelShape } from '../step/shape';
import type { TrainingRow } from './training-row';

/** GPT-2's vocabulary, padded as Megatron does; a row that states none mostly descends from it. */
const DEFAULT_VOCAB = 51_200;
const DEFAULT_HEAD_DIM = 128;
const HEAD_DIMS = [64, 96, 128, 192, 256];

/** The latent attention of DeepSeek-V2 and V3 (arXiv:2405.04434), which rows name without sizes. */
const DEEPSEEK_MLA: MlaTrainingShape = {
  kvRank: 512,
  queryRank: 1536,
  ropeDim: 64,
  nopeDim: 128,
  valueDim: 128,
};

type RowModel = TrainingRow['model'];

/** A completion of what a row leaves open, with how unusual it is. */
interface Guess {
  readonly shape: TrainingModelShape;
  /** Added to the relative miss of the parameter count. */
  readonly penalty: number;
}

/** An unusual choice must bring the parameter count nearer by this much. */
const UNUSUAL = 0.05;

/**
 * The architecture of a row's model. What the row leaves open (head width, gate, tied tables) is taken from a
 * model of the catalogue with the same sizes, else chosen so that the parameter count comes out right.
 * @param sequence tokens of a sequence: some counts include a table of learned positions
 */
export function shapeOfRow(
  model: RowModel,
  sequence: number,
  llms: readonly Llm[],
): TrainingModelShape {
  const twin = llms.find((llm) => sameSizes(llm, model));
  if (twin !== undefined) return stated(model, shapeFromLlm(twin), model.layers);
  const total = model.paramsTotal ?? null;
  const candidates = guesses(model);
  let best = candidates[0] as Guess;
  if (total === null) return best.shape;
  const positions = sequence * model.hidden;
  const miss = ({ shape, penalty }: Guess) => {
    const params = totalParams(shape);
    const off = Math.min(
      Math.abs(Math.log(params / total)),
      Math.abs(Math.log((params + positions) / total)),
    );
    return off + penalty;
  };
  for (const candidate of candidates) {
    if (miss(candidate) < miss(best)) best = candidate;
  }
  return best.shape;
}

const sameSizes = (llm: Llm, model: RowModel): boolean =>
  llm.hiddenSize === model.hidden &&
  llm.heads === model.heads &&
  llm.kvHeads === model.kvHeads &&
  (model.vocab === null || llm.vocabSize === model.vocab) &&
  (llm.moe === null) === (model.moe === null) &&
  (model.moe === null
    ? llm.intermediateSize === model.ffn
    : llm.moe?.expertIntermediateSize === model.moe.expert_ffn);

/** Sizes of the row over what a base shape says about the rest. */
function stated(model: RowModel, base: TrainingModelShape, layers: number): TrainingModelShape {
  const moe = moeOf(model);
  return {
    ...base,
    layers,
    hidden: model.hidden,
    vocab: model.vocab ?? base.vocab,
    moe,
    fullAttentionLayers: Math.round((base.fullAttentionLayers / base.layers) * layers),
  };
}

function moeOf(model: RowModel): TrainingModelShape['moe'] {
  const moe = model.moe;
  if (moe === null) return null;
  const sparse = Math.max(0, model.layers - (moe.first_dense_layers ?? 0));
  return {
    layers: Math.max(1, Math.floor(sparse / (moe.every_n_layers ?? 1))),
    experts: moe.experts,
    activeExperts: moe.top_k,
    expertFfn: moe.expert_ffn,
    sharedFfn: (moe.shared ?? 0) * moe.expert_ffn,
  };
}

/** Every plausible completion, the most usual first. */
function guesses(model: RowModel): Guess[] {
  const heads = model.heads ?? Math.max(1, Math.round(model.hidden / DEFAULT_HEAD_DIM));
  const ffn = model.ffn ?? model.moe?.expert_ffn ?? 4 * model.hidden;
  // A plain MLP is four times as wide as the model, a gated one anything else.
  const usual = ffn !== 4 * model.hidden;
  const width = model.hidden / heads;
  const found: Guess[] = [];
  for (const headDim of [width, ...HEAD_DIMS.filter((dim) => dim !== width)]) {
    for (const gatedMlp of [usual, !usual]) {
      for (const tiedEmbeddings of [false, true]) {
        found.push({
          penalty: (headDim === width ? 0 : UNUSUAL) + (gatedMlp === usual ? 0 : UNUSUAL),
          shape: {
            layers: model.layers,
            hidden: model.hidden,
            heads,
            kvHeads: model.kvHeads ?? heads,
            headDim,
            ffn,
            gatedMlp,
            vocab: model.vocab ?? DEFAULT_VOCAB,
            tiedEmbeddings,
            moe: moeOf(model),
            mla: model.moe?.attention === 'MLA' ? DEEPSEEK_MLA : null,
            fullAttentionLayers: model.layers,
            windowTokens: null,
          },
        });
      }
    }
  }
  return found;
}

/** How a row trains; benchmark rows state the method only in the model's name. */
export function methodOfRow(row: TrainingRow): TrainingMethod {
  const text = `${row.method ?? ''} ${row.model.name}`.toLowerCase();
  if (text.includes('lora')) return 'lora';
  if (/\bsft\b|fine-tun/.test(text)) return 'sft';
  if (/\brl\b|\bgrpo\b|\bppo\b/.test(text)) return 'rl';
  if (text.includes('distill')) return 'distillation';
  return 'pretrain';
}
