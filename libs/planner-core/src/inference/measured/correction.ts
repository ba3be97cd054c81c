import type { ServingCalibration } from '@headroom/models';
import type { KernelEngine } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import type { ServingFormats } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';
import { ownFactors } from './own-factors';
import type { SpeedCorrection } from '../engine/replica';
import { planningCorrection } from './residual';
import { familyOf, precisionOf } from './residual-features';

/** Factors on the step model's times for a machine, engine and formats, as calibrated, then by own runs. */
export function correctionOf(
  machine: Machine,
  engine: KernelEngine,
  shape: ModelShape,
  formats: ServingFormats,
  calibration?: ServingCalibration,
): SpeedCorrection {
  const precision = precisionOf(formats);
  const speed = planningCorrection(machine, engine, shape, precision);
  const { chipId } = machine;
  const own = ownFactors(calibration, { chipId, engine, precision, family: familyOf(shape) });
  return { tpot: speed.tpot * own.tpot, ttft: speed.ttft * own.ttft };
}
