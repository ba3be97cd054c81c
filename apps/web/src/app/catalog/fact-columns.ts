import type { MarketFact } from '@headroom/models';
import type { Column } from '../ui/table-column';
import type { Telling } from './catalog-rows';

export function statementOf(fact: MarketFact, { isChinese }: Telling): string {
  return isChinese ? fact.statementZh : fact.statement;
}

/** Number of a fact with its unit; `null` where the statement has no number. */
export function factValue({ value, unit }: MarketFact, { t, format }: Telling): string | null {
  if (value === null) return null;
  switch (unit) {
    case 'year':
      return String(value);
    case 'share':
      return format.percent(value);
    case 'share, at least':
      return `≥ ${format.percent(value)}`;
    case 'chips':
      return `${format.integer(value)} ${t('coverage.unit.chips')}`;
    default:
      return `${format.compact(value)} ${unit ?? ''}`.trim();
  }
}

/** `2025-Q1` stays as it is; months and years are told as the reader writes them. */
export function periodText({ period }: MarketFact, { format }: Telling): string | null {
  if (period === null) return null;
  return period.includes('Q') ? period : format.date(period);
}

export function factColumns(telling: Telling): Column<MarketFact>[] {
  const { t } = telling;
  return [
    {
      id: 'statement',
      label: t('c.statement'),
      wide: true,
      cell: (fact) => ({
        text: statementOf(fact, telling),
        link: ['/catalog', 'market-facts', fact.id],
      }),
      sort: (fact) => statementOf(fact, telling),
    },
    {
      id: 'kind',
      label: t('c.factKind'),
      cell: ({ kind }) => ({ text: t(`factKind.${kind}`), badge: 'plain' }),
      sort: ({ kind }) => kind,
      csv: ({ kind }) => kind,
    },
    {
      id: 'period',
      label: t('c.period'),
      cell: (fact) => periodText(fact, telling) ?? '–',
      sort: ({ period }) => period,
      csv: ({ period }) => period,
    },
    {
      id: 'vendors',
      label: t('c.vendor'),
      cell: ({ vendors }) => vendors.join(', ') || '–',
      sort: ({ vendors }) => vendors[0] ?? null,
    },
    {
      id: 'value',
      label: t('catalog.value'),
      align: 'end',
      cell: (fact) => factValue(fact, telling) ?? '–',
      csv: ({ value }) => value,
    },
  ];
}
