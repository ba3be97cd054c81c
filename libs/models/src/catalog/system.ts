import { z } from 'zod';
import { lifecycle } from './chip';
import { figureOrUnknown } from './figure';

/** How the chips of one scale-up domain reach each other. */
export const scaleUpTopology = z.enum([
  'switched',
  'full-mesh',
  'torus-2d',
  'torus-3d',
  'ring',
  'pcie',
  'none',
]);
export type ScaleUpTopology = z.infer<typeof scaleUpTopology>;

export const cooling = z.enum(['air', 'liquid', 'hybrid', 'unknown']);
export type Cooling = z.infer<typeof cooling>;

/** What one can buy, rack or rent as a unit: a server, a rack, a supernode, a pod slice, an appliance. */
export const system = z.strictObject({
  id: z.string(),
  vendor: z.string(),
  name: z.string(),
  nameZh: z.string().nullable(),
  aliases: z.array(z.string()),
  kind: z.enum(['server', 'rack', 'supernode', 'pod', 'appliance', 'workstation', 'cluster']),
  chipId: z.string().nullable(),
  /** Other chips the same system is sold with. */
  alternativeChipIds: z.array(z.string()).optional(),
  /** Set where the entry follows from a stated rule instead of a published product. */
  derived: z.literal(true).optional(),
  chips: figureOrUnknown,
  hostCpu: z.string().nullable(),
  hostCpuCount: figureOrUnknown,
  hostMemoryGb: figureOrUnknown,
  scaleUpDomainChips: figureOrUnknown,
  scaleUpTopology,
  /** Overrides the chip's own rate where the system wires fewer links. */
  scaleUpGBpsPerDirection: figureOrUnknown,
  scaleOutGbpsPerChip: figureOrUnknown,
  powerKw: figureOrUnknown,
  rackUnits: figureOrUnknown,
  racks: figureOrUnknown,
  cooling,
  opticalModules: figureOrUnknown,
  priceUsd: figureOrUnknown,
  available: z.string().nullable(),
  lifecycle,
  bomTemplateId: z.string().nullable(),
  missingFigures: z.array(z.string()),
  sourceIds: z.array(z.string()),
});
export type System = z.infer<typeof system>;
