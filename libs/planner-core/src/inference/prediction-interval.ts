import type { SurfaceOrigin } from '../kernels/choose-surface';

/** Standard deviation of the log error of a planned speed by how near the kernels were measured. */
const ORIGIN_SIGMA: Readonly<Record<SurfaceOrigin, number>> = {
  chip: 0.15,
  generation: 0.2,
  population: 0.3,
};

/** Spread of a planned speed: the model's own and that of estimated figures, independent of each other. */
export const planningSigma = (origin: SurfaceOrigin, figureSigma: number): number =>
  Math.hypot(ORIGIN_SIGMA[origin], figureSigma);
