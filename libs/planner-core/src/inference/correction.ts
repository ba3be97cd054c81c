import type { KernelEngine } from '../kernels/kernel-set';
import type { Machine } from '../topology/machine';
import type { ServingFormats } from './layout';
import type { ModelShape } from './model-shape';
import type { SpeedCorrection } from './replica';
import { planningCorrection } from './residual';

/** Factors on the step model's times for a machine, engine and formats, as calibrated. */
export function correctionOf(
  machine: Machine,
  engine: KernelEngine,
  shape: ModelShape,
  formats: ServingFormats,
): SpeedCorrection {
  return planningCorrection(machine, engine, shape, `${formats.attention}/${formats.experts}`);
}
