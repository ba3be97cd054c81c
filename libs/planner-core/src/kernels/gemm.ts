import { smoothMax } from './smooth';

/** Fitted shape of dense matrix multiplication on one chip, engine and precision. Times in seconds. */
export interface GemmCoefficients {
  /** Time of an empty kernel. */
  readonly launch: number;
  /** Serial time per element of the reduction dimension. */
  readonly perK: number;
  /** Share of the dense peak that large shapes reach. */
  readonly compute: number;
  /** Share of the memory bandwidth that large shapes reach. */
  readonly memory: number;
  /** Reduction length at which half the compute efficiency is lost. */
  readonly halfK: number;
  /** Rows of padding a tile adds to m. */
  readonly padM: number;
  /** Columns of padding a tile adds to n. */
  readonly padN: number;
  /** Output elements one full wave of tiles covers. */
  readonly wave: number;
  /** 0: compute and memory overlap fully; 1: they add. */
  readonly blend: number;
  /** Bytes an activation passes through memory before the multiplication, when it is quantised or laid out anew. */
  readonly convert: number;
  /** Time per row of that pass. */
  readonly perRow: number;
  /** How much faster small weights are read because they stay in cache between repeats; 0 when serving. */
  readonly cacheGain: number;
  readonly cacheBytes: number;
}

/** A surface bound to a device: what `gemmTime` needs, flat. */
export interface GemmSurface extends GemmCoefficients {
  readonly peak: number;
  readonly bandwidth: number;
  readonly activationBytes: number;
  readonly weightBytes: number;
  readonly outputBytes: number;
}

/**
 * Seconds of C[m,n] = A[m,k] x B[k,n].
 * time = launch + k x perK + quantisation of A + smoothMax(flops / (peak x eff_c(m, n, k)), bytes / (bandwidth x eff_m)).
 * eff_c falls with padding of m and n to tiles, partly filled waves of output tiles and a short reduction.
 */
export function gemmTime(s: GemmSurface, m: number, n: number, k: number): number {
  if (m <= 0) return 0;
  const area = (m + s.padM) * (n + s.padN) + s.wave;
  const compute = (2 * area * (k + s.halfK)) / (s.peak * s.compute);
  const bytes = m * k * s.activationBytes + k * n * s.weightBytes + m * n * s.outputBytes;
  const relative = bytes / s.cacheBytes;
  const cached = 1 + s.cacheGain / (1 + relative * relative);
  const memory = bytes / (s.bandwidth * s.memory * cached);
  const quantise = m * s.perRow + (m * k * s.convert) / s.bandwidth;
  return s.launch + k * s.perK + quantise + smoothMax(compute, memory, s.blend);
}
