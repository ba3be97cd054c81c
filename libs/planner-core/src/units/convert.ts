import type {
  Bytes,
  BytesPerSecond,
  Flops,
  FlopsPerSecond,
  Seconds,
  Tokens,
  Usd,
  Watts,
} from './quantity';

const GIGA = 1e9;
const TERA = 1e12;
const BITS_PER_BYTE = 8;

/** Decimal gigabytes, as datasheets print memory sizes. */
export const bytesFromGb = (gb: number): Bytes => (gb * GIGA) as Bytes;
export const gbFromBytes = (bytes: Bytes): number => bytes / GIGA;
export const bytes = (value: number): Bytes => value as Bytes;

export const rateFromGBps = (gigabytesPerSecond: number): BytesPerSecond =>
  (gigabytesPerSecond * GIGA) as BytesPerSecond;
/** Network line rates are quoted in gigabits a second. */
export const rateFromGbps = (gigabitsPerSecond: number): BytesPerSecond =>
  ((gigabitsPerSecond * GIGA) / BITS_PER_BYTE) as BytesPerSecond;
export const gbpsFromRate = (rate: BytesPerSecond): number => (rate * BITS_PER_BYTE) / GIGA;

export const flops = (value: number): Flops => value as Flops;
export const flopsPerSecondFromTflops = (tflops: number): FlopsPerSecond =>
  (tflops * TERA) as FlopsPerSecond;

export const seconds = (value: number): Seconds => value as Seconds;

export const watts = (value: number): Watts => value as Watts;
export const tokens = (value: number): Tokens => value as Tokens;
export const usd = (value: number): Usd => value as Usd;

/** Rounds to whole cents, half away from zero, free of binary noise in the third decimal. */
export const roundToCents = (amount: number): number =>
  (Math.sign(amount) * Math.round((Math.abs(amount) + Number.EPSILON * Math.abs(amount)) * 100)) /
  100;
