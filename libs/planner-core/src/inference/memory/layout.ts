import type { KernelFormat, AttentionFormat } from '../../kernels/kernel-set';
import type { KvPrecision, WeightPrecision } from '@headroom/models';

/** Ranks of one model instance: tp x pp x dp chips; dp counts attention data parallel ranks, ep expert ranks. */
export interface ServingLayout {
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
}

/** Chips of one instance; expert parallelism runs on the same chips. */
export const chipsOf = (l: ServingLayout): number => l.tp * l.pp * l.dp;

/** How each part of the model is stored and multiplied. */
export interface ServingFormats {
  readonly weights: WeightPrecision;
  readonly kv: KvPrecision;
  readonly attention: KernelFormat;
  readonly dense: KernelFormat;
  readonly experts: KernelFormat;
  readonly head: KernelFormat;
  /** Query x cache arithmetic of prompts and of decoding. */
  readonly prefillAttention: AttentionFormat;
  readonly decodeAttention: AttentionFormat;
}

export const KV_BYTES: Readonly<Record<KvPrecision, number>> = { bf16: 2, fp8: 1, int8: 1 };

/** Instances larger than a unit take whole units. */
export const wholeUnits = (chips: number, unit: number): number =>
  chips <= unit ? chips : Math.ceil(chips / unit) * unit;
