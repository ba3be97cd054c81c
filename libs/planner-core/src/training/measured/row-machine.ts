import type { Chip } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import type { Machine } from '../../topology/machine';
import { machineOfChip } from '../../topology/machine-of';
import { rateFromGbps } from '../../units/convert';
import type { Bytes, BytesPerSecond, FlopsPerSecond } from '../../units/quantity';
import type { RecipeName } from '../run/recipe';
import type { TrainingRow } from './training-row';

const DEFAULT_NODE_CHIPS = 8;
const OMNI_PATH_GBPS = 100;

/**
 * The machine a row ran on: the chip of the catalogue, wired as the row says. Figures nobody publishes are taken
 * from the chip's class and widen the interval. `null`: the chip is unknown or cannot be computed with.
 */
export function machineOfRow(row: TrainingRow, catalog: Catalog): Machine | null {
  const chip = findChip(row.chip, catalog.chips);
  if (chip === null) return null;
  const node = row.chipsPerNode ?? DEFAULT_NODE_CHIPS;
  const reach = chip.scaleUpMaxDomainChips?.value ?? node;
  const system = catalog.systems.find((entry) => entry.chipId === chip.id);
  const result = machineOfChip(chip, catalog, {
    acceptEstimates: true,
    chips: row.chips,
    // Racks and pods count several hosts as one domain; a server's domain is the server.
    scaleUpDomain: Math.max(1, Math.min(Math.max(node, reach), row.chips)),
    topology: system?.scaleUpTopology,
  });
  if (result.kind === 'excused') return null;
  const { machine } = result;
  const stated = statedScaleOutGbps(row.interconnect ?? '', node);
  if (stated === null) return machine;
  return { ...machine, fabric: { ...machine.fabric, scaleOutBandwidth: rateFromGbps(stated) } };
}

function findChip(name: string, chips: readonly Chip[]): Chip | null {
  const wanted = name.toLowerCase();
  return (
    chips.find((chip) => chip.id === wanted) ??
    chips.find((chip) => chip.aliases.some((alias) => alias.toLowerCase() === wanted)) ??
    null
  );
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
 * 8 bits where its matrix units have them, 4 bits where they have those and the vendor's framework trains in them.
 * @param isPretraining adapters and fine-tuning stay in 8 bits: their benchmarks' 4-bit recipes came later
 */
export function recipeNameOfRow(
  precision: string | null,
  machine: Machine,
  isPretraining: boolean,
): RecipeName {
  const text = (precision ?? '').toLowerCase();
  if (/fp4/.test(text)) return 'fp4';
  if (/mxfp8|block/.test(text)) return 'mxfp8';
  if (/fp8|float8/.test(text)) return 'fp8';
  if (/int8/.test(text)) return 'int8';
  if (/bf16/.test(text)) return 'bf16';
  if (/fp16|half/.test(text)) return 'fp16';
  const { fp4, fp8, bf16 } = machine.peakFlops;
  if (text !== '') return 'bf16';
  const trainsIn4Bits = FOUR_BIT_TRAINING.test(machine.architecture);
  if (isPretraining && trainsIn4Bits && fp4 !== null && fp4 > (fp8 ?? 0)) return 'fp4';
  return fp8 !== null && (bf16 === null || fp8 > bf16) ? 'fp8' : 'bf16';
}

/** NVFP4 pre-training came with Blackwell (arXiv:2509.25149). */
const FOUR_BIT_TRAINING = /^(blackwell|rubin)/i;
