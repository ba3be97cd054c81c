import decodeAttention from './data/decode-attention.json';
import decodeMla from './data/decode-mla.json';
import dispatch from './data/dispatch.json';
import exchange from './data/exchange.json';
import gemm from './data/gemm.json';
import moe from './data/moe.json';
import prefillAttention from './data/prefill-attention.json';
import prefillMla from './data/prefill-mla.json';

/** One fitted surface as the calibration wrote it; `values` follow the file's `parameters`. */
export interface FittedSurface {
  readonly chip: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly precision: string;
  readonly rows: number;
  readonly medianError: number;
  readonly p90Error: number;
  readonly values: readonly number[];
}

export interface SurfaceFile {
  readonly parameters: readonly string[];
  readonly surfaces: readonly FittedSurface[];
}

/** All fitted kernel surfaces by family, written by the calibration command. */
export const SURFACES = {
  gemm,
  moe,
  'prefill-attention': prefillAttention,
  'prefill-mla': prefillMla,
  'decode-attention': decodeAttention,
  'decode-mla': decodeMla,
  exchange,
  dispatch,
} as const satisfies Record<string, SurfaceFile>;

export type KernelFamily = keyof typeof SURFACES;
