import { z } from 'zod';
import { share, uncertainNumber, type Certain } from './quantity';

/** Defaults a user may override; the plan lists every value used with its source. */
export const assumptions = z.strictObject({
  /** Plan with class intervals where a chip's single figures are unpublished. */
  acceptEstimates: z.boolean().optional(),
  processorShareOfBom: uncertainNumber(z.number().min(0.05).max(0.95)).optional(),
  usdCny: uncertainNumber(z.number().positive().max(100)).optional(),
  discountRatePerYear: uncertainNumber(share).optional(),
  serviceLifeYears: uncertainNumber(z.number().min(1).max(15)).optional(),
  residualValueShare: uncertainNumber(share).optional(),
  /** Mean draw of a busy system over its rated maximum. */
  powerUtilisation: uncertainNumber(share).optional(),
  colocationUsdPerKwMonth: uncertainNumber(z.number().nonnegative().max(2000)).optional(),
  staffUsdPerSystemYear: uncertainNumber(z.number().nonnegative()).optional(),
  maintenanceSharePerYear: uncertainNumber(share).optional(),
  softwareUsdPerChipYear: uncertainNumber(z.number().nonnegative()).optional(),
  networkShareOfSystemPrice: uncertainNumber(share).optional(),
  storageShareOfSystemPrice: uncertainNumber(share).optional(),
  spareShare: uncertainNumber(share).optional(),
  /** Load a replica may carry relative to its sustained capacity. */
  targetUtilisation: z.number().min(0.1).max(1).optional(),
  /** Share of time units are down for planned work, beside failures: services carry so much less. */
  plannedDowntimeShare: uncertainNumber(z.number().min(0).max(0.5)).optional(),
  chipMtbfHours: uncertainNumber(z.number().positive()).optional(),
  restartMinutes: uncertainNumber(z.number().nonnegative()).optional(),
  checkpointWriteGBps: uncertainNumber(z.number().positive()).optional(),
  computeOverlapOfDataParallel: uncertainNumber(share).optional(),
});
export type AssumptionOverrides = Certain<z.infer<typeof assumptions>>;

/** Prices of one unit beyond this, in either currency, are typing errors: a whole rack costs some millions. */
const MOST_PRICE = 1e9;

/** Prices the workspace knows better than the catalogue. */
export const priceOverride = z
  .strictObject({
    system: z.string().optional(),
    chip: z.string().optional(),
    usd: uncertainNumber(z.number().positive().max(MOST_PRICE)).optional(),
    cny: uncertainNumber(z.number().positive().max(MOST_PRICE)).optional(),
    note: z.string().max(300).optional(),
  })
  .refine(
    (v) => (v.system === undefined) !== (v.chip === undefined),
    'expected exactly one of system, chip',
  )
  .refine(
    (v) => (v.usd === undefined) !== (v.cny === undefined),
    'expected exactly one of usd, cny',
  );
export type PriceOverride = Certain<z.infer<typeof priceOverride>>;

/** The user's own figures for a chip whose vendor publishes none, or that are better than the catalogue's. */
export const chipOverride = z.strictObject({
  chip: z.string().min(1),
  bf16Tflops: z.number().positive().optional(),
  fp8Tflops: z.number().positive().optional(),
  int8Tflops: z.number().positive().optional(),
  fp4Tflops: z.number().positive().optional(),
  memoryGb: z.number().positive().optional(),
  memoryBandwidthGBps: z.number().positive().optional(),
  scaleUpGBpsPerDirection: z.number().positive().optional(),
  scaleOutGbps: z.number().positive().optional(),
  tdpW: z.number().positive().optional(),
  note: z.string().max(300).optional(),
});
export type ChipOverride = z.infer<typeof chipOverride>;
