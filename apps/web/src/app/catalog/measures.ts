import type { Chip, FigureOrUnknown, Llm, System } from '@headroom/models';
import type { WordKey } from '../words/all-words';

/** A number of a catalogue entry that can be shown, sorted and charted. */
export interface Measure<Entry> {
  id: string;
  word: WordKey;
  unit: string;
  /** The number with its provenance; `null` where nobody publishes it. */
  figure: (entry: Entry) => FigureOrUnknown;
  /** Shown in the table too, not only in the detail and the chart. */
  inTable?: boolean;
}

const PRECISIONS = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp4'] as const;
const TABLE_PRECISIONS: ReadonlySet<string> = new Set(['bf16', 'fp8', 'fp4']);

export const CHIP_MEASURES: readonly Measure<Chip>[] = [
  ...PRECISIONS.map((precision): Measure<Chip> => ({
    id: precision,
    word: `c.${precision}`,
    unit: precision === 'int8' ? 'TOPS' : 'TFLOPS',
    figure: (chip) => chip.peakDenseTflops[precision] ?? null,
    inTable: TABLE_PRECISIONS.has(precision),
  })),
  { id: 'memory', word: 'c.memory', unit: 'GB', figure: (c) => c.memoryGb, inTable: true },
  {
    id: 'bandwidth',
    word: 'c.bandwidth',
    unit: 'GB/s',
    figure: (c) => c.memoryBandwidthGBps,
    inTable: true,
  },
  {
    id: 'scaleUp',
    word: 'c.scaleUp',
    unit: 'GB/s',
    figure: (c) => c.scaleUpGBpsPerDirection,
    inTable: true,
  },
  { id: 'domain', word: 'c.domain', unit: '', figure: (c) => c.scaleUpMaxDomainChips },
  { id: 'scaleOut', word: 'c.scaleOut', unit: 'Gb/s', figure: (c) => c.scaleOutGbps },
  { id: 'tdp', word: 'c.tdp', unit: 'W', figure: (c) => c.tdpW, inTable: true },
  { id: 'die', word: 'c.die', unit: 'mm²', figure: (c) => c.dieAreaMm2 },
  { id: 'tpp', word: 'c.tpp', unit: '', figure: (c) => c.totalProcessingPerformance },
  { id: 'price', word: 'c.price', unit: 'USD', figure: (c) => c.priceUsd, inTable: true },
];

export const SYSTEM_MEASURES: readonly Measure<System>[] = [
  { id: 'chips', word: 'c.chips', unit: '', figure: (s) => s.chips, inTable: true },
  { id: 'domain', word: 'c.domain', unit: '', figure: (s) => s.scaleUpDomainChips, inTable: true },
  { id: 'scaleUp', word: 'c.scaleUp', unit: 'GB/s', figure: (s) => s.scaleUpGBpsPerDirection },
  {
    id: 'scaleOut',
    word: 'c.scaleOut',
    unit: 'Gb/s',
    figure: (s) => s.scaleOutGbpsPerChip,
    inTable: true,
  },
  { id: 'power', word: 'c.powerKw', unit: 'kW', figure: (s) => s.powerKw, inTable: true },
  { id: 'racks', word: 'c.racks', unit: '', figure: (s) => s.racks, inTable: true },
  { id: 'rackUnits', word: 'c.rackUnits', unit: 'U', figure: (s) => s.rackUnits },
  { id: 'cpus', word: 'c.cpus', unit: '', figure: (s) => s.hostCpuCount },
  { id: 'hostMemory', word: 'c.hostMemory', unit: 'GB', figure: (s) => s.hostMemoryGb },
  { id: 'optics', word: 'c.optics', unit: '', figure: (s) => s.opticalModules },
  { id: 'price', word: 'c.price', unit: 'USD', figure: (s) => s.priceUsd, inTable: true },
];

export const MODEL_MEASURES: readonly Measure<Llm>[] = [
  measureOfModel('totalParams', 'c.totalParams', 'B', (m) => m.totalParamsB),
  measureOfModel('activeParams', 'c.activeParams', 'B', (m) => m.activeParamsB),
  measureOfModel('layers', 'c.layers', '', (m) => m.layers),
  measureOfModel('hidden', 'c.hidden', '', (m) => m.hiddenSize),
  measureOfModel('heads', 'c.heads', '', (m) => m.heads),
  measureOfModel('kvHeads', 'c.kvHeads', '', (m) => m.kvHeads),
  measureOfModel('kvPerToken', 'c.kvPerToken', '', (m) => m.kvElementsPerToken),
  measureOfModel('context', 'c.context', 'tokens', (m) => m.maxContextTokens),
];

/** A model's numbers share the one source of its published configuration. */
function measureOfModel(
  id: string,
  word: WordKey,
  unit: string,
  value: (model: Llm) => number | null,
): Measure<Llm> {
  return {
    id,
    word,
    unit,
    inTable: true,
    figure: (model) => {
      const number = value(model);
      if (number === null) return null;
      const { sourceId, confidence, releaseDate } = model;
      return { value: number, sourceId, confidence, date: releaseDate };
    },
  };
}
