import type { Chip, Excuse, ScaleUpTopology } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findChip } from '../../catalog/lookup';
import { SCALE_OUT_LATENCY, PCIE_LATENCY } from '../../topology/fabric';
import type { Machine } from '../../topology/machine';
import { machineOfChip } from '../../topology/machine-of';
import {
  bytesFromGb,
  flopsPerSecondFromTflops,
  rateFromGBps,
  rateFromGbps,
  watts,
} from '../../units/convert';
import type { Bytes, BytesPerSecond, FlopsPerSecond } from '../../units/quantity';
import variants from '../data/hardware-variants.json';

interface Variant {
  readonly match: string;
  readonly base: string | null;
  readonly share: number;
  readonly chipId?: string;
  readonly vendor?: string;
  readonly architecture?: string;
  readonly bf16Tflops?: number;
  readonly int8Tflops?: number;
  readonly memoryGb?: number;
  readonly memoryBandwidthGBps?: number;
  readonly scaleUpGBpsPerDirection?: number;
  readonly topology?: string;
}

export type MeasuredMachine =
  | { readonly kind: 'machine'; readonly machine: Machine }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

const VARIANTS: readonly Variant[] = variants.variants;
const PATTERNS = VARIANTS.map((v) => new RegExp(v.match, 'i'));
/** Chips of a server, where neither row nor chip says how many share the fast fabric. */
const USUAL_DOMAIN = 8;

const cache = new WeakMap<Catalog, Map<string, MeasuredMachine>>();

/**
 * The chips a measurement names, as a machine of so many: the catalogue's chip, or a known variant of one.
 * The same object for the same arguments, so that kernel surfaces are bound once.
 * @param domain chips sharing the fast fabric; `null` as the chip's vendor builds it
 */
export function measuredMachine(
  name: string,
  chips: number,
  domain: number | null,
  catalog: Catalog,
): MeasuredMachine {
  const key = `${name}|${chips}|${domain}`;
  let known = cache.get(catalog);
  if (known === undefined) {
    known = new Map();
    cache.set(catalog, known);
  }
  let result = known.get(key);
  if (result === undefined) {
    result = build(name, chips, domain, catalog);
    known.set(key, result);
  }
  return result;
}

function build(
  name: string,
  chips: number,
  domain: number | null,
  catalog: Catalog,
): MeasuredMachine {
  const index = PATTERNS.findIndex((pattern) => pattern.test(name));
  const variant = index < 0 ? undefined : VARIANTS[index];
  if (variant?.base === null) return { kind: 'machine', machine: partOfItsOwn(variant, chips) };
  const found = findChip(catalog, variant?.base ?? name);
  if (found.kind === 'unknown') return { kind: 'unknown', nearest: found.nearest };
  const result = machineOfChip(found.entry, catalog, {
    acceptEstimates: true,
    chips,
    scaleUpDomain: domain ?? found.entry.scaleUpMaxDomainChips?.value ?? USUAL_DOMAIN,
  });
  if (result.kind === 'excused') return result;
  const machine = variant ? varied(result.machine, variant) : result.machine;
  return { kind: 'machine', machine: namedAs(machine, found.entry) };
}

const namedAs = (machine: Machine, chip: Chip): Machine => ({ ...machine, chipId: chip.id });

/** A catalogue chip with the figures its variant changes; a share below one scales what is per package. */
function varied(machine: Machine, v: Variant): Machine {
  const scaled = (value: number): number => value * v.share;
  const peak = (value: FlopsPerSecond | null): FlopsPerSecond | null =>
    value === null ? null : (scaled(value) as FlopsPerSecond);
  const { peakFlops: p, fabric } = machine;
  const scaleUp = v.scaleUpGBpsPerDirection;
  return {
    ...machine,
    peakFlops: {
      fp32: peak(p.fp32),
      tf32: peak(p.tf32),
      bf16: peak(p.bf16),
      fp16: peak(p.fp16),
      fp8: peak(p.fp8),
      int8: peak(p.int8),
      fp4: peak(p.fp4),
    },
    memory: scaled(machine.memory) as Bytes,
    memoryBandwidth:
      v.memoryBandwidthGBps === undefined
        ? (scaled(machine.memoryBandwidth) as BytesPerSecond)
        : rateFromGBps(v.memoryBandwidthGBps),
    fabric: {
      ...fabric,
      topology: (v.topology as ScaleUpTopology | undefined) ?? fabric.topology,
      scaleUpBandwidth:
        scaleUp === undefined
          ? (scaled(fabric.scaleUpBandwidth) as BytesPerSecond)
          : rateFromGBps(scaleUp),
    },
  };
}

function partOfItsOwn(v: Variant, chips: number): Machine {
  const tflops = (value: number | undefined): FlopsPerSecond | null =>
    value === undefined ? null : flopsPerSecondFromTflops(value);
  return {
    systemId: `${chips}x-${v.chipId ?? v.match}`,
    chipId: v.chipId ?? v.match,
    vendor: v.vendor ?? 'unknown',
    architecture: v.architecture ?? 'unknown',
    chips,
    peakFlops: {
      fp32: null,
      tf32: null,
      bf16: tflops(v.bf16Tflops),
      fp16: tflops(v.bf16Tflops),
      fp8: null,
      int8: tflops(v.int8Tflops),
      fp4: null,
    },
    memory: bytesFromGb(v.memoryGb ?? 0),
    memoryBandwidth: rateFromGBps(v.memoryBandwidthGBps ?? 0),
    fabric: {
      domainChips: chips,
      topology: (v.topology as ScaleUpTopology | undefined) ?? 'pcie',
      scaleUpBandwidth: rateFromGBps(v.scaleUpGBpsPerDirection ?? 0),
      scaleUpLatency: PCIE_LATENCY,
      scaleOutBandwidth: rateFromGbps(100),
      scaleOutLatency: SCALE_OUT_LATENCY,
      oversubscription: 1,
    },
    systemPower: watts(0),
    estimatedFigures: [],
    figureSigma: 0,
  };
}
