import { z } from 'zod';
import { countryCode } from './chip';
import { figureOrUnknown } from './figure';

/** A place to put systems: tariff, carbon intensity and PUE. */
export const region = z.strictObject({
  id: z.string(),
  name: z.string(),
  country: countryCode,
  electricityUsdPerKwh: figureOrUnknown,
  /** Tariff that only chips of domestic vendors get (CN provincial subsidy since November 2025). */
  domesticChipElectricityUsdPerKwh: figureOrUnknown,
  carbonGramsPerKwh: figureOrUnknown,
  pue: figureOrUnknown,
  buildUsdPerWatt: figureOrUnknown,
  cloudRegions: z.record(z.string(), z.string()),
});
export type Region = z.infer<typeof region>;
