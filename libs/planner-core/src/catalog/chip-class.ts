import type { Chip, Figure } from '@headroom/models';
import { between, type Interval } from '../uncertainty/interval';

/** Nodes that one generation of accelerators is made on; ends in nm, both included. */
const PROCESS_CLASSES = [
  { name: '14 nm class', finest: 12, coarsest: 16 },
  { name: '7 nm class', finest: 6, coarsest: 7 },
  { name: '5 nm class', finest: 4, coarsest: 5 },
  { name: '3 nm class', finest: 2, coarsest: 3 },
] as const;
export type ProcessClass = (typeof PROCESS_CLASSES)[number]['name'];

export type MemoryClass = 'HBM2' | 'HBM3' | 'HBM4' | 'HBM' | 'GDDR' | 'LPDDR' | 'SRAM';

/** Figures that can be taken from a chip's class. */
export type ClassField =
  | 'peakDenseTflops.bf16'
  | 'memoryGb'
  | 'memoryBandwidthGBps'
  | 'scaleUpGBpsPerDirection'
  | 'tdpW'
  | 'priceUsd';

/** The range a class of chips publishes for a figure, and what the class is. */
export interface ClassEstimate extends Interval {
  readonly peers: number;
  /** The class in words that need no translation, e.g. `7 nm class, HBM2, 2022-2024`. */
  readonly basis: string;
}

/** Fewer published values than this say too little: the class is widened. */
const FEWEST_PEERS = 3;
const LOW_QUANTILE = 0.1;
const HIGH_QUANTILE = 0.9;

/** What peers must share with a chip; `years` is the distance of the years of availability. */
interface Likeness {
  readonly process: boolean;
  readonly memory: boolean;
  readonly country: boolean;
  readonly years: number;
}

const like = (process: boolean, memory: boolean, years: number, country = false): Likeness => ({
  process,
  memory,
  country,
  years,
});

/**
 * The class, from narrow to wide. Compute follows the process first, memory figures the memory type,
 * and price the market a chip is sold in.
 */
const WIDENING: Readonly<Record<ClassField, readonly Likeness[]>> = {
  'peakDenseTflops.bf16': [like(true, true, 1), like(true, false, 1), like(true, false, 3)],
  memoryGb: [like(true, true, 1), like(false, true, 1), like(false, true, 3), like(true, false, 3)],
  memoryBandwidthGBps: [
    like(true, true, 1),
    like(false, true, 1),
    like(false, true, 3),
    like(true, false, 3),
  ],
  scaleUpGBpsPerDirection: [like(true, true, 1), like(true, false, 1), like(true, false, 3)],
  tdpW: [like(true, true, 1), like(true, false, 1), like(true, false, 3)],
  priceUsd: [like(true, false, 1, true), like(true, false, 3, true), like(false, false, 4, true)],
};

/**
 * Interval of a figure over a chip's class: process class, memory type and year of availability within one
 * year; widened step by step (see `WIDENING`) until at least three chips publish the figure. Low, mid and
 * high are the values of the chips at the 10th, 50th and 90th percentile, so each is a value some chip has.
 * Peers are chips that were sold or used; parts cut down for export do not count.
 * @returns `null` when even the widest class has fewer than three peers
 */
export function estimateFromClass(
  chip: Chip,
  field: ClassField,
  chips: readonly Chip[],
): ClassEstimate | null {
  const year = yearOf(chip);
  if (year === null) return null;
  for (const likeness of WIDENING[field]) {
    const values = chips
      .filter((peer) => peer.id !== chip.id && isPeer(peer, chip, likeness, year))
      .map((peer) => publishedFigure(peer, field)?.value)
      .filter((value) => value !== undefined);
    if (values.length >= FEWEST_PEERS) {
      return { ...rangeOf(values), peers: values.length, basis: basisOf(chip, likeness, year) };
    }
  }
  return null;
}

/** Low, mid and high of published values: the values at the 10th, 50th and 90th percentile (nearest rank). */
export function rangeOf(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (quantile: number): number => {
    const rank = Math.max(1, Math.ceil(quantile * sorted.length));
    return sorted[rank - 1] ?? Number.NaN;
  };
  return between(at(LOW_QUANTILE), at(0.5), at(HIGH_QUANTILE));
}

/**
 * Whether anything about a chip places it in a class: a published peak, memory size or bandwidth; or that it
 * is sold, with a known year. A chip that is only announced, rumoured or used inside its maker's own halls
 * and publishes nothing is left alone.
 */
export function isClassable(chip: Chip): boolean {
  const published =
    Object.values(chip.peakDenseTflops).some((peak) => peak !== null) ||
    chip.memoryGb !== null ||
    chip.memoryBandwidthGBps !== null;
  return yearOf(chip) !== null && (published || chip.lifecycle === 'shipping');
}

/** The figure as published; the 16-bit peak is that of bf16, else of fp16. */
export function publishedFigure(chip: Chip, field: ClassField): Figure | null {
  return field === 'peakDenseTflops.bf16'
    ? (chip.peakDenseTflops.bf16 ?? chip.peakDenseTflops.fp16)
    : chip[field];
}

function isPeer(peer: Chip, chip: Chip, likeness: Likeness, year: number): boolean {
  const peerYear = yearOf(peer);
  return (
    isKnownProduct(peer) &&
    peerYear !== null &&
    Math.abs(peerYear - year) <= likeness.years &&
    memoryClass(peer) !== 'SRAM' &&
    (!likeness.country || peer.vendorCountry === chip.vendorCountry) &&
    (!likeness.process || sameOrUnknown(processClass(chip), processClass(peer))) &&
    (!likeness.memory || sameMemory(memoryClass(chip), memoryClass(peer)))
  );
}

const isKnownProduct = (peer: Chip): boolean =>
  peer.exportVariant !== true &&
  (peer.lifecycle === 'shipping' ||
    peer.lifecycle === 'end-of-life' ||
    peer.lifecycle === 'internal');

/** A chip whose own class is unknown is not narrowed by it; a peer of unknown class never matches. */
const sameOrUnknown = <T>(own: T | null, peers: T | null): boolean => own === null || own === peers;

/** `HBM` of no stated generation is like any generation of it. */
function sameMemory(own: MemoryClass | null, peers: MemoryClass | null): boolean {
  if (own === 'HBM') return peers?.startsWith('HBM') ?? false;
  return sameOrUnknown(own, peers);
}

/** Year a chip became available, else was announced. */
export function yearOf(chip: Chip): number | null {
  const text = chip.available ?? chip.announced;
  return text === null ? null : Number(text.slice(0, 4));
}

/**
 * Class of the finest node a chip's dies are made on. Chinese designs of unstated node count as 7 nm class:
 * since October 2022 US rules keep finer nodes of foreign foundries from them, and domestic ones offer none.
 */
export function processClass(chip: Chip): ProcessClass | null {
  const node = finestNodeNm(chip.processNode ?? '');
  if (node === null) return chip.vendorCountry === 'CN' ? '7 nm class' : null;
  return PROCESS_CLASSES.find((c) => node >= c.finest && node <= c.coarsest)?.name ?? null;
}

function finestNodeNm(text: string): number | null {
  const nodes = [...text.matchAll(/(\d+) ?nm|\bN(\d)|\b(4)N/g)].map((match) =>
    Number(match[1] ?? match[2] ?? match[3]),
  );
  return nodes.length > 0 ? Math.min(...nodes) : null;
}

/** Family and generation of a chip's main memory. */
export function memoryClass(chip: Chip): MemoryClass | null {
  const text = (chip.memoryType ?? '').toUpperCase();
  if (text === '') return null;
  if (text.includes('SRAM')) return 'SRAM';
  if (text.includes('LPDDR')) return 'LPDDR';
  if (text.includes('GDDR')) return 'GDDR';
  const generation = text.match(/HBM([234])/)?.[1];
  if (generation !== undefined) return `HBM${generation as '2' | '3' | '4'}`;
  return 'HBM';
}

function basisOf(chip: Chip, likeness: Likeness, year: number): string {
  const parts = [
    likeness.process ? processClass(chip) : null,
    likeness.memory ? memoryClass(chip) : null,
    likeness.country ? chip.vendorCountry : null,
    `${year - likeness.years}-${year + likeness.years}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
