import { type DeployHint, say } from '@headroom/models';
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

/** Vendors whose chips SGLang's own documentation covers. */
const KNOWN_VENDORS: ReadonlySet<string> = new Set(['NVIDIA', 'AMD', 'Huawei', 'Intel', 'Google']);

/**
 * A deployment as arguments of SGLang's server. Its tensor parallel size counts all ranks of a stage; data
 * parallel attention divides them.
 */
export function sglangFlags(ask: HintAsk): DeployHint {
  const pools = poolsOf(ask).map((pool) => ({ pool, settings: settingsOf(pool) }));
  const isLong = pools.some(({ pool }) => pool.layout.cp > 1);
  const isWide = spansSystems(
    ask,
    pools.map(({ pool }) => pool),
  );
  return {
    engine: 'sglang',
    checkedVersion: '0.5',
    source: 'https://docs.sglang.io/advanced_features/server_arguments.html',
    commands: pools.map(({ pool, settings }) => ({
      role: pool.role,
      command: commandOf('python -m sglang.launch_server', {
        'model-path': modelPath(ask),
        ...settings,
      }),
    })),
    files: pools.map(({ pool, settings }) =>
      fileOf(`sglang-${pool.role}`, { 'model-path': modelPath(ask), ...settings }),
    ),
    notes: [
      checkpointNote(ask),
      ...(isLong ? [say('deploy/no-context-flag')] : []),
      ...(isWide
        ? [say('deploy/spans-systems', { flags: '--nnodes, --node-rank, --dist-init-addr' })]
        : []),
      ...(pools.length > 1 ? [say('deploy/router')] : []),
      ...(KNOWN_VENDORS.has(ask.vendor)
        ? []
        : [say('deploy/other-plugin', { vendor: ask.vendor })]),
    ],
  };
}

function settingsOf(pool: PoolSettings): Settings {
  const { layout: l } = pool;
  return {
    'tp-size': l.tp * l.dp,
    ...(l.pp > 1 ? { 'pp-size': l.pp } : {}),
    ...(l.dp > 1 ? { 'dp-size': l.dp, 'enable-dp-attention': true } : {}),
    ...(l.ep > 1 ? { 'ep-size': l.ep } : {}),
    'context-length': pool.contextTokens,
    'max-running-requests': pool.requests,
    'chunked-prefill-size': STEP_TOKENS,
    'mem-fraction-static': Math.floor(profileOf('sglang').memoryShare * 100) / 100,
    'kv-cache-dtype': pool.kv === 'fp8' ? 'fp8_e4m3' : 'auto',
    ...(pool.isPrefixCached ? {} : { 'disable-radix-cache': true }),
    ...(pool.draftTokens > 0
      ? {
          'speculative-algorithm': 'EAGLE',
          'speculative-num-steps': pool.draftTokens,
          'speculative-eagle-topk': 1,
          'speculative-num-draft-tokens': pool.draftTokens + 1,
        }
      : {}),
    ...(pool.role === 'serve' ? {} : { 'disaggregation-mode': pool.role }),
  };
}
