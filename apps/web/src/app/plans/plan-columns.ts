import type { Column } from '../ui/table-column';
import type { PlanView } from './plan-view';

interface Amount<Row> {
  readonly id: string;
  readonly label: string;
  /** USD; `null` where there is no amount. */
  readonly usd: (row: Row) => number | null;
  /** Shows 12.3M instead of every digit. */
  readonly isCompact?: boolean;
}

/** Amounts in the currency chosen, on the page and in the CSV. */
export function moneyColumn<Row>(view: PlanView, amount: Amount<Row>): Column<Row> {
  const { id, label, usd } = amount;
  return {
    id,
    label,
    unit: view.currency(),
    align: 'end',
    cell: (row) => {
      const value = usd(row);
      if (value === null) return '–';
      return amount.isCompact === true ? view.moneyCompact(value) : view.money(value);
    },
    sort: usd,
    csv: (row) => {
      const value = usd(row);
      return value === null ? null : view.amount(value);
    },
  };
}

interface SystemCount {
  readonly systemId: string;
  readonly units: number;
}

/** Systems with their numbers, such as “4 × HGX H100”. */
export function systemsText(view: PlanView, systems: readonly SystemCount[]): string {
  const format = view.format();
  return systems
    .map(({ systemId, units }) => `${format.integer(units)} × ${view.systemName(systemId)}`)
    .join(', ');
}

/** What a way or a future consists of. */
export function systemsColumn<Row extends { readonly systems: readonly SystemCount[] }>(
  view: PlanView,
  label: string,
): Column<Row> {
  return {
    id: 'systems',
    label,
    wide: true,
    cell: ({ systems }) => systemsText(view, systems) || '–',
  };
}
