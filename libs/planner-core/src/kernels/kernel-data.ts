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
  /** The kernel the engine called, by its name in the source; an engine may have several for one precision. */
  readonly kernel: string;
  readonly rows: number;
  /** Median and 90th percentile of |predicted / measured - 1| over the rows the fit did not see. */
  readonly medianError: number;
  readonly p90Error: number;
  readonly values: readonly number[];
}

/** A surface fitted to the rows of all chips, for chips of which nothing near was measured. */
export interface PopulationSurface {
  readonly precision: string;
  readonly rows: number;
  readonly medianError: number;
  readonly p90Error: number;
  readonly values: readonly number[];
}

/** How far off all surfaces of a chip are together, over the rows their fits did not see. */
export interface ChipError {
  readonly chip: string;
  readonly rows: number;
  readonly medianError: number;
  readonly p90Error: number;
}

export interface SurfaceFile {
  readonly parameters: readonly string[];
  readonly chips: readonly ChipError[];
  readonly surfaces: readonly FittedSurface[];
  readonly population: readonly PopulationSurface[];
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
