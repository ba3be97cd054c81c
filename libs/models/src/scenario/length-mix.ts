import { z } from 'zod';
import { share, sharesSum, tokenLengths } from './quantity';

/** Parts a service's own length distribution may be cut into. */
export const LENGTH_PARTS_MOST = 12;
/** A grid of 12 x 12 lengths, and a few more. */
const MIX_MOST = 150;

/**
 * One part of the requests of a service, by length. A bare number is the length of all of them, since the parts
 * say how lengths are spread; `{ mean, p90 }` spreads them within the part too.
 */
export const lengthMixPart = z.strictObject({
  /** Share of the service's requests. */
  share,
  inputTokens: tokenLengths,
  outputTokens: tokenLengths,
  /** Absent: the service's own. */
  prefixCacheHitShare: share.optional(),
});
export type LengthMixPart = z.infer<typeof lengthMixPart>;

/** The requests of a service by length; shares sum to 1. */
export const lengthMix = z
  .array(lengthMixPart)
  .min(2, 'expected two parts or more; one length goes into inputTokens and outputTokens')
  .max(MIX_MOST)
  .check((ctx) =>
    sharesSum(
      ctx.value.map((part) => part.share),
      ctx.issues,
      ctx.value,
    ),
  );
