import { type DeployHint, type Message, say } from '@headroom/models';
import { profileOf } from '../engine/profiles';
import { fileOf } from './settings-file';
import {
  checkpointNote,
  commandOf,
  type HintAsk,
  modelPath,
  poolsOf,
  type PoolSettings,
  type Settings,
  spansSystems,
  STEP_TOKENS,
} from './pool-settings';

/**
 * A deployment as flags of `vllm serve`. Names as in vLLM's own argument parser, vllm/engine/arg_utils.py, which
 * has context parallel sizes and the configuration of speculative decoding as one JSON value.
 */
export function vllmFlags(ask: HintAsk): DeployHint {
  const pools = poolsOf(ask).map((pool) => ({ pool, settings: settingsOf(pool) }));
  return {
    engine: 'vllm',
    checkedVersion: '0.15 to 0.19.1',
    source: 'https://github.com/vllm-project/vllm/blob/main/vllm/engine/arg_utils.py',
    commands: pools.map(({ pool, settings }) => ({
      role: pool.role,
      command: commandOf(`vllm serve ${modelPath(ask)}`, settings),
    })),
    files: pools.map(({ pool, settings }) => fileOf(`vllm-${pool.role}`, settings)),
    notes: notesOf(
      ask,
      pools.map(({ pool }) => pool),
    ),
  };
}

function settingsOf(pool: PoolSettings): Settings {
  const { layout: l } = pool;
  return {
    'tensor-parallel-size': l.tp,
    ...(l.pp > 1 ? { 'pipeline-parallel-size': l.pp } : {}),
    ...(l.dp > 1 ? { 'data-parallel-size': l.dp } : {}),
    ...(l.ep > 1 ? { 'enable-expert-parallel': true } : {}),
    ...(l.cp > 1 ? { 'prefill-context-parallel-size': l.cp } : {}),
    'max-model-len': pool.contextTokens,
    'max-num-seqs': pool.requestsPerRank,
    'max-num-batched-tokens': STEP_TOKENS,
    'gpu-memory-utilization': memoryShare(),
    'kv-cache-dtype': pool.kv === 'bf16' ? 'auto' : pool.kv,
    ...(pool.isPrefixCached ? { 'enable-prefix-caching': true } : {}),
    ...(pool.isPrefixCached ? {} : { 'no-enable-prefix-caching': true }),
    ...(pool.draftTokens > 0
      ? { 'speculative-config': { method: 'mtp', num_speculative_tokens: pool.draftTokens } }
      : {}),
    ...(pool.role === 'serve'
      ? {}
      : { 'kv-transfer-config': { kv_connector: 'NixlConnector', kv_role: 'kv_both' } }),
  };
}

const memoryShare = (): number => Math.floor(profileOf('vllm').memoryShare * 100) / 100;

function notesOf(ask: HintAsk, pools: readonly PoolSettings[]): Message[] {
  const notes = [checkpointNote(ask)];
  if (spansSystems(ask, pools))
    notes.push(say('deploy/spans-systems', { flags: '--nnodes, --node-rank, --master-addr' }));
  if (pools.length > 1) notes.push(say('deploy/router'));
  if (ask.vendor === 'Huawei') notes.push(say('deploy/ascend-plugin'));
  else if (ask.vendor !== 'NVIDIA' && ask.vendor !== 'AMD')
    notes.push(say('deploy/other-plugin', { vendor: ask.vendor }));
  return notes;
}
