import {
  type KvPrecision,
  type Llm,
  type Message,
  type Parallelism,
  say,
  type ServiceDeployment,
  type WeightPrecision,
} from '@headroom/models';
import type { LengthDistribution } from '../../workload/service-workload';

/** A deployment, its model and its workload, as every engine's flags are made from. */
export interface HintAsk {
  readonly deployment: ServiceDeployment;
  readonly llm: Llm;
  readonly vendor: string;
  readonly chipsPerSystem: number;
  readonly inputTokens: LengthDistribution;
  readonly outputTokens: LengthDistribution;
  readonly isPrefixCached: boolean;
}

/** What one kind of instance is started with. */
export interface PoolSettings {
  readonly role: 'serve' | 'prefill' | 'decode';
  readonly instances: number;
  readonly layout: Parallelism;
  readonly weights: WeightPrecision;
  readonly kv: KvPrecision;
  /** Requests one instance runs at a time, and those of each data parallel rank. */
  readonly requests: number;
  readonly requestsPerRank: number;
  readonly draftTokens: number;
  readonly isPrefixCached: boolean;
  /** Longest request in tokens. */
  readonly contextTokens: number;
  readonly inputTokens: number;
}

/** Tokens of one step all engines default to on large chips, and what the speeds are computed with. */
export const STEP_TOKENS = 8192;
const CONTEXT_STEP = 1024;
/** Prompts an instance that only prefills takes in at a time. */
const PROMPTS_AT_A_TIME = 8;

/** The instances of a deployment: one kind, or one that prefills and one that decodes. */
export function poolsOf(ask: HintAsk): PoolSettings[] {
  const { deployment: d } = ask;
  const shared = {
    kv: d.kvPrecision,
    isPrefixCached: ask.isPrefixCached,
    contextTokens: contextTokens(ask),
    inputTokens: roundUp(ask.inputTokens.p90, CONTEXT_STEP),
  };
  const instances = Math.max(1, Math.round(d.decodeChips / chipsOf(d.parallelism)));
  const requests = Math.max(1, Math.ceil(d.concurrencyPerReplica / instances));
  const decode: PoolSettings = {
    ...shared,
    role: d.prefillPool ? 'decode' : 'serve',
    instances: d.prefillPool ? instances : 1,
    layout: d.parallelism,
    weights: d.weightPrecision,
    requests,
    requestsPerRank: Math.ceil(requests / d.parallelism.dp),
    draftTokens: d.speculation?.draftTokens ?? 0,
  };
  if (!d.prefillPool) return [decode];
  const { parallelism: layout } = d.prefillPool;
  const prefill: PoolSettings = {
    ...shared,
    role: 'prefill',
    instances: d.prefillPool.instances,
    layout,
    weights: d.prefillPool.weightPrecision,
    requests: PROMPTS_AT_A_TIME * layout.dp,
    requestsPerRank: PROMPTS_AT_A_TIME,
    draftTokens: d.speculation?.draftTokens ?? 0,
  };
  return [prefill, decode];
}

/** Chips of one instance; expert parallelism runs on the same chips. */
export const chipsOf = ({ tp, pp, dp, cp }: Parallelism): number => tp * pp * dp * cp;

/** Room for nine in ten requests, within what the model can attend to. */
function contextTokens({ llm, inputTokens, outputTokens }: HintAsk): number {
  const wanted = roundUp(inputTokens.p90 + outputTokens.p90, CONTEXT_STEP);
  return Math.min(wanted, llm.maxContextTokens ?? wanted);
}

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Values of flags or of a configuration file, in the order they are told. */
export type Settings = { readonly [name: string]: Setting };
export type Setting = string | number | boolean | Settings | readonly Setting[];

/** Where the weights are; the catalogue does not know repositories or folders of a user. */
export const modelPath = ({ llm }: HintAsk): string => `/models/${llm.id}`;

/** A shell command of a program and its flags; structured values as JSON, true as a bare flag. */
export function commandOf(program: string, settings: Settings): string {
  const flags = Object.entries(settings).flatMap(([name, value]) => {
    if (value === false) return [];
    if (value === true) return [`--${name}`];
    const text = typeof value === 'object' ? `'${JSON.stringify(value)}'` : String(value);
    return [`--${name} ${text}`];
  });
  return [program, ...flags].join(' \\\n  ');
}

/** That the weights decide the format; every engine reads it from them. */
export const checkpointNote = ({ deployment }: HintAsk): Message =>
  say('deploy/checkpoint', { format: deployment.weightPrecision });

/** Whether instances of any pool are larger than a system. */
export const spansSystems = (ask: HintAsk, pools: readonly PoolSettings[]): boolean =>
  pools.some(({ layout }) => chipsOf(layout) > ask.chipsPerSystem);
