import { wholeUnits } from '../memory/layout';

/** Prefill and decode instances whose rates match. */
export interface RateMatch {
  prefillInstances: number;
  decodeInstances: number;
  prefillChips: number;
  decodeChips: number;
  /** All chips; whole units when more than one. */
  chips: number;
  /** Requests a second: those of the slower side. */
  rate: number;
}

/** Room for a match of prefill and decode instances. */
export const rateMatch = (): RateMatch => ({
  prefillInstances: 0,
  decodeInstances: 0,
  prefillChips: 0,
  decodeChips: 0,
  chips: 0,
  rate: 0,
});

/** One instance of a pool: its chips, its rate, and the chips of a unit of its system. */
export interface PoolInstance {
  chips: number;
  rate: number;
  unitChips: number;
}

const MOST_DECODE = 8;
const MOST_PREFILL = 16;

/**
 * The numbers of instances that waste least: for 1 to 8 that decode as many that prefill as they need, or one
 * fewer. Pools of one system fill whole units together, those of two systems each their own. Writes into `out`.
 * @returns whether any numbers match
 */
export function matchRates(
  prefill: PoolInstance,
  decode: PoolInstance,
  isOneSystem: boolean,
  out: RateMatch,
): boolean {
  let bestPerChip = 0;
  for (let d = 1; d <= MOST_DECODE; d += 1) {
    const need = (d * decode.rate) / prefill.rate;
    const most = Math.min(MOST_PREFILL, Math.ceil(need));
    for (let n = Math.max(1, Math.floor(need)); n <= most; n += 1) {
      const prefillChips = n * prefill.chips;
      const decodeChips = d * decode.chips;
      const chips = isOneSystem
        ? wholeUnits(prefillChips + decodeChips, decode.unitChips)
        : wholeUnits(prefillChips, prefill.unitChips) + wholeUnits(decodeChips, decode.unitChips);
      const rate = Math.min(n * prefill.rate, d * decode.rate);
      if (rate / chips <= bestPerChip) continue;
      bestPerChip = rate / chips;
      out.prefillInstances = n;
      out.decodeInstances = d;
      out.prefillChips = prefillChips;
      out.decodeChips = decodeChips;
      out.chips = chips;
      out.rate = rate;
    }
  }
  return bestPerChip > 0;
}
