import type { SupplyCurve } from '@headroom/models';
import {
  type Catalog,
  findSystem,
  loadCatalog,
  loadSolver,
  planCapacity,
} from '@headroom/planner-core';
import { badInput, CommandFailure, EXIT } from '../exit-code';
import { printJson, printLine } from '../output';
import { renderTable } from '../render-table';
import { loadScenario } from '../scenario-file';
import { type CliLocale, type Speech, speechIn } from '../speech';

export interface SupplyOptions {
  readonly file: string;
  readonly system?: string;
  readonly units?: string;
  readonly json?: true;
  readonly locale: CliLocale;
}

const ISO_DAY_LENGTH = 10;

/** When how many units of a system can be had, by lead times, caps and rules of a scenario. */
export async function supply(options: SupplyOptions): Promise<void> {
  const speech = speechIn(options.locale);
  const { t, message } = speech;
  const catalog = loadCatalog();
  const units = unitsOf(options.units, speech);
  const systemId =
    options.system === undefined ? undefined : systemOf(options.system, catalog, speech);
  const scenario = loadScenario(options.file, catalog, speech);
  const solver = await loadSolver();
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const plan = planCapacity({ scenario, catalog, today, solver });
  if (plan.status === 'infeasible') {
    throw new CommandFailure(
      EXIT.infeasible,
      [plan.summary.headline, ...plan.conflicts].map((said) => message(said, plan.names)),
    );
  }
  const known = plan.runway?.supply ?? [];
  const curves = known.filter((c) => systemId === undefined || c.systemId === systemId);
  if (curves.length === 0) {
    const names = [...new Set(known.map((c) => c.systemId))].join(', ');
    throw new CommandFailure(EXIT.infeasible, [
      t('No way to get {system} for this scenario is known.', {
        system: systemId ?? t('anything'),
      }),
      ...(names === '' ? [] : [t('There is supply of: {names}', { names })]),
    ]);
  }
  if (options.json) printJson({ units, curves });
  else if (units === null) printCurves(speech, curves);
  else printMonths(speech, curves, units);
  const isUnlimited = (c: SupplyCurve) =>
    c.acquisition === 'rent' && c.byMonth.some(({ unitsP50 }) => unitsP50 === null);
  if (options.json !== true && curves.some(isUnlimited)) {
    printLine(
      t(
        'What providers have free is not published: without limits.supply any number is taken to be for hire.',
      ),
    );
  }
  if (units !== null && curves.every((c) => monthOf(c, 'unitsP50', units) === null)) {
    throw new CommandFailure(EXIT.infeasible, [
      t('{units} units cannot be had within the horizon.', { units }),
    ]);
  }
}

function unitsOf(text: string | undefined, { t }: Speech): number | null {
  if (text === undefined) return null;
  const units = Number(text);
  if (/^\d+$/.test(text) && units >= 1 && Number.isSafeInteger(units)) return units;
  throw badInput(t('--units is a whole number from 1, not "{text}".', { text }));
}

function systemOf(name: string, catalog: Catalog, { t }: Speech): string {
  const found = findSystem(catalog, name);
  if (found.kind === 'found') return found.entry.id;
  const hint =
    found.nearest.length > 0
      ? t(' Did you mean {names}?', { names: found.nearest.join(', ') })
      : '';
  throw badInput(`${t('The catalogue has no system "{name}".', { name })}${hint}`);
}

function printCurves({ t, number }: Speech, curves: readonly SupplyCurve[]): void {
  const months = curves[0]?.byMonth.map(({ month }) => month) ?? [];
  const shown = (units: number | null | undefined): string =>
    units === null || units === undefined ? t('any') : number(units);
  printLine(
    t('Units in service by the end of each month, half of the time (in nine of ten cases):'),
  );
  printLine(
    renderTable({
      columns: [
        { label: t('month'), align: 'left' },
        ...curves.map((c) => ({
          label: `${c.systemId}, ${c.siteId}, ${t(c.acquisition)}`,
          align: 'right' as const,
        })),
      ],
      rows: months.map((month, m) => [
        month,
        ...curves.map(({ byMonth }) => {
          const at = byMonth[m];
          return at?.unitsP50 === at?.unitsP90
            ? shown(at?.unitsP50)
            : `${shown(at?.unitsP50)} (${shown(at?.unitsP90)})`;
        }),
      ]),
    }),
  );
}

function printMonths({ t, number }: Speech, curves: readonly SupplyCurve[], units: number): void {
  for (const curve of curves) {
    const params = {
      units: number(units),
      system: curve.systemId,
      site: curve.siteId,
      way: t(curve.acquisition),
    };
    const [p50, p90] = [monthOf(curve, 'unitsP50', units), monthOf(curve, 'unitsP90', units)];
    printLine(
      p50 === null
        ? t('{way}: {units} x {system} at {site}: not within the horizon.', params)
        : t('{way}: {units} x {system} at {site}: by {p50}; in nine of ten cases by {p90}.', {
            ...params,
            p50,
            p90: p90 ?? t('a month after the horizon'),
          }),
    );
  }
}

/** First month by which so many units are there; `null` when never within the horizon. */
function monthOf(
  { byMonth }: SupplyCurve,
  quantile: 'unitsP50' | 'unitsP90',
  units: number,
): string | null {
  const month = byMonth.find((m) => {
    const there = m[quantile];
    return there === null || there >= units;
  });
  return month?.month ?? null;
}
