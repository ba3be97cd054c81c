import type { KernelEngine } from '../kernels/kernel-set';
import type { Machine } from '../topology/machine';
import type { SpeedCorrection } from './replica';

/** Factors on the step model's times for a machine and engine, as calibrated for current software. */
export function correctionOf(_machine: Machine, _engine: KernelEngine): SpeedCorrection {
  return { tpot: 1, ttft: 1 };
}
