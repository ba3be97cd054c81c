import type { SurfaceOrigin } from '../../kernels/choose-surface';
import { spreadOf } from './residual';

/**
 * Which left-out error speaks for a plan: of software never seen where the chip's kernels were measured, of a
 * chip never seen where a sibling's were, of a published chip never seen where only the population's are.
 */
const STRATUM_OF: Readonly<Record<SurfaceOrigin, string>> = {
  chip: 'new-software',
  generation: 'new-chip',
  population: 'published-new-chip',
};

/**
 * Standard deviation of the log error of a planned speed: the engine's own on what it had not seen, and that
 * of estimated figures, independent of each other.
 */
export const planningSigma = (origin: SurfaceOrigin, figureSigma: number): number =>
  Math.hypot(spreadOf(STRATUM_OF[origin]).throughput, figureSigma);
