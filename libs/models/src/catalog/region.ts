import { z } from 'zod';
import { countryCode } from './chip';
import { figureOrUnknown } from './figure';

/** A place to put systems: tariff, carbon intensity and PUE. */
export const region = z.strictObject({
  id: z.string(),
  name: z.string(),
  country: countryCode,
  electricityUsdPerKwh: figureOrUnknown,
  /**
   * Tariff that only chips of domestic vendors get (CN provincial subsidy since November 2025).
   * A province's ordinary tariff may be lower still: the buyer pays the lower of the two.
   */
  domesticChipElectricityUsdPerKwh: figureOrUnknown,
  carbonGramsPerKwh: figureOrUnknown,
  pue: figureOrUnknown,
  buildUsdPerWatt: figureOrUnknown,
  cloudRegions: z.record(z.string(), z.string()),
});
export type Region = z.infer<typeof region>;
