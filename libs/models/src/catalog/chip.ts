import { z } from 'zod';
import { figureOrUnknown } from './figure';
import { computePrecision } from './precision';

/** Two-letter country code, ISO 3166-1 alpha-2. */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'expected a country by its two letters, such as US');

export const lifecycle = z.enum([
  'announced',
  'sampling',
  'shipping',
  'end-of-life',
  'cancelled',
  'internal',
  'unknown',
]);

/** One accelerator as its vendor sells it. Peaks are dense; the scale-up rate is per chip and one direction. */
export const chip = z.strictObject({
  id: z.string(),
  vendor: z.string(),
  vendorCountry: countryCode,
  name: z.string(),
  nameZh: z.string().nullable(),
  aliases: z.array(z.string()),
  architecture: z.string().nullable(),
  formFactor: z.string().nullable(),
  announced: z.string().nullable(),
  available: z.string().nullable(),
  lifecycle,
  /** Set for parts cut down for export: their class does not speak for what was cut. */
  exportVariant: z.literal(true).optional(),
  /** Set for chips nobody can buy: they are rented from their maker, or used by it alone. */
  rentalOnly: z.literal(true).optional(),
  /** Each format's matrix rate where the vendor publishes it apart from the vector rate (Ascend: bf16). */
  peakDenseTflops: z.record(computePrecision, figureOrUnknown),
  memoryGb: figureOrUnknown,
  memoryType: z.string().nullable(),
  memoryBandwidthGBps: figureOrUnknown,
  scaleUpName: z.string().nullable(),
  scaleUpGBpsPerDirection: figureOrUnknown,
  scaleUpMaxDomainChips: figureOrUnknown,
  scaleOutGbps: figureOrUnknown,
  tdpW: figureOrUnknown,
  processNode: z.string().nullable(),
  dieAreaMm2: figureOrUnknown,
  priceUsd: figureOrUnknown,
  /** Total processing performance: dense TFLOPS times bit length, maximised over formats (US 3A090). */
  totalProcessingPerformance: figureOrUnknown,
  /** Date the vendor was put on the US Entity List, `null` when no listing was found. */
  entityListedSince: z.string().nullable(),
  /** Serving and training software confirmed to run, e.g. `vllm`, `sglang`, `megatron`. */
  softwarePorts: z.array(z.string()),
  softwareStack: z.string().nullable(),
  /** Figures a plan cannot do without and nobody has published. Empty: the chip can be planned with. */
  missingFigures: z.array(z.string()),
  sourceIds: z.array(z.string()),
});
export type Chip = z.infer<typeof chip>;
