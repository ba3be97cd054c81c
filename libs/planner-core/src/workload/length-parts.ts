import type { LengthMixPart, ServiceDemand, TokenLengths } from '@headroom/models';
import { normalQuantile } from '../uncertainty/normal-quantile';
import type { LengthDistribution } from './service-workload';

/** Requests of one service that are alike in length. */
export interface LengthPart {
  /** Of the service's requests. */
  readonly share: number;
  readonly inputTokens: LengthDistribution;
  readonly outputTokens: LengthDistribution;
  readonly prefixCacheHitShare: number;
}

export type RequestLengths = Omit<LengthPart, 'share'>;

/**
 * 90th percentile over mean of request lengths when only the mean is given. An exponential length
 * distribution, the usual first fit to chat traces, has ln(10) = 2.3; fixed-length tests have 1. Real
 * services cap lengths, so a middle value is assumed.
 */
export const P90_OVER_MEAN = 1.7;

/** Token lengths as a distribution; without a 90th percentile it lies `P90_OVER_MEAN` times above the mean. */
export const lengthsOf = (given: TokenLengths): LengthDistribution => {
  const mean = typeof given === 'number' ? given : given.mean;
  const p90 = typeof given === 'number' ? undefined : given.p90;
  return { mean, p90: p90 ?? mean * P90_OVER_MEAN };
};

/** In a mix a bare number is the length of all requests of the part: the parts say how lengths are spread. */
const partLengthsOf = (given: TokenLengths): LengthDistribution =>
  typeof given === 'number' ? { mean: given, p90: given } : lengthsOf(given);

/** Lengths of all requests of a service together. */
export function lengthsOfService(demand: ServiceDemand): RequestLengths {
  const { inputTokens, outputTokens, mix, prefixCacheHitShare = 0 } = demand;
  if (mix !== undefined) return mixedLengths(partsOfMix(mix, prefixCacheHitShare));
  if (inputTokens === undefined || outputTokens === undefined) {
    throw new Error(`Service ${demand.id} has neither lengths nor a mix`);
  }
  return {
    inputTokens: lengthsOf(inputTokens),
    outputTokens: lengthsOf(outputTokens),
    prefixCacheHitShare,
  };
}

/** The parts a service's requests fall into by length; empty where they are kept together. */
export function lengthPartsOf(demand: ServiceDemand): LengthPart[] {
  const { mix, lengthBuckets = 1, prefixCacheHitShare = 0 } = demand;
  if (mix !== undefined) {
    return partsOfMix(mix, prefixCacheHitShare).filter((part) => part.share > 0);
  }
  if (lengthBuckets === 1) return [];
  const { inputTokens, outputTokens } = lengthsOfService(demand);
  return cutByMass(inputTokens, lengthBuckets).map((lengths) => ({
    share: 1 / lengthBuckets,
    inputTokens: lengths,
    outputTokens,
    prefixCacheHitShare,
  }));
}

const partsOfMix = (mix: readonly LengthMixPart[], hitShare: number): LengthPart[] =>
  mix.map((part) => ({
    share: part.share,
    inputTokens: partLengthsOf(part.inputTokens),
    outputTokens: partLengthsOf(part.outputTokens),
    prefixCacheHitShare: part.prefixCacheHitShare ?? hitShare,
  }));

/**
 * Cuts lognormal lengths into parts of equal probability mass, the shortest first. Mean of the part between two
 * quantiles z0 and z1 of the normal score: mean x (Phi(z1 - s) - Phi(z0 - s)) x parts, the partial expectation of the
 * lognormal distribution (Aitchison and Brown, The Lognormal Distribution, 1957, section 2.3); its 90th percentile
 * is the whole's at nine tenths of the part. The means average to the whole's mean.
 */
export function cutByMass(lengths: LengthDistribution, parts: number): LengthDistribution[] {
  const s = lognormalSigma(lengths);
  if (s <= 0) return Array.from({ length: parts }, () => lengths);
  const median = lengths.mean * Math.exp((-s * s) / 2);
  const below = (part: number): number => {
    if (part <= 0) return 0;
    return part >= parts ? 1 : normalShare(normalQuantile(part / parts) - s);
  };
  return Array.from({ length: parts }, (_, k) => ({
    mean: lengths.mean * (below(k + 1) - below(k)) * parts,
    p90: median * Math.exp(s * normalQuantile((k + TENTH_DECILE) / parts)),
  }));
}

const TENTH_DECILE = 0.9;
const Z_90 = 1.2815515655446004;

/** Sigma of lognormal lengths: p90 = mean x exp(z s - s^2 / 2), solved for the smaller s. */
function lognormalSigma({ mean, p90 }: LengthDistribution): number {
  const ratio = Math.log(p90 / mean);
  return ratio <= 0 ? 0 : Z_90 - Math.sqrt(Math.max(0, Z_90 * Z_90 - 2 * ratio));
}

/**
 * Share of the standard normal distribution below z, by its series around 0 (Marsaglia, Journal of Statistical
 * Software 11, 2004); exact to float noise where quantiles of twelfths fall.
 */
function normalShare(z: number): number {
  let sum = z;
  let term = z;
  for (let n = 3; Math.abs(term) > NOTHING * Math.abs(sum) && n < MOST_TERMS; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return Math.min(1, Math.max(0, 1 / 2 + sum * density));
}

const NOTHING = 1e-16;
const MOST_TERMS = 400;

/** Mean and 90th percentile over all parts; prefix hits count by the input tokens they save. */
export function mixedLengths(parts: readonly LengthPart[]): RequestLengths {
  const over = (of: (part: LengthPart) => number): number =>
    parts.reduce((sum, part) => sum + part.share * of(part), 0);
  const mixed = (of: (part: LengthPart) => LengthDistribution): LengthDistribution => ({
    mean: over((part) => of(part).mean) / over(() => 1),
    p90: mixedPercentile(parts.map((part) => ({ share: part.share, lengths: of(part) }))),
  });
  const inputTokens = mixed((part) => part.inputTokens);
  const hits = over((part) => part.inputTokens.mean * part.prefixCacheHitShare);
  return {
    inputTokens,
    outputTokens: mixed((part) => part.outputTokens),
    prefixCacheHitShare: Math.min(1, hits / over((part) => part.inputTokens.mean)),
  };
}

const BISECTIONS = 60;

/** Length that nine in ten requests of all parts stay within. */
function mixedPercentile(
  parts: readonly { readonly share: number; readonly lengths: LengthDistribution }[],
): number {
  const total = parts.reduce((sum, p) => sum + p.share, 0);
  const shareWithin = (length: number): number =>
    parts.reduce((sum, { share, lengths }) => sum + share * within(lengths, length), 0) / total;
  let low = 0;
  let high = Math.max(...parts.map((p) => Math.max(p.lengths.p90, p.lengths.mean)));
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (low + high) / 2;
    if (shareWithin(middle) >= TENTH_DECILE - NEARLY) high = middle;
    else low = middle;
  }
  return high;
}

const NEARLY = 1e-9;

function within(lengths: LengthDistribution, length: number): number {
  const s = lognormalSigma(lengths);
  if (s <= 0) return length >= lengths.mean * (1 - NEARLY) ? 1 : 0;
  if (length <= 0) return 0;
  return normalShare((Math.log(length / lengths.mean) + (s * s) / 2) / s);
}

const PART_MARK = '/';

/** Names a part of a service; ids of services have no such mark. */
export const partId = (serviceId: string, part: number): string =>
  `${serviceId}${PART_MARK}${part + 1}`;

/** The service a workload belongs to: its own id, or that of the service it is a part of. */
export const serviceIdOf = (workloadId: string): string =>
  workloadId.split(PART_MARK)[0] ?? workloadId;
