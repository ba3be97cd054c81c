import type { KvPrecision } from '@headroom/models';
import type { ServingLayout } from '../memory/layout';
import { RowFields } from './row-fields';
import { engineOfName, precisionOfName, tokensPerStepOf } from './row-names';
import type { QuestionResult, ServingLoad, ServingQuestion } from './serving-question';

/** Lengths where a source names a data set but no mean. */
const UNSTATED_INPUT = 512;
const UNSTATED_OUTPUT = 256;
/** Sequences per chip of decode pools whose source names no batch. */
const UNSTATED_DECODE_BATCH = 256;
/** A tail limit leaves the mean this far below it. */
const MEAN_UNDER_TAIL = 0.85;

/** A row of the published collection (papers, MLPerf, vendors) as a question. */
export function readPublishedRow(row: unknown): QuestionResult {
  const f = new RowFields(row);
  const id = f.text('id');
  const unusable = (field: string): QuestionResult => ({ kind: 'unusable', id, field });
  const chip = f.text('chip_key') ?? f.text('hardware_chip');
  const model = f.text('model_key') ?? f.text('model');
  if (id === null) return unusable('id');
  if (chip === null) return unusable('hardware_chip');
  if (model === null) return unusable('model');
  const stated = f.part('parallelism');
  const pooled = (f.positive('prefill_chips') ?? 0) + (f.positive('decode_chips') ?? 0);
  const chips = f.positive('chips_total') ?? (pooled > 0 ? pooled : (stated?.positive('tp') ?? 8));
  const layout = statedLayout(stated, chips);
  const phase = f.text('phase') ?? 'mixed';
  const isl = f.positive('isl') ?? UNSTATED_INPUT;
  const osl = f.positive('osl') ?? (phase === 'prefill' ? 1 : UNSTATED_OUTPUT);
  const precision = f.text('precision_weights');
  const weights = precisionOfName(precision) ?? 'bf16';
  const mx = (precision ?? '').toLowerCase().startsWith('mxfp4');
  const engine = f.text('engine') ?? '';
  const question: ServingQuestion = {
    id,
    chip,
    chips,
    scaleUpDomain: null,
    engine: engineOfName(engine),
    engineVersion: f.text('engine_version'),
    date: null,
    model,
    weights,
    experts: mx ? 'mxfp4' : null,
    kv: kvOf(f.text('precision_kv')),
    inputTokens: isl,
    outputTokens: osl,
    countedOutputTokens: osl,
    equalLengths: (f.text('isl_kind') ?? 'fixed') === 'fixed',
    layout,
    replicas: layout ? Math.max(1, Math.round(chips / (layout.tp * layout.pp * layout.dp))) : null,
    pools: null,
    load: loadOf(f, phase),
    cachedShare: Math.min(0.99, f.positive('prefix_cache_hit') ?? 0),
    tokensPerStep: tokensPerStepOf(f.text('speculative')),
    harness: 'published',
  };
  return { kind: 'question', question };
}

const kvOf = (name: string | null): KvPrecision | null =>
  name === null ? null : name.startsWith('fp8') ? 'fp8' : name.startsWith('int8') ? 'int8' : 'bf16';

/**
 * Attention data parallelism is written in three ways: its own field, dp beside an expert group, or not at
 * all. Tensor degrees above the chips count cores of a chip (Neuron).
 */
function statedLayout(p: RowFields | null, chips: number): ServingLayout | null {
  const tp = p?.positive('tp') ?? null;
  if (p === null || tp === null) return null;
  const pp = p.positive('pp') ?? 1;
  const ep = p.positive('ep') ?? 1;
  const attentionDp = p.positive('attention_dp') ?? 1;
  if (attentionDp > 1) return { tp: Math.max(1, tp / attentionDp), pp, dp: attentionDp, ep };
  const dp = p.positive('dp') ?? 1;
  if (ep > 1 && dp > 1) return { tp, pp, dp, ep };
  return { tp: Math.min(tp, Math.max(1, chips)), pp, dp: 1, ep };
}

function loadOf(f: RowFields, phase: string): ServingLoad {
  const count = f.positive('concurrency_or_batch');
  const kind = (f.text('concurrency_kind') ?? '').toLowerCase();
  const tpot = f.positive('slo_tpot_ms');
  if (phase === 'prefill')
    return { kind: 'prompt-only', batch: kind.includes('tokens') ? 1 : (count ?? 1) };
  if (phase === 'decode') return { kind: 'decode-only', perChip: count ?? UNSTATED_DECODE_BATCH };
  const perRank = kind.includes('rank') || kind.includes('gpu_batch') ? count : null;
  const limit = kind.includes('max_num_seqs') ? count : perRank;
  if (tpot !== null) return { kind: 'under-slo', tpotMs: tpot * MEAN_UNDER_TAIL, perRank: limit };
  if (count === null || limit !== null) return { kind: 'saturated', perRank: limit };
  if (kind.includes('batch')) return { kind: 'static', batch: count };
  return { kind: 'clients', count };
}
