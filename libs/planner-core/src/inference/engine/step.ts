import { expectedDistinct, groupedGemmTime } from '../../kernels/grouped-gemm';
import { decodeAttentionTime, prefillAttentionTime } from '../../kernels/attention';
import { elementwiseTime } from '../../kernels/elementwise';
import { exchangeTime, type ExchangeSurface } from '../../kernels/exchange';
import { gemmTime } from '../../kernels/gemm';
import type { KernelSet } from '../../kernels/kernel-set';
import type { Fabric } from '../../topology/fabric';
import { outsideBandwidth } from '../../topology/collectives';
import type { ServingFormats, ServingLayout } from '../memory/layout';
import { type ModelShape, STATE_EXPANSION, STATE_WIDTH } from '../memory/model-shape';

/** What a step's time is made of; indices into the arrays the step model fills. */
export const TERM = {
  projection: 0,
  attention: 1,
  dense: 2,
  experts: 3,
  network: 4,
  head: 5,
  elementwise: 6,
  /** Count of layers passed, each with its launches: multiplied by an engine's time per layer. */
  layers: 7,
  pipeline: 8,
} as const;
export const TERMS = 9;

/** Everything about a model on a machine that does not change with the batch. */
export interface StepContext {
  readonly shape: ModelShape;
  readonly kernels: KernelSet;
  readonly fabric: Fabric;
  readonly formats: ServingFormats;
  readonly layout: ServingLayout;
  /** What popular experts add to the load of the busiest expert rank: ranks to this power. */
  readonly routingSkew: number;
}

/**
 * Fills `out` with the seconds of one forward pass, by term.
 * @param sequences sequences that decode one token each, per attention rank
 * @param context cached tokens each of them reads
 * @param promptTokens new prompt tokens in this step, per attention rank
 * @param promptLength length of the prompts they belong to (sets their attention)
 */
export function stepTerms(
  c: StepContext,
  out: Float64Array,
  sequences: number,
  context: number,
  promptTokens: number,
  promptLength: number,
): void {
  out.fill(0);
  const { shape: s, kernels: k, formats: f, layout: l } = c;
  const tp = l.tp;
  const rows = sequences + promptTokens;
  if (rows <= 0) return;
  const attentionLayers = s.fullLayers + s.windowLayers;
  const h = s.hidden;
  const projection = k.gemm[f.attention];
  const dense = k.gemm[f.dense];

  if (s.latent) latentLayer(c, out, sequences, context, promptTokens, promptLength);
  else {
    const heads = Math.max(1, s.heads / tp);
    const kvHeads = Math.max(1, s.kvHeads / tp);
    const d = s.headDim;
    out[TERM.projection] =
      attentionLayers *
      (gemmTime(projection, rows, (heads + 2 * kvHeads) * d, h) +
        gemmTime(projection, rows, h, heads * d));
    let attention = 0;
    if (s.fullLayers > 0)
      attention +=
        s.fullLayers *
        attentionOf(c, sequences, context, promptTokens, promptLength, 0, heads, kvHeads);
    if (s.windowLayers > 0)
      attention +=
        s.windowLayers *
        attentionOf(
          c,
          sequences,
          context,
          promptTokens,
          promptLength,
          s.windowTokens,
          heads,
          kvHeads,
        );
    out[TERM.attention] = attention;
  }

  if (s.stateLayers > 0) {
    const inner = (STATE_EXPANSION * h) / tp;
    out[TERM.projection] =
      at(out, TERM.projection) +
      s.stateLayers *
        (gemmTime(projection, rows, (5 * h) / tp, h) + gemmTime(projection, rows, h, inner));
    const stateBytes = inner * STATE_WIDTH * 4;
    const chunks = promptTokens > 0 ? Math.max(1, promptTokens / 64) : 0;
    out[TERM.attention] =
      at(out, TERM.attention) +
      s.stateLayers *
        (elementwiseTime(2 * stateBytes * (sequences + chunks), k.bandwidth) +
          gemmTime(k.gemm.bf16, promptTokens, inner, 4 * STATE_WIDTH));
  }

  if (s.denseLayers > 0 && s.denseWidth > 0) {
    const width = s.denseWidth / tp;
    out[TERM.dense] =
      s.denseLayers *
      (gemmTime(dense, rows, (s.matrices - 1) * width, h) + gemmTime(dense, rows, h, width));
  }
  if (s.moeLayers > 0) expertLayers(c, out, rows);

  out[TERM.network] = at(out, TERM.network) + tensorParallelTime(c, rows);
  const heads = sequences + promptTokens / Math.max(1, promptLength);
  out[TERM.head] = gemmTime(k.gemm[f.head], Math.max(1, heads), s.vocabulary / tp, h);
  const touched =
    rows * (12 * h + (4 * (s.heads + s.kvHeads) * s.headDim + 3 * s.denseWidth) / tp) * 2;
  out[TERM.elementwise] = s.layers * elementwiseTime(touched, k.bandwidth);
  out[TERM.layers] = s.layers;
  if (l.pp > 1) {
    const bytes = (rows * h * 2) / tp;
    out[TERM.pipeline] =
      (l.pp - 1) * (c.fabric.scaleOutLatency + bytes / outsideBandwidth(c.fabric));
  }
}

function attentionOf(
  c: StepContext,
  sequences: number,
  context: number,
  promptTokens: number,
  promptLength: number,
  window: number,
  heads: number,
  kvHeads: number,
): number {
  const { shape: s, kernels: k, formats: f } = c;
  let time = decodeAttentionTime(
    k.decodeAttention[f.decodeAttention],
    sequences,
    context,
    heads,
    kvHeads,
    2 * s.headDim,
    2 * s.headDim,
    window,
  );
  if (promptTokens > 0)
    time += prefillAttentionTime(
      k.prefillAttention[f.prefillAttention],
      promptTokens / promptLength,
      promptLength,
      0,
      heads,
      kvHeads,
      2 * s.headDim,
      window,
    );
  return time;
}

/** Multi-head latent attention: absorbed up-projections when decoding, expanded heads for prompts. */
function latentLayer(
  c: StepContext,
  out: Float64Array,
  sequences: number,
  context: number,
  promptTokens: number,
  promptLength: number,
): void {
  const { shape: s, kernels: k, formats: f, layout } = c;
  const l = s.latent;
  if (!l) return;
  const g = k.gemm[f.attention];
  const h = s.hidden;
  const heads = Math.max(1, s.heads / layout.tp);
  const rows = sequences + promptTokens;
  const qk = l.nopeDim + l.ropeDim;
  let projection =
    gemmTime(g, rows, l.queryRank + l.kvRank + l.ropeDim, h) +
    gemmTime(g, rows, heads * qk, l.queryRank > 0 ? l.queryRank : h) +
    gemmTime(g, rows, h, heads * l.valueDim);
  if (sequences > 0)
    projection +=
      gemmTime(k.gemm.bf16, sequences, heads * l.kvRank, l.nopeDim) +
      gemmTime(k.gemm.bf16, sequences, heads * l.valueDim, l.kvRank);
  if (promptTokens > 0)
    projection += gemmTime(g, promptTokens, heads * (l.nopeDim + l.valueDim), l.kvRank);
  out[TERM.projection] = s.fullLayers * projection;
  const read = s.sparseTokens > 0 ? Math.min(s.sparseTokens, context) : context;
  let attention = decodeAttentionTime(
    k.decodeMla[f.decodeAttention],
    sequences,
    read,
    heads,
    1,
    l.kvRank + l.ropeDim,
    2 * l.kvRank + l.ropeDim,
  );
  if (promptTokens > 0)
    attention += prefillAttentionTime(
      k.prefillMla[f.prefillAttention],
      promptTokens / promptLength,
      promptLength,
      0,
      heads,
      heads,
      qk + l.valueDim,
      s.sparseTokens,
    );
  out[TERM.attention] = s.fullLayers * attention;
}

/**
 * Token-expert pairs of the busiest of `ranks` ranks: the mean, the largest of as many random draws (about
 * mean + sqrt(2 ln ranks x mean)), and what popular experts add, ranks to a small power.
 */
function busiestRank(pairs: number, ranks: number, skew: number): number {
  if (ranks <= 1) return pairs;
  const mean = pairs / ranks;
  const drawn = mean + Math.sqrt(2 * Math.log(ranks) * mean);
  return Math.min(pairs, drawn * Math.pow(ranks, skew));
}

/** Routed and shared experts of all MoE layers, and the exchange that brings tokens to them. */
function expertLayers(c: StepContext, out: Float64Array, rows: number): void {
  const { shape: s, kernels: k, formats: f, layout: l } = c;
  const ranks = l.tp * l.dp;
  const ep = Math.min(l.ep, ranks);
  const expertTp = Math.max(1, ranks / ep);
  const tokens = rows * l.dp;
  const assignments = busiestRank(tokens * s.activeExperts, ep, c.routingSkew);
  const local = s.experts / ep;
  const distinct = Math.min(assignments, expectedDistinct(local, assignments));
  let experts = groupedGemmTime(
    k.grouped[f.experts],
    assignments,
    distinct,
    s.hidden,
    s.expertWidth / expertTp,
    s.matrices,
  );
  experts += gemmTime(k.gemm.bf16, rows, s.experts, s.hidden);
  if (s.sharedWidth > 0) {
    const width = s.sharedWidth / l.tp;
    experts +=
      gemmTime(k.gemm[f.dense], rows, (s.matrices - 1) * width, s.hidden) +
      gemmTime(k.gemm[f.dense], rows, s.hidden, width);
  }
  out[TERM.experts] = s.moeLayers * experts;
  if (l.dp > 1) {
    // Gather every token to every rank, or send each to its experts' ranks: engines take the cheaper.
    const gathered = ((ranks - 1) / ranks) * tokens * s.hidden;
    const gather =
      exchangeAcross(c, k.allGather, ranks, gathered) +
      exchangeAcross(c, k.allGather, ranks, 2 * gathered);
    const reached = expectedDistinct(ranks, s.activeExperts) * ((ranks - 1) / ranks);
    const sent = exchangeAcross(c, k.dispatch, ranks, rows * s.hidden * 3 * reached);
    out[TERM.network] = s.moeLayers * Math.min(gather, sent);
  }
}

/** All-reduces of tensor parallelism: after attention always, after feed-forward unless data parallel. */
function tensorParallelTime(c: StepContext, rows: number): number {
  const { shape: s, kernels: k, layout: l } = c;
  if (l.tp <= 1) return 0;
  const bytes = ((2 * (l.tp - 1)) / l.tp) * rows * s.hidden * 2;
  const one = exchangeAcross(c, k.allReduce, l.tp, bytes);
  return one * (s.layers + s.denseLayers + (l.dp > 1 ? 0 : s.moeLayers));
}

/** A collective that may leave the scale-up domain: inside it pays the fitted cost, outside the network's. */
function exchangeAcross(
  c: StepContext,
  surface: ExchangeSurface,
  ranks: number,
  wireBytes: number,
): number {
  const domain = Math.max(1, c.fabric.domainChips);
  if (ranks <= domain) return exchangeTime(surface, ranks, wireBytes);
  const domains = Math.ceil(ranks / domain);
  const outsideShare = (domains - 1) / domains;
  const inside = exchangeTime(surface, domain, wireBytes);
  const outside =
    2 * c.fabric.scaleOutLatency * Math.log2(domains * 2) +
    (wireBytes * outsideShare) / Math.min(domain, 8) / outsideBandwidth(c.fabric);
  return inside + outside;
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;
