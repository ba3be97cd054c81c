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

/** What peers must share with a chip; `years` is the largest distance of the years of availability. */
interface Likeness {
  readonly shares: readonly ('architecture' | 'process' | 'memory' | 'country')[];
  readonly years: number;
}

const like = (years: number, ...shares: Likeness['shares'][number][]): Likeness => ({
  shares,
  years,
});

const SIBLINGS = like(4, 'architecture', 'memory');
const NEAREST = like(1, 'process', 'memory');

/**
 * The class, from narrow to wide. Compute follows the process first, memory figures the memory type, and
 * price the market a chip is sold in. A step that asks for what is unknown of the chip is skipped, and so
 * is the distance in years where its year is unknown.
 */
const WIDENING: Readonly<Record<ClassField, readonly Likeness[]>> = {
  'peakDenseTflops.bf16': [SIBLINGS, NEAREST, like(1, 'process'), like(3, 'process')],
  memoryGb: [NEAREST, like(1, 'memory'), like(1, 'process'), like(3, 'memory'), like(3, 'process')],
  memoryBandwidthGBps: [
    SIBLINGS,
    NEAREST,
    like(1, 'memory'),
    like(1, 'process'),
    like(3, 'memory'),
    like(3, 'process'),
  ],
  scaleUpGBpsPerDirection: [SIBLINGS, NEAREST, like(1, 'process'), like(3, 'process')],
  tdpW: [
    SIBLINGS,
    NEAREST,
    like(1, 'process'),
    like(3, 'process'),
    like(1, 'memory'),
    like(3, 'memory'),
  ],
  priceUsd: [like(1, 'process', 'country'), like(3, 'process', 'country'), like(4, 'country')],
};

/** Figures that are cut for export; the parts keep their memory and power. */
const CUT_FOR_EXPORT: readonly ClassField[] = [
  'peakDenseTflops.bf16',
  'scaleUpGBpsPerDirection',
  'priceUsd',
];

/**
 * Interval of a figure over a chip's class: architecture where it has siblings, then process class, memory
 * type and year of availability within one year, widened step by step (see `WIDENING`) until at least three
 * chips publish the figure. Low, mid and high are the values of the chips at the 10th, 50th and 90th
 * percentile; bandwidth is scaled by memory size (see `valueFor`). Peers are chips that were sold or used; what is cut for
 * export neither counts nor is estimated, and chips of on-chip memory form no class.
 * @returns `null` when even the widest class has fewer than three peers
 */
export function estimateFromClass(
  chip: Chip,
  field: ClassField,
  chips: readonly Chip[],
): ClassEstimate | null {
  const cut = CUT_FOR_EXPORT.includes(field);
  if (memoryClass(chip) === 'SRAM' || (cut && chip.exportVariant === true)) return null;
  if (field === 'scaleUpGBpsPerDirection' && isCardWithoutLinks(chip)) return null;
  const candidates = chips.filter(
    (peer) => peer.id !== chip.id && isKnownProduct(peer) && !(cut && peer.exportVariant === true),
  );
  const own = traitsOf(chip);
  for (const likeness of WIDENING[field]) {
    if (likeness.shares.some((trait) => own[trait] === null)) continue;
    const values = candidates
      .filter((peer) => isAlike(traitsOf(peer), own, likeness))
      .map((peer) => valueFor(chip, peer, field, likeness))
      .filter((value) => value !== undefined);
    if (values.length >= FEWEST_PEERS) {
      return { ...rangeOf(values), peers: values.length, basis: basisOf(own, likeness) };
    }
  }
  return null;
}

/**
 * What a peer's published figure says of the chip. Bandwidth grows with the memory stacks that carry it, so
 * where both sizes are known a peer that is no sibling speaks by its bandwidth per gigabyte.
 */
function valueFor(
  chip: Chip,
  peer: Chip,
  field: ClassField,
  likeness: Likeness,
): number | undefined {
  const value = publishedFigure(peer, field)?.value;
  if (field !== 'memoryBandwidthGBps' || likeness === SIBLINGS || chip.memoryGb === null) {
    return value;
  }
  return value === undefined || peer.memoryGb === null
    ? undefined
    : Math.round((value / peer.memoryGb.value) * chip.memoryGb.value);
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
  return published || (chip.lifecycle === 'shipping' && yearOf(chip) !== null);
}

/** A card that publishes no link of its own, so that its peers are reached over PCIe. */
export const isCardWithoutLinks = (chip: Chip): boolean =>
  chip.scaleUpGBpsPerDirection === null &&
  (/none|pcie/i.test(chip.scaleUpName ?? '') ||
    (chip.scaleUpName === null && /pcie/i.test(chip.formFactor ?? '')));

/** The figure as published; the 16-bit peak is that of bf16, else of fp16. */
export function publishedFigure(chip: Chip, field: ClassField): Figure | null {
  return field === 'peakDenseTflops.bf16'
    ? (chip.peakDenseTflops.bf16 ?? chip.peakDenseTflops.fp16)
    : chip[field];
}

interface Traits {
  readonly architecture: string | null;
  readonly process: ProcessClass | null;
  readonly memory: MemoryClass | null;
  readonly country: string;
  readonly year: number | null;
}

/** Every estimate looks at every chip, so what is read out of its texts is kept. */
const traitsByChip = new WeakMap<Chip, Traits>();

function traitsOf(chip: Chip): Traits {
  const known = traitsByChip.get(chip);
  if (known) return known;
  const traits: Traits = {
    architecture: chip.architecture,
    process: processClass(chip),
    memory: memoryClass(chip),
    country: chip.vendorCountry,
    year: yearOf(chip),
  };
  traitsByChip.set(chip, traits);
  return traits;
}

const isKnownProduct = (peer: Chip): boolean =>
  traitsOf(peer).memory !== 'SRAM' &&
  (peer.lifecycle === 'shipping' ||
    peer.lifecycle === 'end-of-life' ||
    peer.lifecycle === 'internal');

function isAlike(peer: Traits, own: Traits, { shares, years }: Likeness): boolean {
  const near = own.year === null || (peer.year !== null && Math.abs(peer.year - own.year) <= years);
  return (
    near &&
    shares.every((trait) =>
      trait === 'memory' ? sameMemory(own.memory, peer.memory) : own[trait] === peer[trait],
    )
  );
}

/** `HBM` of no stated generation is like any generation of it. */
const sameMemory = (own: MemoryClass | null, peers: MemoryClass | null): boolean =>
  own === 'HBM' ? (peers?.startsWith('HBM') ?? false) : own === peers;

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

function basisOf(own: Traits, { shares, years }: Likeness): string {
  const traits = shares.map((trait) => own[trait]).filter((trait) => trait !== null);
  return own.year === null
    ? traits.join(', ')
    : [...traits, `${own.year - years}-${own.year + years}`].join(', ');
}
