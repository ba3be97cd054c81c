import {
  say,
  type ChipOverride,
  type Cooling,
  type EstimatedFigure,
  type Excuse,
  type Figure,
  type Prediction,
  type ScaleUpTopology,
  type System,
} from '@headroom/models';
import { gbpsFromRate, rateFromGBps, rateFromGbps, watts } from '../units/convert';
import type { BytesPerSecond, Watts } from '../units/quantity';
import type { Catalog } from './catalog';
import { rangeOf } from './chip-class';
import { chipFigures, estimateField, type ChipFigures } from './chip-figures';

/** A system's figures in SI units. */
export interface SystemFigures {
  readonly systemId: string;
  readonly chipId: string;
  /** Chips in one unit. */
  readonly chips: number;
  /** Chips that share the fast fabric; more than `chips` where units join into one domain. */
  readonly domainChips: number;
  readonly topology: ScaleUpTopology;
  /** Per chip, one direction; 0 for a single chip without peers. */
  readonly scaleUpBandwidth: BytesPerSecond;
  /** Per chip, one direction. */
  readonly scaleOutBandwidth: BytesPerSecond;
  /** Rated maximum of one unit, hosts and switches included. */
  readonly power: Watts;
  readonly cooling: Cooling;
  readonly rackUnits: number | null;
  readonly racks: number | null;
  readonly opticalModules: number | null;
  /** Published price of one unit. */
  readonly priceUsd: Figure | null;
  /** Price of one chip: published, else with consent the range of its class in its market. */
  readonly chipPriceUsd: (Prediction & { readonly figure: Figure | null }) | null;
}

export type SystemFiguresResult =
  | {
      readonly kind: 'usable';
      readonly system: SystemFigures;
      readonly chip: ChipFigures;
      readonly estimates: readonly EstimatedFigure[];
    }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

export interface SystemFiguresRequest {
  readonly system: System;
  readonly catalog: Catalog;
  readonly acceptEstimates: boolean;
  /** The user's own figures of the system's chip. */
  readonly override?: ChipOverride | undefined;
}

/**
 * A system's figures and its chip's. Speed needs the chip's figures and, with more than one chip, the
 * scale-up rate: without them, and without consent to estimates, the system is excused. Power and the
 * scale-out rate are the site's and the buyer's side: where unpublished they are always filled with a marked
 * estimate, since leaving them out would make the system look cheaper than it is.
 */
export function systemFigures(request: SystemFiguresRequest): SystemFiguresResult {
  const { system, catalog, acceptEstimates, override } = request;
  const entry = catalog.chips.find((chip) => chip.id === system.chipId);
  const chips = system.chips?.value;
  if (entry === undefined || chips === undefined) {
    return excused(system, [entry === undefined ? 'chipId' : 'chips']);
  }
  const published = system.scaleUpGBpsPerDirection;
  const result = chipFigures(entry, catalog, {
    acceptEstimates,
    override,
    without: [
      ...(published !== null || chips === 1 ? (['scaleUpGBpsPerDirection'] as const) : []),
      ...(system.powerKw === null ? [] : (['tdpW'] as const)),
    ],
  });
  if (result.kind === 'excused') {
    return { kind: 'excused', excuse: { ...result.excuse, systemId: system.id } };
  }
  const chip = result.figures;
  const scaleUp = published === null ? chip.scaleUpBandwidth : rateFromGBps(published.value);
  if (scaleUp === null && chips > 1) {
    return excused(system, ['scaleUpGBpsPerDirection']);
  }
  const power = powerOf(system, chips, chip, catalog, entry.id);
  if (power === null) return excused(system, ['powerKw', 'tdpW']);
  const scaleOut = scaleOutOf(system, chip, catalog);
  const price = chipPriceOf(request, entry.id);
  return {
    kind: 'usable',
    chip,
    system: {
      systemId: system.id,
      chipId: entry.id,
      chips,
      domainChips:
        system.scaleUpDomainChips?.value ?? Math.min(chips, chip.scaleUpMaxDomainChips ?? chips),
      topology: topologyOf(system, chips, catalog),
      scaleUpBandwidth: scaleUp ?? rateFromGBps(0),
      scaleOutBandwidth: scaleOut.bandwidth,
      power: power.power,
      cooling: system.cooling,
      rackUnits: system.rackUnits?.value ?? null,
      racks: system.racks?.value ?? null,
      opticalModules: system.opticalModules?.value ?? null,
      priceUsd: system.priceUsd,
      chipPriceUsd: price.price,
    },
    estimates: [...result.estimates, ...power.estimates, ...scaleOut.estimates, ...price.estimates],
  };
}

/** The system's wiring; an appliance that does not state it is wired like the servers of its chip. */
function topologyOf(system: System, chips: number, catalog: Catalog): ScaleUpTopology {
  if (system.scaleUpTopology !== 'none' || chips === 1) return system.scaleUpTopology;
  const server = catalog.systems.find(
    (other) => other.chipId === system.chipId && other.scaleUpTopology !== 'none',
  );
  return server?.scaleUpTopology ?? 'full-mesh';
}

/** Published power, else chip power times the overhead that systems publishing both show. */
function powerOf(
  system: System,
  chips: number,
  chip: ChipFigures,
  catalog: Catalog,
  chipId: string,
): { power: Watts; estimates: EstimatedFigure[] } | null {
  if (system.powerKw !== null) {
    return { power: watts(system.powerKw.value * WATTS_PER_KW), estimates: [] };
  }
  const tdpW = chip.tdp ?? estimatedTdp(catalog, chipId);
  if (tdpW === null) return null;
  const overhead = powerOverhead(catalog);
  const kw = (factor: number) => (chips * tdpW * factor) / WATTS_PER_KW;
  return {
    power: watts(chips * tdpW * overhead.mid),
    estimates: [
      {
        chipId,
        field: 'powerKw',
        low: kw(overhead.low),
        mid: kw(overhead.mid),
        high: kw(overhead.high),
        basis: say('catalog/power-estimated', {
          system: system.name,
          factor: overhead.mid,
          peers: overhead.peers,
        }),
      },
    ],
  };
}

const WATTS_PER_KW = 1000;

function estimatedTdp(catalog: Catalog, chipId: string): number | null {
  const chip = catalog.chips.find((c) => c.id === chipId);
  return chip === undefined ? null : (estimateField(chip, 'tdpW', catalog.chips)?.mid ?? null);
}

interface Overhead extends Prediction {
  readonly peers: number;
}

const overheads = new WeakMap<Catalog, Overhead>();

/** System power over the sum of its chips' power, over all systems that publish both. */
export function powerOverhead(catalog: Catalog): Overhead {
  const known = overheads.get(catalog);
  if (known) return known;
  const tdp = new Map(catalog.chips.map((chip) => [chip.id, chip.tdpW?.value]));
  const ratios = catalog.systems.flatMap((system) => {
    const chipPower = tdp.get(system.chipId ?? '');
    const count = system.chips?.value;
    return system.powerKw !== null && chipPower !== undefined && count !== undefined && count > 1
      ? [(system.powerKw.value * WATTS_PER_KW) / (count * chipPower)]
      : [];
  });
  const overhead = { ...rangeOf(ratios), peers: ratios.length };
  overheads.set(catalog, overhead);
  return overhead;
}

/** The system's published rate, else the chip's, else the median of all systems: NICs are the buyer's choice. */
function scaleOutOf(
  system: System,
  chip: ChipFigures,
  catalog: Catalog,
): { bandwidth: BytesPerSecond; estimates: EstimatedFigure[] } {
  if (system.scaleOutGbpsPerChip !== null) {
    return { bandwidth: rateFromGbps(system.scaleOutGbpsPerChip.value), estimates: [] };
  }
  if (chip.scaleOutBandwidth !== null) return { bandwidth: chip.scaleOutBandwidth, estimates: [] };
  const rates = catalog.systems.flatMap((s) => s.scaleOutGbpsPerChip?.value ?? []);
  const { low, mid, high } = rangeOf(rates);
  const bandwidth = rateFromGbps(mid);
  return {
    bandwidth,
    estimates: [
      {
        chipId: chip.chipId,
        field: 'scaleOutGbps',
        low,
        mid,
        high,
        basis: say('catalog/scale-out-assumed', {
          system: system.name,
          gbps: gbpsFromRate(bandwidth),
          peers: rates.length,
        }),
      },
    ],
  };
}

function chipPriceOf(
  { system, catalog, acceptEstimates }: SystemFiguresRequest,
  chipId: string,
): { price: SystemFigures['chipPriceUsd']; estimates: EstimatedFigure[] } {
  const chip = catalog.chips.find((c) => c.id === chipId);
  const figure = chip?.priceUsd ?? null;
  if (figure !== null) {
    const { value, low = value, high = value } = figure;
    return { price: { low, mid: value, high, figure }, estimates: [] };
  }
  if (
    chip === undefined ||
    chip.rentalOnly === true ||
    !acceptEstimates ||
    system.priceUsd !== null
  ) {
    return { price: null, estimates: [] };
  }
  const estimate = estimateField(chip, 'priceUsd', catalog.chips);
  if (estimate === null) return { price: null, estimates: [] };
  const { low, mid, high } = estimate;
  return { price: { low, mid, high, figure: null }, estimates: [estimate] };
}

function excused(system: System, fields: readonly string[]): SystemFiguresResult {
  return {
    kind: 'excused',
    excuse: {
      code: 'catalog/figures-unpublished',
      message: say('catalog/system-incomplete', { system: system.name, fields: fields.join(', ') }),
      chipId: system.chipId,
      systemId: system.id,
      workloadId: null,
      limit: null,
      actual: null,
      nearestFeasible: null,
      unit: null,
    },
  };
}
