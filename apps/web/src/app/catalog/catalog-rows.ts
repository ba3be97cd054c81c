import type { Chip, Figure, FigureOrUnknown, Llm, PolicyEvent, System } from '@headroom/models';
import { vendorColour } from '../charts/palette';
import type { Formatter } from '../ui/format';
import type { Cell, Column, Tone } from '../ui/table-column';
import type { Words } from '../words/words';
import type { CatalogKind } from './catalog-store';
import { CHIP_MEASURES, type Measure, MODEL_MEASURES, SYSTEM_MEASURES } from './measures';

/** How catalogue entries are told: language, numbers, theme. */
export interface Telling {
  t: Words['t'];
  format: Formatter;
  isChinese: boolean;
  isDark: boolean;
}

const DIRECTION_TONES: Readonly<Record<PolicyEvent['direction'], Tone | 'plain'>> = {
  banned: 'danger',
  licensed: 'warn',
  lifted: 'ok',
  'entity-listed': 'danger',
  clarified: 'plain',
  proposed: 'plain',
  suspended: 'accent',
  subsidy: 'accent',
  'local-procurement-guidance': 'warn',
  'supply-estimate': 'plain',
  'market-share': 'plain',
};

/** What a number says: its value, its range, or that nobody publishes it. Never 0 for unknown. */
export function figureText(figure: FigureOrUnknown, { t, format }: Telling): string {
  return figure === null ? t('catalog.notPublished') : format.number(figure.value);
}

export function rangeText(figure: Figure, { t, format }: Telling): string | undefined {
  const { low, high, market } = figure;
  const parts = [
    ...(low === undefined || high === undefined
      ? []
      : [t('catalog.range', { low: format.number(low), high: format.number(high) })]),
    ...(market === undefined ? [] : [t('catalog.market', { market })]),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

export function chipColumns(telling: Telling): Column<Chip>[] {
  return [
    {
      id: 'name',
      label: telling.t('c.name'),
      cell: (chip) => ({
        text: telling.isChinese ? (chip.nameZh ?? chip.name) : chip.name,
        link: entryLink('chips', chip.id),
        note: missingNote(chip.missingFigures, telling),
      }),
      sort: (chip) => chip.name,
      csv: (chip) => chip.id,
    },
    vendorColumn(telling, (chip: Chip) => chip.vendor),
    stateColumn(telling, (chip: Chip) => chip.lifecycle),
    availableColumn(telling, (chip: Chip) => chip.available),
    ...figureColumns(CHIP_MEASURES, telling),
  ];
}

export function systemColumns(telling: Telling): Column<System>[] {
  return [
    {
      id: 'name',
      label: telling.t('c.name'),
      cell: (system) => ({
        text: telling.isChinese ? (system.nameZh ?? system.name) : system.name,
        link: entryLink('systems', system.id),
        note: [system.kind, missingNote(system.missingFigures, telling)]
          .filter(Boolean)
          .join(' · '),
      }),
      sort: (system) => system.name,
      csv: (system) => system.id,
    },
    vendorColumn(telling, (system: System) => system.vendor),
    {
      id: 'chip',
      label: telling.t('c.chip'),
      cell: ({ chipId }) =>
        chipId === null ? '–' : { text: chipId, link: entryLink('chips', chipId) },
      sort: (system) => system.chipId,
    },
    stateColumn(telling, (system: System) => system.lifecycle),
    ...figureColumns(SYSTEM_MEASURES, telling),
  ];
}

export function modelColumns(telling: Telling): Column<Llm>[] {
  return [
    {
      id: 'name',
      label: telling.t('c.name'),
      cell: (model) => ({ text: model.name, link: entryLink('models', model.id) }),
      sort: (model) => model.name,
      csv: (model) => model.id,
    },
    {
      id: 'experts',
      label: telling.t('c.experts'),
      align: 'end',
      cell: ({ moe }) =>
        moe === null
          ? { text: telling.t('c.dense'), tone: 'muted' }
          : telling.t('c.expertsOf', { active: moe.activeExperts, all: moe.experts }),
      sort: ({ moe }) => moe?.experts ?? null,
    },
    ...figureColumns(MODEL_MEASURES, telling),
    {
      id: 'release',
      label: telling.t('c.release'),
      align: 'end',
      cell: ({ releaseDate }) => dateCell(releaseDate, telling),
      sort: (model) => model.releaseDate,
      csv: (model) => model.releaseDate,
    },
  ];
}

export function policyColumns(telling: Telling): Column<PolicyEvent>[] {
  const { t, format } = telling;
  return [
    {
      id: 'date',
      label: t('c.date'),
      cell: (event) => format.date(event.date),
      sort: (event) => event.date,
      csv: (event) => event.date,
    },
    {
      id: 'event',
      label: t('c.event'),
      wide: true,
      cell: (event) => ({
        text: telling.isChinese ? event.titleZh : event.title,
        link: entryLink('policy-events', event.id),
      }),
      sort: (event) => event.title,
    },
    {
      id: 'by',
      label: t('c.jurisdiction'),
      cell: (event) => event.jurisdiction,
      sort: (e) => e.jurisdiction,
    },
    {
      id: 'direction',
      label: t('c.direction'),
      cell: (event) => ({
        text: t(`direction.${event.direction}`),
        badge: DIRECTION_TONES[event.direction],
      }),
      sort: (event) => event.direction,
      csv: (event) => event.direction,
    },
    {
      id: 'effective',
      label: t('c.effective'),
      cell: (event) => ({
        text: format.date(event.effective),
        note: event.ends === null ? undefined : t('c.ends', { date: format.date(event.ends) }),
      }),
      sort: (event) => event.effective,
      csv: (event) => event.effective,
    },
    {
      id: 'covered',
      label: t('c.covered'),
      wide: true,
      cell: (event) => event.chipIds.join(', ') || event.vendors.join(', ') || '–',
    },
  ];
}

function figureColumns<Entry>(
  measures: readonly Measure<Entry>[],
  telling: Telling,
): Column<Entry>[] {
  return measures
    .filter((measure) => measure.inTable)
    .map((measure) => ({
      id: measure.id,
      label: telling.t(measure.word),
      unit: measure.unit === '' ? undefined : measure.unit,
      align: 'end' as const,
      cell: (entry: Entry) => figureCell(measure.figure(entry), telling),
      sort: (entry: Entry) => measure.figure(entry)?.value ?? null,
      csv: (entry: Entry) => measure.figure(entry)?.value ?? null,
    }));
}

function figureCell(figure: FigureOrUnknown, telling: Telling): Cell {
  if (figure === null) return { text: telling.t('catalog.notPublished'), tone: 'muted' };
  return {
    text: telling.format.number(figure.value),
    estimated: figure.confidence === 'estimate',
  };
}

/** Says that an entry cannot be planned with as it is. */
function missingNote(missing: readonly string[], { t }: Telling): string | undefined {
  return missing.length === 0 ? undefined : t('catalog.missing', { n: missing.length });
}

function vendorColumn<Entry>(telling: Telling, vendor: (entry: Entry) => string): Column<Entry> {
  return {
    id: 'vendor',
    label: telling.t('c.vendor'),
    cell: (entry) => ({
      text: vendor(entry),
      swatch: vendorColour(vendor(entry), telling.isDark),
    }),
    sort: vendor,
  };
}

function stateColumn<Entry>(
  telling: Telling,
  state: (entry: Entry) => Chip['lifecycle'],
): Column<Entry> {
  return {
    id: 'lifecycle',
    label: telling.t('c.lifecycle'),
    cell: (entry) => ({
      text: telling.t(`lifecycle.${state(entry)}`),
      badge: state(entry) === 'shipping' ? 'ok' : 'plain',
    }),
    sort: state,
    csv: state,
  };
}

function availableColumn<Entry>(
  telling: Telling,
  available: (entry: Entry) => string | null,
): Column<Entry> {
  return {
    id: 'available',
    label: telling.t('c.available'),
    cell: (entry) => dateCell(available(entry), telling),
    sort: available,
    csv: available,
  };
}

function dateCell(date: string | null, { t, format }: Telling): Cell {
  return date === null
    ? { text: t('catalog.notPublished'), tone: 'muted' }
    : { text: format.date(date) };
}

function entryLink(kind: CatalogKind, id: string): readonly string[] {
  return ['/catalog', kind, id];
}
