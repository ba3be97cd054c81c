import type { Chip, FigureOrUnknown, Llm, MarketFact, PolicyEvent, System } from '@headroom/models';
import type { WordKey } from '../words/all-words';
import type { AnyEntry } from './any-entry';
import { figureText, type Telling } from './catalog-rows';
import type { CatalogKind } from './catalog-store';
import { factValue, periodText, statementOf } from './fact-columns';
import { CHIP_MEASURES, type Measure, MODEL_MEASURES, SYSTEM_MEASURES } from './measures';

/** Something known of an entry that is not a number; `null`: nobody says. */
export interface Fact {
  word: WordKey;
  text: string | null;
}

export interface FigureRow {
  word: WordKey;
  unit: string;
  figure: FigureOrUnknown;
}

/** An entry as its page tells it. */
export interface EntryTelling {
  name: string;
  otherName: string | null;
  vendor: string | null;
  facts: readonly Fact[];
  figures: readonly FigureRow[];
  missingFigures: readonly string[];
}

/** What the page of an entry of a kind shows. */
export function tellEntry(kind: CatalogKind, entry: AnyEntry, telling: Telling): EntryTelling {
  if (kind === 'chips' && 'peakDenseTflops' in entry) return tellChip(entry, telling);
  if (kind === 'systems' && 'scaleUpTopology' in entry) return tellSystem(entry, telling);
  if (kind === 'models' && 'totalParamsB' in entry) return tellModel(entry, telling);
  if ('jurisdiction' in entry) return tellEvent(entry, telling);
  if ('statement' in entry) return tellFact(entry, telling);
  throw new Error(`Not an entry of ${kind}: ${entry.id}`);
}

function tellChip(chip: Chip, telling: Telling): EntryTelling {
  return {
    ...names(chip.name, chip.nameZh, telling),
    vendor: chip.vendor,
    missingFigures: chip.missingFigures,
    figures: rows(CHIP_MEASURES, chip),
    facts: [
      { word: 'c.country', text: chip.vendorCountry },
      { word: 'c.lifecycle', text: telling.t(`lifecycle.${chip.lifecycle}`) },
      { word: 'c.announced', text: date(chip.announced, telling) },
      { word: 'c.available', text: date(chip.available, telling) },
      { word: 'c.architecture', text: chip.architecture },
      { word: 'c.formFactor', text: chip.formFactor },
      { word: 'c.memoryType', text: chip.memoryType },
      { word: 'c.scaleUpName', text: chip.scaleUpName },
      { word: 'c.process', text: chip.processNode },
      { word: 'c.software', text: chip.softwareStack },
      { word: 'c.ports', text: chip.softwarePorts.join(', ') || null },
      ...(chip.entityListedSince === null
        ? []
        : [{ word: 'c.entityList' as const, text: date(chip.entityListedSince, telling) }]),
      ...aliases(chip.aliases),
    ],
  };
}

function tellSystem(system: System, telling: Telling): EntryTelling {
  return {
    ...names(system.name, system.nameZh, telling),
    vendor: system.vendor,
    missingFigures: system.missingFigures,
    figures: rows(SYSTEM_MEASURES, system),
    facts: [
      { word: 'c.kind', text: system.kind },
      { word: 'c.chip', text: system.chipId },
      { word: 'c.lifecycle', text: telling.t(`lifecycle.${system.lifecycle}`) },
      { word: 'c.available', text: date(system.available, telling) },
      { word: 'c.hostCpu', text: system.hostCpu },
      { word: 'c.topology', text: system.scaleUpTopology },
      { word: 'c.cooling', text: system.cooling === 'unknown' ? null : system.cooling },
      ...aliases(system.aliases),
    ],
  };
}

function tellModel(model: Llm, telling: Telling): EntryTelling {
  const { moe, mla } = model;
  return {
    name: model.name,
    otherName: null,
    vendor: null,
    missingFigures: [],
    figures: rows(MODEL_MEASURES, model),
    facts: [
      { word: 'c.attention', text: mla === null ? `GQA ${model.heads}:${model.kvHeads}` : 'MLA' },
      {
        word: 'c.experts',
        text:
          moe === null
            ? telling.t('c.dense')
            : telling.t('c.expertsOf', { active: moe.activeExperts, all: moe.experts }),
      },
      { word: 'c.release', text: date(model.releaseDate, telling) },
      { word: 'c.licence', text: model.licence },
      ...aliases(model.aliases),
    ],
  };
}

function tellEvent(event: PolicyEvent, telling: Telling): EntryTelling {
  const { t, format } = telling;
  return {
    ...names(event.title, event.titleZh, telling),
    vendor: null,
    missingFigures: [],
    figures: [],
    facts: [
      { word: 'c.date', text: date(event.date, telling) },
      {
        word: 'c.effective',
        text: [
          format.date(event.effective),
          event.ends === null ? '' : t('c.ends', { date: format.date(event.ends) }),
        ].join(' '),
      },
      { word: 'c.jurisdiction', text: event.jurisdiction },
      { word: 'c.direction', text: t(`direction.${event.direction}`) },
      { word: 'c.covered', text: event.chipIds.join(', ') || '–' },
      { word: 'c.vendorsNamed', text: event.vendors.join(', ') || '–' },
      { word: 'c.destinations', text: event.destinations?.join(', ') ?? t('c.anywhere') },
      ...(event.rule === null
        ? []
        : [
            {
              word: 'c.rule' as const,
              text: event.rule.allOf
                .map(({ metric, op, value }) => `${metric} ${op} ${format.number(value)}`)
                .join(' & '),
            },
          ]),
      ...Object.entries(event.values ?? {}).map(([name, value]) => ({
        word: 'catalog.value' as const,
        text: `${name}: ${format.number(value)}`,
      })),
      { word: 'c.confidence', text: t(`confidence.${event.confidence}`) },
    ],
  };
}

function tellFact(fact: MarketFact, telling: Telling): EntryTelling {
  const { t } = telling;
  return {
    name: statementOf(fact, telling),
    otherName: null,
    vendor: fact.vendors.join(', ') || null,
    missingFigures: [],
    figures: [],
    facts: [
      { word: 'c.factKind', text: t(`factKind.${fact.kind}`) },
      { word: 'c.period', text: periodText(fact, telling) ?? '–' },
      { word: 'c.vendorsNamed', text: fact.vendors.join(', ') || '–' },
      { word: 'c.covered', text: fact.chipIds.join(', ') || '–' },
      { word: 'catalog.value', text: factValue(fact, telling) ?? '–' },
      { word: 'c.confidence', text: t(`confidence.${fact.confidence}`) },
    ],
  };
}

function names(name: string, nameZh: string | null, { isChinese }: Telling) {
  return isChinese && nameZh !== null
    ? { name: nameZh, otherName: name }
    : { name, otherName: nameZh };
}

function rows<Entry>(measures: readonly Measure<Entry>[], entry: Entry): FigureRow[] {
  return measures.map(({ word, unit, figure }) => ({ word, unit, figure: figure(entry) }));
}

function aliases(known: readonly string[]): Fact[] {
  return known.length === 0 ? [] : [{ word: 'c.aliases', text: known.join(', ') }];
}

function date(day: string | null, { format }: Telling): string | null {
  return day === null ? null : format.date(day);
}

/** Text of a figure with its unit. */
export function figureWithUnit({ figure, unit }: FigureRow, telling: Telling): string {
  const text = figureText(figure, telling);
  return figure === null || unit === '' ? text : `${text} ${unit}`;
}
