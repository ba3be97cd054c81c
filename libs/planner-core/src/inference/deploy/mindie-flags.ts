import { type DeployHint, say } from '@headroom/models';
import { fileOf } from './settings-file';
import {
  checkpointNote,
  chipsOf,
  type HintAsk,
  modelPath,
  poolsOf,
  type PoolSettings,
  type Settings,
  spansSystems,
  STEP_TOKENS,
} from './pool-settings';

const CACHE_BLOCK_TOKENS = 128;

/**
 * A deployment as the service's `config.json` of MindIE. Experts are divided by `moe_tp` x `moe_ep`, which have to
 * make up the world size.
 */
export function mindieFlags(ask: HintAsk): DeployHint {
  const pools = poolsOf(ask);
  const { speculation } = ask.deployment;
  const notes = [
    checkpointNote(ask),
    ...(spansSystems(ask, pools)
      ? [say('deploy/spans-systems', { flags: 'multiNodesInferEnabled, RANK_TABLE_FILE' })]
      : []),
    ...(pools.some(({ layout }) => layout.pp > 1) ? [say('deploy/no-pipeline')] : []),
    ...(pools.length > 1 ? [say('deploy/roles-elsewhere')] : []),
    ...((speculation?.draftTokens ?? 0) > 1 ? [say('deploy/one-draft-token')] : []),
  ];
  return {
    engine: 'mindie',
    checkedVersion: '2.3.0',
    source:
      'https://www.hiascend.com/document/detail/en/mindie/230/LLMframe/llmdev/mindie_service0285.html',
    commands: pools.map(({ role }) => ({ role, command: './bin/mindieservice_daemon' })),
    files: pools.map((pool) => fileOf(`mindie-${pool.role}`, settingsOf(ask, pool))),
    notes,
  };
}

function settingsOf(ask: HintAsk, pool: PoolSettings): Settings {
  const { layout: l } = pool;
  const worldSize = chipsOf(l);
  return {
    BackendConfig: {
      backendName: 'mindieservice_llm_engine',
      modelInstanceNumber: 1,
      multiNodesInferEnabled: worldSize > ask.chipsPerSystem,
      ModelDeployConfig: {
        maxSeqLen: pool.contextTokens,
        maxInputTokenLen: Math.min(pool.inputTokens, pool.contextTokens),
        truncation: false,
        ModelConfig: [
          {
            modelInstanceType: 'Standard',
            modelName: ask.llm.id,
            modelWeightPath: modelPath(ask),
            worldSize,
            cpuMemSize: 0,
            npuMemSize: -1,
            backendType: 'atb',
            trustRemoteCode: false,
            dp: l.dp,
            ...(l.cp > 1 ? { cp: l.cp } : {}),
            tp: l.tp,
            ...(ask.llm.moe ? { moe_tp: worldSize / l.ep, moe_ep: l.ep } : {}),
            ...pluginOf(pool),
          },
        ],
      },
      ScheduleConfig: {
        templateType: 'Standard',
        templateName: 'Standard_LLM',
        cacheBlockSize: CACHE_BLOCK_TOKENS,
        maxPrefillTokens: Math.max(STEP_TOKENS, pool.inputTokens),
        maxBatchSize: pool.requestsPerRank,
      },
    },
  };
}

/** Plug-ins are told as JSON inside a text. */
function pluginOf(pool: PoolSettings): Settings {
  const plugins = [
    ...(pool.draftTokens > 0 ? ['mtp'] : []),
    ...(pool.isPrefixCached ? ['prefix_cache'] : []),
  ];
  if (plugins.length === 0) return {};
  const params = {
    plugin_type: plugins.join(','),
    ...(pool.draftTokens > 0 ? { num_speculative_tokens: 1 } : {}),
  };
  return { plugin_params: JSON.stringify(params) };
}
