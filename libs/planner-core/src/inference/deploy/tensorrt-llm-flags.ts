import { type DeployHint, say } from '@headroom/models';
import { fileOf } from './settings-file';
import {
  checkpointNote,
  type HintAsk,
  modelPath,
  poolsOf,
  type PoolSettings,
  type Settings,
  STEP_TOKENS,
} from './pool-settings';

/** Share of the memory left beside the weights that the cache takes. */
const FREE_MEMORY_FRACTION = 0.9;
const FIRST_PORT = 8001;

/** A deployment as configuration of `trtllm-serve`: fields of its LLM API in one YAML file for each pool. */
export function tensorrtLlmFlags(ask: HintAsk): DeployHint {
  const pools = poolsOf(ask);
  const servers = pools.map((pool) => ({
    pool,
    command: `trtllm-serve ${modelPath(ask)} --config tensorrt-llm-${pool.role}.yaml`,
    file: fileOf(`tensorrt-llm-${pool.role}`, settingsOf(pool)),
  }));
  const isSplit = pools.length > 1;
  const hasGroups = pools.some(({ layout }) => layout.dp > 1 && layout.tp > 1);
  return {
    engine: 'tensorrt-llm',
    checkedVersion: '1.3.0rc26',
    source: 'https://nvidia.github.io/TensorRT-LLM/1.3.0rc26/features/disagg-serving.html',
    commands: [
      ...servers.map(({ pool, command }) => ({ role: pool.role, command })),
      ...(isSplit
        ? [{ role: 'router', command: 'trtllm-serve disaggregated -c tensorrt-llm-router.yaml' }]
        : []),
    ],
    files: [
      ...servers.map(({ file }) => file),
      ...(isSplit ? [fileOf('tensorrt-llm-router', routerOf(pools))] : []),
    ],
    notes: [checkpointNote(ask), ...(hasGroups ? [say('deploy/no-attention-groups')] : [])],
  };
}

function settingsOf(pool: PoolSettings): Settings {
  const { layout: l } = pool;
  return {
    tensor_parallel_size: l.tp * l.dp,
    pipeline_parallel_size: l.pp,
    ...(l.ep > 1 ? { moe_expert_parallel_size: l.ep } : {}),
    ...(l.cp > 1 ? { context_parallel_size: l.cp } : {}),
    enable_attention_dp: l.dp > 1,
    max_batch_size: pool.requestsPerRank,
    max_num_tokens: STEP_TOKENS,
    max_seq_len: pool.contextTokens,
    enable_chunked_prefill: true,
    kv_cache_config: {
      free_gpu_memory_fraction: FREE_MEMORY_FRACTION,
      dtype: pool.kv === 'bf16' ? 'auto' : pool.kv,
      enable_block_reuse: pool.isPrefixCached,
    },
    ...(pool.role === 'prefill'
      ? {}
      : { cuda_graph_config: { enable_padding: true, max_batch_size: pool.requestsPerRank } }),
    ...(pool.draftTokens > 0
      ? { speculative_config: { decoding_type: 'MTP', max_draft_len: pool.draftTokens } }
      : {}),
    ...(pool.role === 'serve'
      ? {}
      : {
          cache_transceiver_config: { backend: 'DEFAULT', max_tokens_in_buffer: pool.inputTokens },
        }),
  };
}

function routerOf(pools: readonly PoolSettings[]): Settings {
  let port = FIRST_PORT;
  const servers = (role: PoolSettings['role']): Settings => {
    const instances = pools.find((pool) => pool.role === role)?.instances ?? 1;
    const urls = Array.from({ length: instances }, () => `localhost:${port++}`);
    return { num_instances: instances, urls };
  };
  return {
    hostname: 'localhost',
    port: 8000,
    backend: 'pytorch',
    context_servers: servers('prefill'),
    generation_servers: servers('decode'),
  };
}
