/** Letters people write after a number and what they mean. */
const MAGNITUDES: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  g: 1e9,
  b: 1e9,
  t: 1e12,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  亿: 1e8,
  万亿: 1e12,
};

/**
 * Reads a number as people type it: `50e9`, `50B`, `1.5T`, `12,000`, `500亿`.
 * `undefined` for an empty field; `null` when it is not a number.
 */
export function readAmount(typed: string): number | undefined | null {
  const text = typed
    .trim()
    .replace(/(?<=\d)[,_\s](?=\d{3}(\D|$))/g, '')
    .replace(/(?<=\d)[,_\s](?=\d{3})/g, '');
  if (text === '') return undefined;
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z\u4e00-\u9fff]*)$/i.exec(text);
  if (parts === null) return null;
  const [, digits = '', letters = ''] = parts;
  const factor = letters === '' ? 1 : MAGNITUDES[letters.toLowerCase()];
  if (factor === undefined) return null;
  // 1.1 * 1e9 is not a whole number in binary; twelve digits are more than anybody types.
  return Number((Number(digits) * factor).toPrecision(12));
}

/** A number known only roughly: the 10th, 50th and 90th percentile of what it may be. */
export interface Range {
  low: number;
  mid: number;
  high: number;
}

const RANGE_MARK = '..';

/** Reads `10..20..50` as the 10th, 50th and 90th percentile, and everything else as one amount. */
export function readAmountOrRange(typed: string): number | Range | undefined | null {
  const parts = typed.split(RANGE_MARK);
  if (parts.length !== 3) return readAmount(typed);
  const [low, mid, high] = parts.map(readAmount);
  return typeof low === 'number' && typeof mid === 'number' && typeof high === 'number'
    ? { low, mid, high }
    : null;
}

export function isRange(value: unknown): value is Range {
  return (
    typeof value === 'object' &&
    value !== null &&
    'low' in value &&
    'mid' in value &&
    'high' in value &&
    [value.low, value.mid, value.high].every((x) => typeof x === 'number')
  );
}

/** The text that reads as the same range. */
export const rangeText = ({ low, mid, high }: Range): string => [low, mid, high].join(RANGE_MARK);
