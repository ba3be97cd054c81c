import type { Chip, System } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { PCIE_LATENCY, SCALE_OUT_LATENCY, SCALE_UP_LATENCY, type Fabric } from '../topology/fabric';
import type { Machine } from '../topology/machine';
import {
  bytesFromGb,
  flopsPerSecondFromTflops,
  rateFromGBps,
  rateFromGbps,
  watts,
} from '../units/convert';
import type { Bytes, BytesPerSecond, FlopsPerSecond, Seconds } from '../units/quantity';
import type { RecipeName } from './recipe';
import type { TrainingRow } from './training-row';

const DEFAULT_NODE_CHIPS = 8;
/** Where a chip's figure is unpublished: HBM2e class memory, one 200 Gb/s port, PCIe 4.0 x16. */
const DEFAULT_BANDWIDTH_GBPS = 1600;
const DEFAULT_SCALE_OUT_GBPS = 200;
const DEFAULT_SCALE_UP_GBPS = 31.5;
const OMNI_PATH_GBPS = 100;

/** The machine a row ran on: the chip of the catalogue, wired as the row says. `null`: chip unknown or without figures. */
export function machineOfRow(row: TrainingRow, catalog: Catalog): Machine | null {
  const chip = findChip(row.chip, catalog.chips);
  if (chip === null || chip.memoryGb === null) return null;
  const peak = (name: keyof Chip['peakDenseTflops']): FlopsPerSecond | null => {
    const figure = chip.peakDenseTflops[name];
    return figure == null ? null : flopsPerSecondFromTflops(figure.value);
  };
  const system = catalog.systems.find((entry) => entry.chipId === chip.id) ?? null;
  return {
    systemId: system?.id ?? chip.id,
    chipId: chip.id,
    vendor: chip.vendor,
    chips: row.chips,
    architecture: chip.architecture ?? '',
    peakFlops: {
      fp32: peak('fp32'),
      tf32: peak('tf32'),
      bf16: peak('bf16'),
      fp16: peak('fp16'),
      fp8: peak('fp8'),
      int8: peak('int8'),
      fp4: peak('fp4'),
    },
    memory: bytesFromGb(chip.memoryGb.value),
    memoryBandwidth: rateFromGBps(chip.memoryBandwidthGBps?.value ?? DEFAULT_BANDWIDTH_GBPS),
    fabric: fabricOf(row, chip, system),
    systemPower: watts((chip.tdpW?.value ?? 0) * row.chips),
    estimatedFigures: [],
    figureSigma: 0,
  };
}

function findChip(name: string, chips: readonly Chip[]): Chip | null {
  const wanted = name.toLowerCase();
  return (
    chips.find((chip) => chip.id === wanted) ??
    chips.find((chip) => chip.aliases.some((alias) => alias.toLowerCase() === wanted)) ??
    null
  );
}

function fabricOf(row: TrainingRow, chip: Chip, system: System | null): Fabric {
  const node = row.chipsPerNode ?? DEFAULT_NODE_CHIPS;
  const reach = chip.scaleUpMaxDomainChips?.value ?? node;
  const topology = system?.scaleUpTopology ?? 'switched';
  const pcie = topology === 'pcie' || topology === 'none';
  return {
    // Racks and pods count several hosts as one domain; a server's domain is the server.
    domainChips: Math.max(1, Math.min(Math.max(node, reach), row.chips)),
    topology,
    scaleUpBandwidth: rateFromGBps(
      system?.scaleUpGBpsPerDirection?.value ??
        chip.scaleUpGBpsPerDirection?.value ??
        DEFAULT_SCALE_UP_GBPS,
    ),
    scaleUpLatency: pcie ? PCIE_LATENCY : SCALE_UP_LATENCY,
    scaleOutBandwidth: rateFromGbps(
      statedScaleOutGbps(row.interconnect ?? '', node) ??
        chip.scaleOutGbps?.value ??
        DEFAULT_SCALE_OUT_GBPS,
    ),
    scaleOutLatency: SCALE_OUT_LATENCY as Seconds,
    oversubscription: 1,
  };
}

/** Gb/s per chip between nodes where the row's description of the network states it. */
function statedScaleOutGbps(text: string, nodeChips: number): number | null {
  const perNode = /(\d+)\s*Gbps node-to-node/i.exec(text);
  if (perNode !== null) return Number(perNode[1]) / nodeChips;
  const omniPath = /(\d+)x Omni-Path/i.exec(text);
  if (omniPath !== null) return (Number(omniPath[1]) * OMNI_PATH_GBPS) / nodeChips;
  return null;
}

/** A machine whose ranks are parts of a chip (Trainium counts cores): every figure divided. */
export function splitMachine(machine: Machine, parts: number): Machine {
  if (parts === 1) return machine;
  const peak = (value: FlopsPerSecond | null) =>
    value === null ? null : ((value / parts) as FlopsPerSecond);
  const { peakFlops, fabric } = machine;
  return {
    ...machine,
    chips: machine.chips * parts,
    peakFlops: {
      fp32: peak(peakFlops.fp32),
      tf32: peak(peakFlops.tf32),
      bf16: peak(peakFlops.bf16),
      fp16: peak(peakFlops.fp16),
      fp8: peak(peakFlops.fp8),
      int8: peak(peakFlops.int8),
      fp4: peak(peakFlops.fp4),
    },
    memory: (machine.memory / parts) as Bytes,
    memoryBandwidth: (machine.memoryBandwidth / parts) as BytesPerSecond,
    fabric: {
      ...fabric,
      domainChips: fabric.domainChips * parts,
      scaleUpBandwidth: (fabric.scaleUpBandwidth / parts) as BytesPerSecond,
      scaleOutBandwidth: (fabric.scaleOutBandwidth / parts) as BytesPerSecond,
    },
  };
}

/**
 * The recipe a row's free-text precision names. A row without one ran what the chip is best at in training:
 * 8 bits where its matrix units have them.
 */
export function recipeNameOfRow(precision: string | null, machine: Machine): RecipeName {
  const text = (precision ?? '').toLowerCase();
  if (/fp4/.test(text)) return 'fp4';
  if (/mxfp8|block/.test(text)) return 'mxfp8';
  if (/fp8|float8/.test(text)) return 'fp8';
  if (/bf16/.test(text)) return 'bf16';
  if (/fp16|half/.test(text)) return 'fp16';
  const { fp8, bf16 } = machine.peakFlops;
  return text === '' && fp8 !== null && (bf16 === null || fp8 > bf16) ? 'fp8' : 'bf16';
}
