import type { KvPrecision, WeightPrecision } from '@headroom/models';
import type { KernelEngine } from '../../kernels/kernel-set';
import type { ServingLayout } from '../memory/layout';

/** How hard a measured deployment was driven. */
export type ServingLoad =
  /** Closed loop of clients over the whole deployment. */
  | { readonly kind: 'clients'; readonly count: number }
  /** One batch from first to last token, no request joins. */
  | { readonly kind: 'static'; readonly batch: number }
  /** As many sequences as fit, up to a limit for one attention rank. */
  | { readonly kind: 'saturated'; readonly perRank: number | null }
  /** As many as keep the latency, in ms. */
  | { readonly kind: 'under-slo'; readonly tpotMs: number; readonly perRank: number | null }
  /** Decoding only, so many sequences on each chip. */
  | { readonly kind: 'decode-only'; readonly perChip: number }
  /** Prompts only, so many at once. */
  | { readonly kind: 'prompt-only'; readonly batch: number };

/** Instances of one pool of a disaggregated deployment. */
export interface ServingPool {
  readonly instances: number;
  readonly layout: ServingLayout;
}

/** One serving measurement's configuration: everything but its result. */
export interface ServingQuestion {
  readonly id: string;
  readonly chip: string;
  readonly chips: number;
  readonly scaleUpDomain: number | null;
  readonly engine: KernelEngine;
  readonly engineVersion: string | null;
  /** Day of the run, ISO 8601. */
  readonly date: string | null;
  readonly model: string;
  readonly weights: WeightPrecision;
  /** Format of routed experts where it differs. */
  readonly experts: WeightPrecision | 'mxfp4' | null;
  readonly kv: KvPrecision | null;
  /** Mean tokens of a request, after the draw of lengths. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Nominal output length, which throughput is counted with. */
  readonly countedOutputTokens: number;
  /** Whether every request has the same length. */
  readonly equalLengths: boolean;
  readonly layout: ServingLayout | null;
  readonly replicas: number | null;
  readonly pools: { readonly prefill: ServingPool; readonly decode: ServingPool } | null;
  readonly load: ServingLoad;
  readonly cachedShare: number;
  /** Output tokens per decode step with speculative decoding. */
  readonly tokensPerStep: number;
  /** Which of the two published collections the row is of; their harnesses differ. */
  readonly harness: 'closed-loop' | 'published';
}

export type QuestionResult =
  | { readonly kind: 'question'; readonly question: ServingQuestion }
  | { readonly kind: 'unusable'; readonly id: string | null; readonly field: string };
