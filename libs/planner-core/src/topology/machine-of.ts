import type {
  Chip,
  ChipOverride,
  EstimatedFigure,
  Excuse,
  ScaleUpTopology,
  System,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { chipFigures, type ChipFigures } from '../catalog/chip-figures';
import { systemFigures } from '../catalog/system-figures';
import { bytesFromGb, rateFromGBps, rateFromGbps, watts } from '../units/convert';
import type { Bytes, BytesPerSecond } from '../units/quantity';
import { type Fabric, PCIE_LATENCY, SCALE_OUT_LATENCY, SCALE_UP_LATENCY } from './fabric';
import type { Machine } from './machine';

export type MachineResult =
  | {
      readonly kind: 'usable';
      readonly machine: Machine;
      readonly estimates: readonly EstimatedFigure[];
    }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

export interface MachineOptions {
  /** Whether single unpublished figures may be taken from the chip's class. */
  readonly acceptEstimates: boolean;
  /** The user's own chip figures, which go before the catalogue's. */
  readonly overrides?: readonly ChipOverride[] | undefined;
}

/** Line rate of a PCIe 4.0 x16 slot one way: what cards without links of their own talk over. */
const PCIE_RATE = rateFromGBps(31.5);
/** Network of a chip whose vendor and system state none: one 200 Gb/s port. */
const DEFAULT_SCALE_OUT = rateFromGbps(200);
/** Spread that a link rate nobody publishes adds to a predicted speed. */
const ASSUMED_LINK_SIGMA = 0.05;

/** A system of the catalogue as the engine computes with it, or why it cannot. */
export function machineOf(
  system: System,
  catalog: Catalog,
  options: MachineOptions,
): MachineResult {
  const override = options.overrides?.find((o) => isFor(o, system, catalog));
  const { acceptEstimates } = options;
  const result = systemFigures({ system, catalog, acceptEstimates, override });
  if (result.kind === 'excused') return result;
  const figures = result.system;
  return {
    kind: 'usable',
    estimates: result.estimates,
    machine: {
      ...chipPart(result.chip),
      systemId: system.id,
      chips: figures.chips,
      fabric: fabricOf(
        figures.domainChips,
        figures.topology,
        figures.scaleUpBandwidth,
        figures.scaleOutBandwidth,
      ),
      systemPower: figures.power,
      ...hostOf(system, figures.chips),
      estimatedFigures: result.estimates.map((e) => e.field),
      figureSigma: result.chip.estimateSigma,
    },
  };
}

/** Share of a host's memory that the operating system, data loading and page tables leave. */
const HOST_MEMORY_SHARE = 0.8;
/** NVLink-C2C of Grace, 900 GB/s both ways, shared by the two chips of a superchip board. */
const C2C_RATE = rateFromGBps(225);

function hostOf(system: System, chips: number): Pick<Machine, 'host'> {
  if (system.hostMemoryGb === null) return {};
  const memoryPerChip = (bytesFromGb(system.hostMemoryGb.value) * HOST_MEMORY_SHARE) / chips;
  return {
    host: {
      memoryPerChip: memoryPerChip as Bytes,
      linkBandwidth: /grace/i.test(system.hostCpu ?? '') ? C2C_RATE : PCIE_RATE,
    },
  };
}

export interface ChipMachineOptions extends MachineOptions {
  /** Chips of one unit, at least as many as one instance needs. */
  readonly chips: number;
  readonly scaleUpDomain: number;
  readonly topology?: ScaleUpTopology;
}

/**
 * So many chips of a kind without naming the system they sit in, as a measurement states them. Links nobody
 * publishes are taken as PCIe and counted as an estimate.
 */
export function machineOfChip(
  chip: Chip,
  catalog: Catalog,
  options: ChipMachineOptions,
): MachineResult {
  const override = options.overrides?.find((o) => o.chip === chip.id);
  const { acceptEstimates } = options;
  const result = chipFigures(chip, catalog, { acceptEstimates, override });
  if (result.kind === 'excused') return result;
  const { figures } = result;
  const linked = figures.scaleUpBandwidth !== null;
  const topology = options.topology ?? (linked ? 'switched' : 'pcie');
  return {
    kind: 'usable',
    estimates: result.estimates,
    machine: {
      ...chipPart(figures),
      systemId: `${options.chips}x-${chip.id}`,
      chips: options.chips,
      fabric: fabricOf(
        options.scaleUpDomain,
        topology,
        figures.scaleUpBandwidth ?? PCIE_RATE,
        figures.scaleOutBandwidth ?? DEFAULT_SCALE_OUT,
      ),
      systemPower: watts((figures.tdp ?? 0) * options.chips),
      estimatedFigures: result.estimates.map((e) => e.field),
      figureSigma: figures.estimateSigma + (linked ? 0 : ASSUMED_LINK_SIGMA),
    },
  };
}

const isFor = (override: ChipOverride, system: System, catalog: Catalog): boolean => {
  if (override.chip === system.chipId) return true;
  const chip = catalog.chips.find((c) => c.id === system.chipId);
  return chip !== undefined && chip.aliases.includes(override.chip);
};

const chipPart = (
  figures: ChipFigures,
): Pick<
  Machine,
  'chipId' | 'vendor' | 'architecture' | 'peakFlops' | 'memory' | 'memoryBandwidth'
> => ({
  chipId: figures.chipId,
  vendor: figures.vendor,
  architecture: figures.architecture,
  peakFlops: figures.peakFlops,
  memory: figures.memory,
  memoryBandwidth: figures.memoryBandwidth,
});

const fabricOf = (
  domainChips: number,
  topology: ScaleUpTopology,
  scaleUpBandwidth: BytesPerSecond,
  scaleOutBandwidth: BytesPerSecond,
): Fabric => ({
  domainChips,
  topology,
  scaleUpBandwidth,
  scaleUpLatency: topology === 'pcie' ? PCIE_LATENCY : SCALE_UP_LATENCY,
  scaleOutBandwidth,
  scaleOutLatency: SCALE_OUT_LATENCY,
  oversubscription: 1,
});
