import type { CalibrationFactor, ServingCalibration } from '@headroom/models';
import type { SpeedCorrection } from '../engine/replica';

/** What own runs are told apart by; never a model or a run. */
export interface OwnKey {
  readonly chipId: string;
  readonly engine: string;
  readonly precision: string;
  readonly family: string;
}

const UNCHANGED: SpeedCorrection = { tpot: 1, ttft: 1 };

/** Factors of own runs on predicted times: of the same kernels, else of the chip with the engine, else none. */
export function ownFactors(
  calibration: ServingCalibration | undefined,
  key: OwnKey,
): SpeedCorrection {
  if (calibration === undefined) return UNCHANGED;
  let shared: CalibrationFactor | null = null;
  for (const factor of calibration.factors) {
    const { chipId, engine, precision, family } = factor.key;
    if (chipId !== key.chipId || engine !== key.engine) continue;
    if (precision === key.precision && family === key.family) return middle(factor);
    if (precision === null && family === null) shared = factor;
  }
  return shared === null ? UNCHANGED : middle(shared);
}

const middle = (f: CalibrationFactor): SpeedCorrection => ({ tpot: f.tpot.mid, ttft: f.ttft.mid });
