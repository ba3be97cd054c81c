import type { DecodeAttentionCoefficients, PrefillAttentionCoefficients } from './attention';
import type { ExchangeCoefficients } from './exchange';
import type { GemmCoefficients } from './gemm';
import type { GroupedGemmCoefficients } from './grouped-gemm';

/**
 * Coefficients of kernels at the speed of light: no launches, no tiles, full peaks and rates, compute and memory
 * wholly overlapped, nothing read or written twice.
 */
export const IDEAL_GEMM: GemmCoefficients = {
  launch: 0,
  perK: 0,
  compute: 1,
  memory: 1,
  halfK: 0,
  padM: 0,
  padN: 0,
  wave: 0,
  blend: 0,
  convert: 0,
  perRow: 0,
  cacheGain: 0,
  cacheBytes: 1,
};

export const IDEAL_GROUPED: GroupedGemmCoefficients = {
  launch: 0,
  compute: 1,
  memory: 1,
  padM: 0,
  padWidth: 0,
  tile: 0,
  tileAt: 0,
  fill: 0,
  perExpert: 0,
  serial: 0,
  permute: 0,
  spread: 0,
  ghost: 0,
  blend: 0,
};

export const IDEAL_PREFILL: PrefillAttentionCoefficients = {
  launch: 0,
  compute: 1,
  memory: 1,
  padQuery: 0,
  wave: 0,
  perKey: 0,
  blend: 0,
  windowSkip: 1,
  smallDim: 0,
  largeDim: 0,
  convert: 0,
  convertQuery: 0,
  perSequence: 0,
  perBlock: 0,
};

export const IDEAL_DECODE: DecodeAttentionCoefficients = {
  launch: 0,
  compute: 1,
  memory: 1,
  minGroup: 0,
  perKey: 0,
  halfUnits: 0,
  blend: 0,
  perSequence: 0,
  padKey: 0,
  perUnit: 0,
  perHead: 0,
  split: 0,
  splitKeys: 1,
  cacheGain: 0,
  cacheBytes: 1,
  oddLoose: 0,
  wideLoose: 0,
  windowLoose: 0,
  reread: 0,
  windowKey: 0,
  soloKey: 0,
  windowSkip: 1,
  smallDim: 0,
  largeDim: 0,
};

export const IDEAL_EXCHANGE: ExchangeCoefficients = {
  base: 0,
  perDoubling: 0,
  efficiency: 1,
  blend: 0,
  crowding: 0,
};
