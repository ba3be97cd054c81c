import { confidenceOf, round } from './figures.mjs';
import { isoDate } from './source-book.mjs';

const AICONFIGURATOR_COMMIT = '095f58a51c4ca8e61b66ec108d86f223f8d559ce';
const AICONFIGURATOR_DATE = '2026-08-21';

/** Layers that see the whole context, where the published pattern gives a ratio or the family fixes it. */
const FULL_LAYERS = new Map([
  ['llama-4-scout', 12],
  ['llama-4-maverick', 12],
  ['mimo-v2-flash', 8],
  ['step-3.5-flash', 12],
]);

/** Attention of the layers that do not see the whole context. */
const OTHER_ATTENTION = new Map([
  ['chunked local + full (NoPE)', 'sliding-window'],
  ['sliding/full hybrid', 'sliding-window'],
  ['hybrid linear + full', 'linear'],
  ['hybrid gated DeltaNet + full', 'linear'],
  ['hybrid lightning + full', 'linear'],
  ['hybrid KDA linear + MLA', 'linear'],
  ['hybrid Mamba2 + attention + MoE', 'state-space'],
  ['GQA with block-sparse attention', 'sparse'],
  ['compressed sparse attention', 'sparse'],
]);

/** Tokens a sparse-attention layer reads of the context, as published (top-k, or blocks times block size). */
const SPARSE_TOKENS = new Map([
  ['deepseek-v3.2', 2048],
  ['deepseek-v4-flash', 512],
  ['deepseek-v4-pro', 1024],
  ['glm-5', 2048],
  ['glm-5.1', 2048],
  ['glm-5.2', 2048],
  ['minimax-m3', 2048],
]);

/**
 * Values nobody published, derived from the published architecture.
 * DeepSeek-V4 keeps one latent of head_dim per compressed position and layer; the smaller ratio (4) of its
 * two (4 and 128) bounds it from above. Nemotron 3 Super and Ultra publish no count of attention layers:
 * Nano's share (6 of 52 blocks) is taken.
 */
const DERIVED_KV = new Map([
  ['deepseek-v4-flash', (m) => (m.layers * m.head_dim) / 4],
  ['deepseek-v4-pro', (m) => (m.layers * m.head_dim) / 4],
  ['nemotron-3-super-120b-a12b', (m) => nemotronAttentionLayers(m) * 2 * m.kv_heads * m.head_dim],
  ['nemotron-3-ultra-550b-a55b', (m) => nemotronAttentionLayers(m) * 2 * m.kv_heads * m.head_dim],
]);

const nemotronAttentionLayers = (m) => Math.ceil((m.layers * 6) / 52);

/** Models whose published shape equals another's, which then gives the parameter counts too. */
const SAME_SHAPE = new Map([
  ['glm-5.2', 'glm-5'],
  ['step-3.7-flash', 'step-3.5-flash'],
]);

/** A record of models.json. */
export function llm(record, all, book) {
  const derivedFields = [];
  const take = (field, published, derive) => {
    if (published !== null && published !== undefined) return published;
    derivedFields.push(field);
    return derive();
  };
  const twin = all.find((m) => m.id === SAME_SHAPE.get(record.id));
  const counts = () => parameterCounts(record);
  const { sourceId } = llmSource(record, book);
  const full = fullAttentionLayers(record);
  const sparse = SPARSE_TOKENS.get(record.id);
  const entry = {
    id: record.id,
    name: record.name,
    aliases: aliasesOf(record),
    layers: record.layers,
    hiddenSize: record.hidden_size,
    intermediateSize: record.intermediate_size,
    heads: record.heads,
    kvHeads: record.kv_heads,
    headDim: record.head_dim,
    vocabSize: record.vocab_size,
    gatedMlp: record.gated_mlp,
    tiedEmbeddings: record.tied_embeddings,
    moe: record.moe && {
      experts: record.moe.experts,
      activeExperts: record.moe.active_experts,
      sharedExperts: record.moe.shared_experts,
      expertIntermediateSize: record.moe.expert_intermediate_size,
      sharedIntermediateSize: record.moe.shared_intermediate_size,
      firstDenseLayers: record.moe.first_dense_layers,
      layerStep: record.moe.moe_layer_step,
    },
    mla: record.mla && {
      kvLoraRank: record.mla.kv_lora_rank,
      qLoraRank: record.mla.q_lora_rank,
      qkRopeHeadDim: record.mla.qk_rope_head_dim,
      qkNopeHeadDim: record.mla.qk_nope_head_dim,
      vHeadDim: record.mla.v_head_dim,
    },
    slidingWindowTokens: record.sliding_window,
    fullAttentionLayers: full,
    otherAttention: otherAttention(record, full),
    ...(sparse ? { sparseAttentionTokens: sparse } : {}),
    mtpLayers: record.mtp_layers,
    totalParamsB: take(
      'totalParamsB',
      record.total_params_b ?? twin?.total_params_b,
      () => counts().total,
    ),
    activeParamsB: take(
      'activeParamsB',
      record.active_params_b ?? twin?.active_params_b,
      () => counts().active,
    ),
    maxContextTokens: record.max_context,
    kvElementsPerToken: take('kvElementsPerToken', record.kv_elements_per_token, () =>
      round(DERIVED_KV.get(record.id)(record)),
    ),
    releaseDate: isoDate(record.release_date),
    licence: record.licence,
    sourceId,
    confidence: confidenceOf(record.confidence),
  };
  if (twin && record.total_params_b === null) derivedFields.push('totalParamsB', 'activeParamsB');
  return derivedFields.length > 0 ? { ...entry, derivedFields } : entry;
}

function otherAttention(record, full) {
  const stated = OTHER_ATTENTION.get(record.attention_kind);
  if (stated) return stated;
  if (SPARSE_TOKENS.has(record.id)) return 'sparse';
  return full === null && record.sliding_window === null ? 'none' : 'sliding-window';
}

function fullAttentionLayers(record) {
  if (record.full_attention_layers !== undefined && record.full_attention_layers !== null) {
    return record.full_attention_layers;
  }
  if (FULL_LAYERS.has(record.id)) return FULL_LAYERS.get(record.id);
  const ratio = (record.sliding_window_pattern ?? '').match(/^(\d+) sliding : (\d+) full$/);
  if (ratio) {
    return Math.floor((record.layers * Number(ratio[2])) / (Number(ratio[1]) + Number(ratio[2])));
  }
  return record.attention_kind === 'hybrid Mamba2 + attention + MoE'
    ? nemotronAttentionLayers(record)
    : null;
}

/**
 * Parameters in billions counted from the matrices: embeddings (twice unless tied), attention
 * projections, experts or MLP (three matrices when gated), norms left out.
 */
function parameterCounts(m) {
  const embeddings = m.vocab_size * m.hidden_size * (m.tied_embeddings ? 1 : 2);
  const attention = attentionParams(m);
  const matrices = m.gated_mlp ? 3 : 2;
  const dense = (size) => matrices * m.hidden_size * size;
  if (!m.moe) {
    const total = embeddings + m.layers * (attention + dense(m.intermediate_size));
    return { total: round(total / 1e9, 2), active: round(total / 1e9, 2) };
  }
  const denseLayers = m.moe.first_dense_layers;
  const moeLayers = Math.floor((m.layers - denseLayers) / m.moe.moe_layer_step);
  const plainLayers = m.layers - moeLayers;
  const routedHidden = m.moe.routed_expert_hidden_size ?? m.hidden_size;
  const expert = matrices * routedHidden * m.moe.expert_intermediate_size;
  const shared = dense(m.moe.shared_intermediate_size);
  const router = m.hidden_size * m.moe.experts;
  const plain = plainLayers * dense(m.intermediate_size ?? 0);
  const common = embeddings + m.layers * attention + plain + moeLayers * (shared + router);
  return {
    total: round((common + moeLayers * m.moe.experts * expert) / 1e9, 2),
    active: round((common + moeLayers * m.moe.active_experts * expert) / 1e9, 2),
  };
}

function attentionParams(m) {
  if (!m.mla) return m.hidden_size * m.head_dim * (2 * m.heads + 2 * m.kv_heads);
  const { kv_lora_rank: kv, q_lora_rank: q, qk_rope_head_dim: rope } = m.mla;
  const qk = m.mla.qk_nope_head_dim + rope;
  const query = q ? m.hidden_size * q + q * m.heads * qk : m.hidden_size * m.heads * qk;
  const keyValue =
    m.hidden_size * (kv + rope) + kv * m.heads * (m.mla.qk_nope_head_dim + m.mla.v_head_dim);
  return query + keyValue + m.heads * m.mla.v_head_dim * m.hidden_size;
}

function llmSource(record, book) {
  const stated = record.source;
  const config = stated.match(
    /^(https:\/\/github\.com\/([^/ ]+\/[^/ ]+))(?: \(commit \w+\))? (\S+)$/,
  );
  if (config) {
    const [, repository, name, path] = config;
    const pinned = name === 'ai-dynamo/aiconfigurator';
    return {
      sourceId: book.add({
        title: `${name}: ${path.split('/').pop()}`,
        url: pinned ? `${repository}/blob/${AICONFIGURATOR_COMMIT}/${path}` : repository,
        date: pinned ? AICONFIGURATOR_DATE : null,
      }),
    };
  }
  const titles = new Map([
    [
      'find_string hit of the Falcon-40B config in a public test file',
      'Falcon-40B configuration in a public test file',
    ],
    [
      'public fixture: layers 92, heads 96, KV 8, head_dim 128, hidden 5120, ctx 131072',
      'GLM-4.5 configuration in a public test fixture',
    ],
    ['as GLM-4.5', 'GLM-4.5 configuration in a public test fixture'],
    [
      'config.json of Step-3.7-Flash used as proxy',
      'Step-3.7-Flash config.json, taken for Step-3.5-Flash',
    ],
  ]);
  return { sourceId: book.add({ title: titles.get(stated) ?? stated }) };
}

const ALIASES = new Map([
  ['deepseek-r1', ['DeepSeek-R1-0528', 'R1', 'deepseek-r1-671b']],
  ['deepseek-v3', ['DeepSeek-V3-0324', 'V3']],
  ['llama-3.1-405b', ['llama3-405b', 'Llama-3.1-405B-Instruct']],
  ['llama-3.1-70b', ['llama3.1-70b', 'Llama-3.1-70B-Instruct']],
  ['llama-3.1-8b', ['llama3.1-8b', 'Llama-3.1-8B-Instruct']],
  ['llama-3.3-70b', ['llama3.3-70b', 'Llama-3.3-70B-Instruct']],
  ['qwen3-235b-a22b', ['Qwen3-235B']],
  ['gpt-3-175b', ['gpt-3', 'gpt3']],
]);

const aliasesOf = (record) => ALIASES.get(record.id) ?? [];
