import type { PrefillInstance } from './prefill-pool';

/** Prefill and decode instances whose rates match, as one replica. */
export interface MatchedPools {
  readonly prefill: PrefillInstance;
  readonly prefillInstances: number;
  readonly decodeInstances: number;
  readonly prefillChips: number;
  readonly decodeChips: number;
  /** All chips, filled up to whole units when more than one. */
  readonly chips: number;
  /** Requests a second of the replica: that of its slower side. */
  readonly rate: number;
}

const MOST_DECODE = 8;
const MOST_PREFILL = 16;

/**
 * The ratio of instances that wastes least: for 1 to 8 decode instances as many prefill ones as they need,
 * or one fewer. Never more than the slower side's rate.
 */
export function matchPools(
  prefill: PrefillInstance,
  decodeChips: number,
  decodeRate: number,
  unitChips: number,
): MatchedPools | null {
  let best: MatchedPools | null = null;
  let bestPerChip = 0;
  for (let decode = 1; decode <= MOST_DECODE; decode += 1) {
    const need = (decode * decodeRate) / prefill.rate;
    for (let n = Math.max(1, Math.floor(need)); n <= Math.ceil(need); n += 1) {
      if (n > MOST_PREFILL) break;
      const used = n * prefill.chips + decode * decodeChips;
      const chips = used <= unitChips ? used : Math.ceil(used / unitChips) * unitChips;
      const rate = Math.min(n * prefill.rate, decode * decodeRate);
      if (rate / chips > bestPerChip) {
        bestPerChip = rate / chips;
        best = {
          prefill,
          prefillInstances: n,
          decodeInstances: decode,
          prefillChips: n * prefill.chips,
          decodeChips: decode * decodeChips,
          chips,
          rate,
        };
      }
    }
  }
  return best;
}
