const CONFIDENCES = new Set([
  'verified',
  'cross-checked',
  'vendor',
  'analyst',
  'press',
  'secondary',
  'derived',
  'given',
  'assumption',
  'unverified',
  'estimate',
]);

const RENAMED = new Map([
  ['low', 'unverified'],
  ['conflicting', 'unverified'],
  ['unknown', 'unverified'],
  ['memory', 'unverified'],
  ['partly-verified', 'secondary'],
  ['partly verified', 'secondary'],
  ['given-by-client', 'given'],
  ['verified/derived', 'derived'],
]);

/** The word of our vocabulary for a stated confidence; anything unclear counts as unverified. */
export function confidenceOf(stated) {
  const word = String(stated ?? 'unverified').trim();
  if (CONFIDENCES.has(word)) return word;
  const first = word.split(/[ ,;(]/)[0];
  for (const [from, to] of RENAMED) if (word.startsWith(from)) return to;
  if (word.startsWith('architecture: config.json')) return 'verified';
  if (word.startsWith('architecture: verified')) return 'cross-checked';
  return CONFIDENCES.has(first) ? first : 'unverified';
}

/** A figure, or `null` where nobody published the value. */
export function figure(value, { sourceId, date, market, confidence, low, high }) {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  return {
    value,
    ...(isNumber(low) && low !== value ? { low } : {}),
    ...(isNumber(high) && high !== value ? { high } : {}),
    sourceId,
    date: date ?? null,
    ...(market === undefined ? {} : { market }),
    confidence: confidenceOf(confidence),
  };
}

export const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/**
 * A price range as one figure: the stated middle, else the middle of a stated range (marked derived), else
 * the lowest price quoted. "Up to" alone is no price.
 */
export function priceFigure({ low, mid, high }, provenance) {
  if (isNumber(mid)) return figure(mid, { ...provenance, low, high });
  if (isNumber(low) && isNumber(high)) {
    return figure(Math.round((low + high) / 2), {
      ...provenance,
      low,
      high,
      confidence: 'derived',
    });
  }
  return figure(low, provenance);
}

/** The one market a price is of: what was quoted in RMB or in a Chinese channel is a price of China. */
export const marketOf = ({ basis }) => (/\b(china|rmb)\b/i.test(basis ?? '') ? 'CN' : undefined);

/**
 * Whether a price is of the accelerators on their board alone, as kits and modules are sold: such a price is kept with
 * the chip, an equal part each, and the system's follows from its chips like any other that nobody publishes.
 */
export const isPriceOfParts = ({ basis }) =>
  /\b(kit|module|baseboard|board|oam)\b/i.test(basis ?? '');

export const PRECISIONS = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp4'];
const BITS = { fp32: 32, bf16: 16, fp16: 16, fp8: 8, int8: 8, fp4: 4 };

/** Total processing performance: the largest dense TFLOPS times bit length (US 15 CFR 774, 3A090 note 2). */
export function totalProcessingPerformance(peaks) {
  let best = null;
  for (const [precision, bits] of Object.entries(BITS)) {
    const peak = peaks[precision];
    if (peak && (best === null || peak.value * bits > best.value)) {
      best = { ...peak, value: round(peak.value * bits, 1), confidence: 'derived' };
      delete best.low;
      delete best.high;
    }
  }
  return best;
}

export const round = (value, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;

/** What a plan cannot do without and this chip's vendor has not published. */
export function missingFigures(chip) {
  const missing = [];
  const peaks = chip.peakDenseTflops;
  if (peaks.bf16 === null && peaks.fp16 === null) missing.push('peakDenseTflops.bf16');
  if (chip.memoryGb === null) missing.push('memoryGb');
  if (chip.memoryBandwidthGBps === null) missing.push('memoryBandwidthGBps');
  return missing;
}
