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
/** Decimal gigabytes. */
export const gbFromBytes = (bytes: Bytes): number => bytes / GIGA;
/** A number of bytes. */
export const bytes = (value: number): Bytes => value as Bytes;

/** Memory and link rates are quoted in decimal gigabytes a second. */
export const rateFromGBps = (gigabytesPerSecond: number): BytesPerSecond =>
  (gigabytesPerSecond * GIGA) as BytesPerSecond;
/** Network line rates are quoted in gigabits a second. */
export const rateFromGbps = (gigabitsPerSecond: number): BytesPerSecond =>
  ((gigabitsPerSecond * GIGA) / BITS_PER_BYTE) as BytesPerSecond;
/** Gigabits a second, as network line rates are quoted. */
export const gbpsFromRate = (rate: BytesPerSecond): number => (rate * BITS_PER_BYTE) / GIGA;

/** A number of floating point operations. */
export const flops = (value: number): Flops => value as Flops;
/** Peaks are quoted in 10^12 operations a second. */
export const flopsPerSecondFromTflops = (tflops: number): FlopsPerSecond =>
  (tflops * TERA) as FlopsPerSecond;

/** A time in seconds. */
export const seconds = (value: number): Seconds => value as Seconds;

/** A power in watts. */
export const watts = (value: number): Watts => value as Watts;
/** A number of tokens. */
export const tokens = (value: number): Tokens => value as Tokens;
/** An amount in US dollars. */
export const usd = (value: number): Usd => value as Usd;

/** Rounds to whole cents, half away from zero, free of binary noise in the third decimal. */
export const roundToCents = (amount: number): number =>
  (Math.sign(amount) * Math.round((Math.abs(amount) + Number.EPSILON * Math.abs(amount)) * 100)) /
  100;
