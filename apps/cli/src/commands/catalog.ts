import {
  findChip,
  findLlm,
  findSystem,
  loadCatalog,
  type Catalog,
  type Lookup,
} from '@headroom/planner-core';
import type { Chip, Figure, Llm, MarketFact, PolicyEvent, Source, System } from '@headroom/models';
import type { CatalogKind } from '../choices';
import { badInput } from '../exit-code';
import { printJson, printLine } from '../output';
import { renderTable } from '../render-table';

type Entry = Chip | System | Llm | PolicyEvent | MarketFact;
type Table = Parameters<typeof renderTable>[0];

/** Lists one part of the catalogue, or shows one entry with the sources of its figures. */
export function catalog(kind: CatalogKind, id: string | undefined, json: boolean): void {
  const loaded = loadCatalog();
  if (id === undefined) {
    list(loaded, kind, json);
    return;
  }
  const found = find(loaded, kind, id);
  if (found.kind === 'unknown') {
    const nearest = found.nearest.length > 0 ? ` Nearest: ${found.nearest.join(', ')}.` : '';
    throw badInput(`The catalogue's ${kind} have no "${id}".${nearest}`);
  }
  show(loaded, found.entry, json);
}

function entriesOf(loaded: Catalog, kind: CatalogKind): readonly Entry[] {
  switch (kind) {
    case 'chips':
      return loaded.chips;
    case 'systems':
      return loaded.systems;
    case 'models':
      return loaded.llms;
    case 'policy':
      return loaded.policyEvents;
    case 'facts':
      return loaded.marketFacts;
    default:
      return kind satisfies never;
  }
}

function find(loaded: Catalog, kind: CatalogKind, id: string): Lookup<Entry> {
  switch (kind) {
    case 'chips':
      return findChip(loaded, id);
    case 'systems':
      return findSystem(loaded, id);
    case 'models':
      return findLlm(loaded, id);
    case 'policy': {
      const entry = loaded.policyEvents.find((e) => e.id === id || e.id.startsWith(`${id}-`));
      return entry === undefined ? { kind: 'unknown', id, nearest: [] } : { kind: 'found', entry };
    }
    case 'facts': {
      const entry = loaded.marketFacts.find((fact) => fact.id === id);
      return entry === undefined ? { kind: 'unknown', id, nearest: [] } : { kind: 'found', entry };
    }
    default:
      return kind satisfies never;
  }
}

function list(loaded: Catalog, kind: CatalogKind, json: boolean): void {
  const entries = entriesOf(loaded, kind);
  if (json) {
    printJson(entries);
    return;
  }
  printLine(renderTable(tableOf(loaded, kind)));
  printLine();
  printLine(
    `${entries.length} ${kind}, catalogue ${loaded.version}, evidence up to ${loaded.asOf}`,
  );
}

function tableOf(loaded: Catalog, kind: CatalogKind): Table {
  switch (kind) {
    case 'chips':
      return chipsTable(loaded.chips);
    case 'systems':
      return systemsTable(loaded.systems);
    case 'models':
      return modelsTable(loaded.llms);
    case 'policy':
      return policyTable(loaded.policyEvents);
    case 'facts':
      return factsTable(loaded.marketFacts);
    default:
      return kind satisfies never;
  }
}

const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });

const chipsTable = (chips: readonly Chip[]): Table => ({
  columns: [
    left('id'),
    left('vendor'),
    left('name'),
    right('BF16 TFLOPS'),
    right('FP8 TFLOPS'),
    right('GB'),
    right('GB/s'),
    right('W'),
    right('USD'),
    left('status'),
  ],
  rows: chips.map((c) => [
    c.id,
    c.vendor,
    c.name,
    value(c.peakDenseTflops.bf16 ?? null),
    value(c.peakDenseTflops.fp8 ?? null),
    value(c.memoryGb),
    value(c.memoryBandwidthGBps),
    value(c.tdpW),
    value(c.priceUsd),
    c.missingFigures.length > 0 ? `missing ${c.missingFigures.join(', ')}` : c.lifecycle,
  ]),
});

const systemsTable = (systems: readonly System[]): Table => ({
  columns: [
    left('id'),
    left('vendor'),
    left('name'),
    left('chip'),
    right('chips'),
    right('kW'),
    right('USD'),
    left('status'),
  ],
  rows: systems.map((s) => [
    s.id,
    s.vendor,
    s.name,
    s.chipId ?? '–',
    value(s.chips),
    value(s.powerKw),
    value(s.priceUsd),
    s.lifecycle,
  ]),
});

const modelsTable = (llms: readonly Llm[]): Table => ({
  columns: [
    left('id'),
    left('name'),
    right('B params'),
    right('B active'),
    right('layers'),
    left('attention'),
  ],
  rows: llms.map((m) => [
    m.id,
    m.name,
    format(m.totalParamsB),
    format(m.activeParamsB),
    format(m.layers),
    m.mla === null ? (m.kvHeads < m.heads ? 'GQA' : 'MHA') : 'MLA',
  ]),
});

const policyTable = (policyEvents: readonly PolicyEvent[]): Table => ({
  columns: [left('id'), left('effective'), left('by'), left('effect'), left('title')],
  rows: policyEvents.map((e) => [e.id, e.effective, e.jurisdiction, e.direction, e.title]),
});

const factsTable = (marketFacts: readonly MarketFact[]): Table => ({
  columns: [left('id'), left('kind'), left('period'), left('statement')],
  rows: marketFacts.map((f) => [f.id, f.kind, f.period ?? '–', f.statement]),
});

const format = (n: number): string => new Intl.NumberFormat('en-US').format(n);
const value = (figure: Figure | null): string => (figure === null ? '–' : format(figure.value));

function show(loaded: Catalog, entry: Entry, json: boolean): void {
  const ids = sourceIdsIn(entry);
  const sources = loaded.sources.filter((s) => ids.has(s.id));
  if (json) {
    printJson({ entry, sources });
    return;
  }
  const rows = Object.entries(entry).flatMap(([field, v]) => rowsOf(field, v));
  printLine(renderTable({ columns: [left('field'), left('value'), left('source')], rows }));
  printLine();
  for (const source of sources) printLine(sourceLine(source));
}

const sourceLine = ({ id, title, url, date }: Source): string =>
  `[${id}] ${title}${date === null ? '' : `, ${date}`}${url === null ? '' : ` <${url}>`}`;

function rowsOf(field: string, v: unknown): string[][] {
  if (isFigure(v)) {
    const range =
      v.low === undefined && v.high === undefined ? '' : ` (${v.low ?? '?'}–${v.high ?? '?'})`;
    return [[field, format(v.value) + range, `${v.sourceId} (${v.confidence})`]];
  }
  if (v === null) return [[field, 'unknown', '']];
  if (typeof v === 'object' && !Array.isArray(v)) {
    return Object.entries(v).flatMap(([key, inner]) => rowsOf(`${field}.${key}`, inner));
  }
  return [[field, Array.isArray(v) ? v.map(String).join(', ') || 'none' : String(v), '']];
}

const isFigure = (v: unknown): v is Figure =>
  typeof v === 'object' && v !== null && 'value' in v && 'sourceId' in v;

function sourceIdsIn(v: unknown): Set<string> {
  const ids = new Set<string>();
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) x.forEach(walk);
    else if (typeof x === 'object' && x !== null) {
      for (const [key, inner] of Object.entries(x)) {
        if (key === 'sourceId' && typeof inner === 'string') ids.add(inner);
        else if (key === 'sourceIds' && Array.isArray(inner))
          inner.forEach((i) => ids.add(String(i)));
        else walk(inner);
      }
    }
  };
  walk(v);
  return ids;
}
