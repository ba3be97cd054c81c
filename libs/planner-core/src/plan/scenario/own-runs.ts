import { type Plan, say, type ServingCalibration } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { fingerprint } from '../fingerprint';

/** The catalogue with own runs beside it, which every step of planning then reads. */
export const withOwnRuns = (
  catalog: Catalog,
  calibration: ServingCalibration | undefined,
): Catalog => (calibration === undefined ? catalog : { ...catalog, calibration });

/** Says in a plan that own runs corrected it, and which: plans with other runs differ by their hash. */
export function tellOwnRuns(plan: Plan, calibration: ServingCalibration | undefined): Plan {
  if (calibration === undefined) return plan;
  const { runs, factors } = calibration;
  return {
    ...plan,
    calibrationHash: fingerprint(calibration),
    warnings: [...plan.warnings, say('calibration/used', { runs, factors: factors.length })],
    assumptions: [
      ...plan.assumptions,
      {
        name: 'ownServingRuns',
        value: runs,
        unit: 'runs',
        origin: 'scenario',
        sourceId: null,
        confidence: 'given',
      },
    ],
  };
}
