import {
  say,
  type Chip,
  type ChipOverride,
  type ComputePrecision,
  type EstimatedFigure,
  type Excuse,
} from '@headroom/models';
import {
  bytesFromGb,
  flopsPerSecondFromTflops,
  rateFromGBps,
  rateFromGbps,
  watts,
} from '../units/convert';
import type { Bytes, BytesPerSecond, FlopsPerSecond, Watts } from '../units/quantity';
import type { Catalog } from './catalog';
import {
  estimateFromClass,
  isClassable,
  publishedFigure,
  rangeOf,
  type ClassField,
} from './chip-class';

/** A chip's figures in SI units, as the engine computes with them; estimated ones at their middle. */
export interface ChipFigures {
  readonly chipId: string;
  readonly vendor: string;
  /** The vendor's architecture name; the vendor's name where none is known. */
  readonly architecture: string;
  /** Dense peaks; `null` where a format is unsupported or unpublished. bf16 and fp16 stand in for each other. */
  readonly peakFlops: Readonly<Record<ComputePrecision, FlopsPerSecond | null>>;
  readonly memory: Bytes;
  readonly memoryBandwidth: BytesPerSecond;
  /** Per chip, one direction, all links together. */
  readonly scaleUpBandwidth: BytesPerSecond | null;
  readonly scaleUpMaxDomainChips: number | null;
  /** Per chip, one direction. */
  readonly scaleOutBandwidth: BytesPerSecond | null;
  readonly tdp: Watts | null;
  /** Names of the figures that are estimates. */
  readonly estimatedFields: readonly string[];
  /** Standard deviation of the log error that the estimates add to a predicted speed; 0 without estimates. */
  readonly estimateSigma: number;
}

export interface FigureOptions {
  /** Whether single unpublished figures may be taken from the chip's class. */
  readonly acceptEstimates: boolean;
  /** The user's own figures, which go before the catalogue's. */
  readonly override?: ChipOverride | undefined;
  /** Figures that are not needed here and so not estimated. */
  readonly without?: readonly ClassField[] | undefined;
}

export type ChipFiguresResult =
  | {
      readonly kind: 'usable';
      readonly figures: ChipFigures;
      readonly estimates: readonly EstimatedFigure[];
    }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

const PRECISIONS = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp4'] as const;

/** Formats whose published rate tells the 16-bit rate by a ratio, most telling first. */
const RATIO_FORMATS = ['fp8', 'int8', 'fp4'] as const;

/** A plan cannot do without these. */
const NEEDED: readonly ClassField[] = ['peakDenseTflops.bf16', 'memoryGb', 'memoryBandwidthGBps'];

/** Speed depends on these; the others change power and cost only. */
const SPEED_FIELDS: readonly ClassField[] = [
  ...NEEDED.slice(0, 1),
  'memoryBandwidthGBps',
  'scaleUpGBpsPerDirection',
];

/** z between the 10th and the 90th percentile of the normal distribution. */
const Z_SPREAD_80 = 2.5631031310892007;

/**
 * A chip's figures in SI units. Figures nobody published come from the user's override, else, with consent,
 * from the chip's class (see `estimateFromClass`); without them the chip is excused with the names of what
 * is missing.
 */
export function chipFigures(
  chip: Chip,
  catalog: Catalog,
  options: FigureOptions,
): ChipFiguresResult {
  const known = knownValues(chip, options.override);
  const missing = NEEDED.filter((field) => known[field] === null);
  const classable = isClassable(chip) || options.override !== undefined;
  if (missing.length > 0 && !(options.acceptEstimates && classable)) {
    return excused(chip, missing, classable);
  }
  const wanted = ESTIMATED.filter(
    (field) => known[field] === null && !options.without?.includes(field),
  );
  const estimates = options.acceptEstimates
    ? wanted
        .map((field) => estimateField(chip, field, catalog.chips))
        .filter((estimate) => estimate !== null)
    : [];
  const valueOf = (field: ClassField): number | null =>
    known[field] ?? estimates.find((estimate) => estimate.field === field)?.mid ?? null;
  const bf16 = valueOf('peakDenseTflops.bf16');
  const memoryGb = valueOf('memoryGb');
  const bandwidth = valueOf('memoryBandwidthGBps');
  if (bf16 === null || memoryGb === null || bandwidth === null) {
    return excused(
      chip,
      NEEDED.filter((field) => valueOf(field) === null),
      false,
    );
  }
  const scaleUp = valueOf('scaleUpGBpsPerDirection');
  const scaleOut = options.override?.scaleOutGbps ?? chip.scaleOutGbps?.value ?? null;
  const tdp = valueOf('tdpW');
  return {
    kind: 'usable',
    figures: {
      chipId: chip.id,
      vendor: chip.vendor,
      architecture: chip.architecture ?? chip.vendor,
      peakFlops: peakFlopsOf(chip, options.override, bf16),
      memory: bytesFromGb(memoryGb),
      memoryBandwidth: rateFromGBps(bandwidth),
      scaleUpBandwidth: scaleUp === null ? null : rateFromGBps(scaleUp),
      scaleUpMaxDomainChips: chip.scaleUpMaxDomainChips?.value ?? null,
      scaleOutBandwidth: scaleOut === null ? null : rateFromGbps(scaleOut),
      tdp: tdp === null ? null : watts(tdp),
      estimatedFields: estimates.map((estimate) => estimate.field),
      estimateSigma: sigmaOf(estimates),
    },
    estimates,
  };
}

type KnownValues = Readonly<Record<ClassField, number | null>>;

/** What the user states, else what is published. */
function knownValues(chip: Chip, override: ChipOverride | undefined): KnownValues {
  const published = (field: ClassField) => publishedFigure(chip, field)?.value ?? null;
  return {
    'peakDenseTflops.bf16': override?.bf16Tflops ?? published('peakDenseTflops.bf16'),
    memoryGb: override?.memoryGb ?? published('memoryGb'),
    memoryBandwidthGBps: override?.memoryBandwidthGBps ?? published('memoryBandwidthGBps'),
    scaleUpGBpsPerDirection:
      override?.scaleUpGBpsPerDirection ?? published('scaleUpGBpsPerDirection'),
    tdpW: override?.tdpW ?? published('tdpW'),
    priceUsd: published('priceUsd'),
  };
}

/** Price is estimated where a plan asks for it, not with the physics. */
const ESTIMATED: readonly ClassField[] = [...NEEDED, 'scaleUpGBpsPerDirection', 'tdpW'];

/** One unpublished figure of a chip from its class; a 16-bit peak first from the rate of another format. */
export function estimateField(
  chip: Chip,
  field: ClassField,
  chips: readonly Chip[],
): EstimatedFigure | null {
  if (field === 'peakDenseTflops.bf16') {
    const byRatio = estimateByRatio(chip, chips);
    if (byRatio !== null) return byRatio;
  }
  const estimate = estimateFromClass(chip, field, chips);
  if (estimate === null) return null;
  const { low, mid, high, peers, basis } = estimate;
  return {
    chipId: chip.id,
    field,
    low,
    mid,
    high,
    basis: say('catalog/class-estimate', { field, chip: chip.name, peers, basis }),
  };
}

/** The 16-bit peak from a published rate of fewer bits, by the ratio over all chips that publish both. */
function estimateByRatio(chip: Chip, chips: readonly Chip[]): EstimatedFigure | null {
  for (const format of RATIO_FORMATS) {
    const published = chip.peakDenseTflops[format];
    if (published === null) continue;
    const ratios = chips.flatMap((peer) => {
      const sixteen = publishedFigure(peer, 'peakDenseTflops.bf16');
      const other = peer.peakDenseTflops[format];
      return peer.id !== chip.id && sixteen !== null && other !== null
        ? [sixteen.value / other.value]
        : [];
    });
    if (ratios.length === 0) continue;
    const { low, mid, high } = rangeOf(ratios);
    return {
      chipId: chip.id,
      field: 'peakDenseTflops.bf16',
      low: published.value * low,
      mid: published.value * mid,
      high: published.value * high,
      basis: say('catalog/ratio-estimate', {
        field: 'peakDenseTflops.bf16',
        chip: chip.name,
        published: format,
        peers: ratios.length,
      }),
    };
  }
  return null;
}

function peakFlopsOf(
  chip: Chip,
  override: ChipOverride | undefined,
  bf16Tflops: number,
): ChipFigures['peakFlops'] {
  const stated: Partial<Record<ComputePrecision, number | undefined>> = {
    bf16: bf16Tflops,
    fp16: override?.bf16Tflops,
    fp8: override?.fp8Tflops,
    int8: override?.int8Tflops,
    fp4: override?.fp4Tflops,
  };
  const entries = PRECISIONS.map((precision) => {
    const tflops =
      stated[precision] ??
      chip.peakDenseTflops[precision]?.value ??
      (precision === 'fp16' ? bf16Tflops : null);
    return [precision, tflops === null ? null : flopsPerSecondFromTflops(tflops)] as const;
  });
  return Object.fromEntries(entries) as ChipFigures['peakFlops'];
}

function sigmaOf(estimates: readonly EstimatedFigure[]): number {
  const variance = estimates
    .filter((estimate) => SPEED_FIELDS.some((field) => field === estimate.field))
    .map(({ low, high }) => (Math.log(high / low) / Z_SPREAD_80) ** 2)
    .reduce((sum, square) => sum + square, 0);
  return Math.sqrt(variance);
}

function excused(chip: Chip, fields: readonly string[], classable: boolean): ChipFiguresResult {
  const code = classable ? 'catalog/figures-unpublished' : 'catalog/nothing-published';
  return {
    kind: 'excused',
    excuse: {
      code: 'catalog/figures-unpublished',
      message: say(code, { chip: chip.name, fields: fields.join(', ') }),
      chipId: chip.id,
      systemId: null,
      workloadId: null,
      limit: null,
      actual: null,
      nearestFeasible: null,
      unit: null,
    },
  };
}
