import type {
  Bound,
  KvPrecision,
  MemoryUse,
  Parallelism,
  PrefillPool,
  ServiceDeployment,
  Speculation,
  StepTerm,
} from '@headroom/models';
import { type FORMATS } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import { logNormalInterval } from '../../uncertainty/interval';
import { gbFromBytes } from '../../units/convert';
import type { Bytes } from '../../units/quantity';
import type { ServiceWorkload } from '../../workload/service-workload';
import type { EngineProfile } from '../engine/engine-profile';
import type { MatchedPools } from '../engine/match-pools';
import type { ServiceTarget } from '../engine/replica';
import { planningSigma } from '../measured/prediction-interval';
import type { Operating } from './search-deployments';
import type { SpeculativeDecoding } from '../search/speculation';
import type { SearchSpace } from './search-space';
import { type ServingMemory, tokensHeld } from '../memory/serving-memory';
import { type StepContext, stepTerms, TERM, TERMS } from '../engine/step';

const MS_PER_SECOND = 1000;
const gb = (bytes: number): number => gbFromBytes(bytes as Bytes);

/** The operating point as the plan shows it: what it delivers, what it holds, what its time is spent on. */
export function describeDeployment(
  w: ServiceWorkload,
  machine: Machine,
  space: SearchSpace,
  o: Operating,
  target: ServiceTarget,
): ServiceDeployment {
  const { context, memory, layout, draft } = o.candidate;
  const { profile, engine } = space;
  const sigma = planningSigma(context.kernels.origin, machine.figureSigma);
  const instances = o.pools?.decodeInstances ?? 1;
  const perRank = o.point.peakInFlight / layout.dp;
  const length = target.inputTokens + target.outputTokens;
  const decodeTerms = termsOf(context, profile, 'decode', perRank, target);
  const prefillContext = o.pools?.prefill.context ?? context;
  const prefillTerms = termsOf(prefillContext, profile, 'prompt', 1, target);
  const mode = o.pools ? 'disaggregated' : 'aggregated';
  const kv: KvPrecision = context.formats.kv;
  const parallelism: Parallelism = { ...layout, cp: 1 };
  const precision = context.formats.weights;
  const batch = Math.round(o.point.peakInFlight * instances);
  return {
    id: [
      w.id,
      machine.systemId,
      mode === 'aggregated' ? 'agg' : 'dis',
      precision,
      `tp${layout.tp}pp${layout.pp}dp${layout.dp}ep${layout.ep}`,
      ...(draft ? [`mtp${draft.draftTokens}`] : []),
      `x${o.chips}`,
      `b${batch}`,
    ].join('-'),
    workloadId: w.id,
    systemId: machine.systemId,
    chipId: machine.chipId,
    engine,
    mode,
    weightPrecision: precision,
    kvPrecision: kv,
    parallelism,
    prefillChips: o.pools?.prefillChips ?? 0,
    decodeChips: o.pools?.decodeChips ?? o.chips,
    chipsPerReplica: o.chips,
    ...(o.pools ? { prefillPool: prefillPoolOf(machine, o.pools) } : {}),
    ...(draft ? { speculation: speculationOf(draft) } : {}),
    concurrencyPerReplica: batch,
    requestsPerSecondPerReplica: o.rate * w.targetUtilisation,
    outputTokensPerSecondPerChip: logNormalInterval(o.tokensPerChip, sigma),
    ttftMs: logNormalInterval(o.ttft * MS_PER_SECOND, 2 * sigma),
    tpotMs: logNormalInterval(o.tpot * MS_PER_SECOND, sigma),
    memory: memoryUse(memory, perRank, length),
    kvTokensCapacity: Math.floor(tokensHeld(memory, length) * layout.dp * instances),
    bottleneck: bottleneckOf(decodeTerms),
    prefillTerms,
    decodeTerms,
    estimatedFigures: [...machine.estimatedFigures],
  };
}

/** The instances that prefill; of another system where the pools are of two. */
function prefillPoolOf(decodeMachine: Machine, pools: MatchedPools): PrefillPool {
  const { prefill } = pools;
  const machine = prefill.machine ?? decodeMachine;
  return {
    systemId: machine.systemId,
    chipId: machine.chipId,
    instances: pools.prefillInstances,
    weightPrecision: prefill.context.formats.weights,
    parallelism: { ...prefill.context.layout, cp: prefill.cp ?? 1 },
  };
}

const speculationOf = (draft: SpeculativeDecoding): Speculation => ({
  draftTokens: draft.draftTokens,
  acceptanceShare: draft.acceptanceShare,
  tokensPerStep: draft.tokensPerStep,
});

/** Memory of one chip in GB with so many sequences of a length on its attention rank. */
export function memoryUse(m: ServingMemory, sequences: number, tokens: number): MemoryUse {
  const cache = Math.min(
    Math.max(0, m.kvAvailable),
    sequences * (m.kvPerToken * tokens + m.kvPerSequence),
  );
  return {
    weightsGb: gb(m.weights),
    kvCacheGb: gb(cache),
    activationsGb: gb(m.activations),
    gradientsGb: 0,
    optimizerGb: 0,
    reserveGb: gb(m.reserve),
    capacityGb: gb(m.capacity),
  };
}

/** What the terms of a step are called wherever they are told. */
export const OPERATION_NAMES: Readonly<Record<keyof typeof TERM, string>> = {
  projection: 'attention projections',
  attention: 'attention',
  dense: 'feed-forward',
  experts: 'experts',
  network: 'collectives',
  head: 'vocabulary head',
  elementwise: 'element-wise',
  layers: 'launches',
  pipeline: 'pipeline hand-over',
};

/** Terms of one step in ms with what bounds each, longest first. */
export function termsOf(
  c: StepContext,
  profile: EngineProfile,
  phase: 'decode' | 'prompt',
  sequences: number,
  target: Pick<ServiceTarget, 'inputTokens' | 'outputTokens' | 'cachedShare'>,
): StepTerm[] {
  const times = new Float64Array(TERMS);
  const fresh = Math.max(1, target.inputTokens * (1 - target.cachedShare));
  const decoding = phase === 'decode';
  const rows = decoding ? sequences : fresh;
  if (decoding) stepTerms(c, times, sequences, target.inputTokens + target.outputTokens / 2, 0, 1);
  else stepTerms(c, times, 0, 0, fresh, fresh);
  const weights = profile[phase];
  const terms = (Object.keys(TERM) as (keyof typeof TERM)[]).map((name) => ({
    operation: OPERATION_NAMES[name],
    ms: (times[TERM[name]] ?? 0) * (weights[TERM[name]] ?? 0) * MS_PER_SECOND,
    bound: boundOf(c, name, rows, decoding),
  }));
  const host = decoding ? profile.hostStep + profile.hostSequence * sequences : profile.hostPrompt;
  terms.push({ operation: 'host', ms: host * MS_PER_SECOND, bound: 'overhead' });
  return terms.filter((t) => t.ms > 0).sort((a, b) => b.ms - a.ms);
}

/** A matrix multiplication is bound by memory below the rows where both sides of the roofline meet. */
export function boundOf(
  c: StepContext,
  name: keyof typeof TERM,
  rows: number,
  decoding: boolean,
): Bound {
  const { kernels, formats, shape, layout } = c;
  const ridge = (format: keyof typeof FORMATS): number => {
    const s = kernels.gemm[format];
    return (s.peak * s.compute * s.weightBytes) / (2 * s.bandwidth * s.memory);
  };
  switch (name) {
    case 'projection':
      return rows > ridge(formats.attention) ? 'compute' : 'memory';
    case 'dense':
      return rows > ridge(formats.dense) ? 'compute' : 'memory';
    case 'experts': {
      const perExpert = (rows * layout.dp * shape.activeExperts) / Math.max(1, shape.experts);
      return perExpert > ridge(formats.experts) ? 'compute' : 'memory';
    }
    case 'attention':
      return decoding ? 'memory' : 'compute';
    case 'head':
      return rows > ridge(formats.head) && decoding ? 'compute' : 'memory';
    case 'elementwise':
      return 'memory';
    case 'network':
    case 'pipeline':
      return 'network';
    case 'layers':
      return 'overhead';
  }
}

/** What a decode step whose weighted terms are known waits for most. */
export function boundOfStep(
  c: StepContext,
  terms: Float64Array,
  host: number,
  sequences: number,
): Bound {
  const sums: Record<Bound, number> = { compute: 0, memory: 0, network: 0, overhead: host };
  for (const name of Object.keys(TERM) as (keyof typeof TERM)[])
    sums[boundOf(c, name, sequences, true)] += terms[TERM[name]] ?? 0;
  return longest(sums);
}

/** What most of a step's time waits for. */
function bottleneckOf(terms: readonly StepTerm[]): Bound {
  const sums: Record<Bound, number> = { compute: 0, memory: 0, network: 0, overhead: 0 };
  for (const t of terms) sums[t.bound] += t.ms;
  return longest(sums);
}

const longest = (sums: Readonly<Record<Bound, number>>): Bound =>
  (Object.keys(sums) as Bound[]).reduce((a, b) => (sums[b] > sums[a] ? b : a));
