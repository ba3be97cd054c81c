import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Runway, RunwayRow, SupplyCurve } from '@headroom/models';
import { type EventSeries, eventChart } from '../charts/event-chart';
import { FigureCard } from '../charts/figure-card';
import { seriesColour } from '../charts/palette';
import { type XyLine, xyLines } from '../charts/xy-lines';
import { TableCard } from '../ui/table-card';
import type { Column, Tone } from '../ui/table-column';
import { Words } from '../words/words';
import { PlanSentences } from './plan-sentences';
import { PlanView } from './plan-view';
import { RunwayConvergence } from './runway-convergence';

const STATUS_TONES: Readonly<Record<RunwayRow['status'], Tone>> = {
  safe: 'ok',
  watch: 'warn',
  late: 'danger',
};
const PERCENTILES = ['P50', 'P90'] as const;
type Percentile = (typeof PERCENTILES)[number];
const ROW_PX = 46;
const AROUND_ROWS_PX = 96;
const ORDER_COLOUR = 2;
const FULL_COLOUR = 5;

/** When pools of hardware run out, by when the fix has to be ordered, and when how much can be had. */
@Component({
  selector: 'hdr-plan-runway',
  imports: [FigureCard, PlanSentences, RunwayConvergence, TableCard],
  template: `
    <hdr-plan-sentences [heading]="t('runway.alerts')" [sentences]="runway().alerts" />
    <hdr-figure-card
      [heading]="t('runway.heading')"
      [caption]="t('runway.caption', { month: month(runway().lookAheadUntil) })"
      [option]="chart()"
      [description]="t('runway.chartDescribe', { n: runway().rows.length })"
      [height]="chartHeight()"
      [columns]="columns()"
      [rows]="runway().rows"
      [csvName]="plan().scenarioName + ' runway'"
    />
    @if (runway().convergence?.length) {
      <hdr-runway-convergence [steps]="runway().convergence ?? []" />
    }
    @if (runway().supply.length > 0) {
      @if (supplyLines().length > 0) {
        <hdr-figure-card
          [heading]="t('runway.supply')"
          [caption]="t('runway.supplyCaption')"
          [option]="supplyChart()"
          [description]="t('runway.supplyDescribe', { n: capped().length })"
          [columns]="supplyColumns()"
          [rows]="runway().supply"
          [csvName]="plan().scenarioName + ' supply'"
        />
      } @else {
        <hdr-table-card
          [heading]="t('runway.supply')"
          [caption]="t('runway.supplyCaption')"
          [columns]="supplyColumns()"
          [rows]="runway().supply"
          [csvName]="plan().scenarioName + ' supply'"
        />
      }
    }
  `,
  host: { class: 'stack close' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanRunway {
  private readonly view = inject(PlanView);
  protected readonly t = inject(Words).t;
  protected readonly plan = this.view.plan;
  protected readonly runway = computed((): Runway => {
    const { runway } = this.plan();
    if (runway === undefined) throw new Error('The plan tells no runway.');
    return runway;
  });

  protected readonly chartHeight = computed(
    () => AROUND_ROWS_PX + this.runway().rows.length * ROW_PX,
  );
  /** By when to order and when full; filled marks are P50, open ones P90. */
  protected readonly chart = computed(() => {
    const { rows, lookAheadUntil } = this.runway();
    const isDark = this.view.isDark();
    const events = (
      name: string,
      tint: number,
      symbol: EventSeries['symbol'],
      pick: (row: RunwayRow) => string | null,
    ): EventSeries => ({
      name,
      colour: seriesColour(tint, isDark),
      symbol,
      events: rows.flatMap((row, i) => {
        const month = pick(row);
        return month === null ? [] : [{ row: i, at: timeOf(month) }];
      }),
    });
    const order = (percentile: Percentile) => this.t('runway.orderBy', { percentile });
    const full = (percentile: Percentile) => this.t('runway.full', { percentile });
    const series = [
      events(order('P90'), ORDER_COLOUR, 'emptyDiamond', (row) => row.orderByP90),
      events(order('P50'), ORDER_COLOUR, 'diamond', (row) => row.orderByP50),
      events(full('P90'), FULL_COLOUR, 'emptyCircle', (row) => row.fullAtP90),
      events(full('P50'), FULL_COLOUR, 'circle', (row) => row.fullAtP50),
    ];
    const times = series.flatMap((s) => s.events.map(({ at }) => at));
    return eventChart({
      rows: rows.map(
        ({ systemId, siteId, basis }) =>
          `${this.view.systemName(systemId)} · ${this.view.siteName(siteId)} (${this.t(`runway.basis.${basis}`)})`,
      ),
      series,
      from: Math.min(timeOf(this.plan().periods[0] ?? lookAheadUntil), ...times),
      until: timeOf(lookAheadUntil),
      isDark,
      sayTime: (at) => this.sayMonth(at),
    });
  });

  /** Curves that are capped; what can be had in any number needs no curve. */
  protected readonly capped = computed(() =>
    this.runway().supply.filter(({ byMonth }) =>
      byMonth.every(({ unitsP50, unitsP90 }) => unitsP50 !== null && unitsP90 !== null),
    ),
  );
  protected readonly supplyLines = computed((): readonly XyLine[] =>
    this.capped().flatMap((curve, i) =>
      PERCENTILES.map((p) => ({
        name: `${p} · ${this.view.systemName(curve.systemId)} · ${this.view.siteName(curve.siteId)}`,
        colour: seriesColour(i, this.view.isDark()),
        isDashed: p === 'P90',
        isStepped: true,
        points: curve.byMonth.map(
          (month) => [timeOf(month.month), unitsOf(month, p) ?? 0] as const,
        ),
      })),
    ),
  );
  protected readonly supplyChart = computed(() =>
    xyLines({
      lines: this.supplyLines(),
      xLabel: '',
      isTime: true,
      isDark: this.view.isDark(),
      sayX: (at) => this.sayMonth(at),
      sayY: (units) => this.view.format().integer(units),
    }),
  );

  protected readonly columns = computed((): readonly Column<RunwayRow>[] => [
    {
      id: 'system',
      label: this.t('fleet.system'),
      wide: true,
      cell: ({ systemId, siteId, workloadIds }) => ({
        text: this.view.systemName(systemId),
        note: [
          this.view.siteName(siteId),
          ...workloadIds.map((id) => this.view.workloadName(id)),
        ].join(' · '),
      }),
      sort: ({ systemId }) => this.view.systemName(systemId),
      csv: ({ systemId, siteId }) =>
        `${this.view.systemName(systemId)} (${this.view.siteName(siteId)})`,
    },
    {
      id: 'status',
      label: this.t('runway.status'),
      cell: ({ status }) => ({
        text: this.t(`runway.status.${status}`),
        badge: STATUS_TONES[status],
      }),
      sort: ({ status }) => status,
    },
    {
      id: 'basis',
      label: this.t('runway.basis'),
      cell: ({ basis }) => this.t(`runway.basis.${basis}`),
      sort: ({ basis }) => basis,
    },
    ...PERCENTILES.map((p) =>
      this.monthColumn(
        `full${p}`,
        this.t('runway.full', { percentile: p }),
        'runway.notFull',
        (row) => (p === 'P50' ? row.fullAtP50 : row.fullAtP90),
      ),
    ),
    {
      id: 'fix',
      label: this.t('runway.fix'),
      wide: true,
      cell: ({ fixSystemId, fixAcquisition }) =>
        fixSystemId === null
          ? '–'
          : {
              text: this.view.systemName(fixSystemId),
              note: fixAcquisition === null ? undefined : this.t(`fleet.how.${fixAcquisition}`),
            },
    },
    {
      id: 'lead',
      label: this.t('runway.lead'),
      unit: this.t('runway.months'),
      align: 'end',
      cell: (row) => this.leadText(row),
      sort: (row) => row.leadMonthsP50,
    },
    ...PERCENTILES.map((p) =>
      this.monthColumn(`orderBy${p}`, this.t('runway.orderBy', { percentile: p }), null, (row) =>
        p === 'P50' ? row.orderByP50 : row.orderByP90,
      ),
    ),
  ]);

  protected readonly supplyColumns = computed((): readonly Column<SupplyCurve>[] => {
    const last = this.runway().supply[0]?.byMonth.at(-1)?.month;
    const until = last === undefined ? '' : this.month(last);
    return [
      {
        id: 'system',
        label: this.t('fleet.system'),
        wide: true,
        cell: ({ systemId, siteId }) => ({
          text: this.view.systemName(systemId),
          note: this.view.siteName(siteId),
        }),
        sort: ({ systemId }) => this.view.systemName(systemId),
        csv: ({ systemId, siteId }) =>
          `${this.view.systemName(systemId)} (${this.view.siteName(siteId)})`,
      },
      {
        id: 'way',
        label: this.t('fleet.how'),
        cell: ({ acquisition, offerId }) => ({
          text: this.t(`fleet.how.${acquisition}`),
          note: offerId ?? undefined,
        }),
        sort: ({ acquisition }) => acquisition,
      },
      ...PERCENTILES.map((p) => ({
        id: `first${p}`,
        label: this.t('runway.first', { percentile: p }),
        cell: (curve: SupplyCurve) => this.monthOr(firstMonth(curve, p), '–'),
        sort: (curve: SupplyCurve) => firstMonth(curve, p),
        csv: (curve: SupplyCurve) => firstMonth(curve, p),
      })),
      ...PERCENTILES.map((p) => ({
        id: `last${p}`,
        label: this.t('runway.byEnd', { month: until, percentile: p }),
        align: 'end' as const,
        cell: (curve: SupplyCurve) => {
          const units = unitsOf(curve.byMonth.at(-1), p);
          return units === null ? this.t('runway.any') : this.view.format().integer(units);
        },
        sort: (curve: SupplyCurve) => unitsOf(curve.byMonth.at(-1), p),
      })),
    ];
  });

  protected month(month: string): string {
    return this.view.format().date(month);
  }

  private sayMonth(at: number): string {
    return this.month(new Date(at).toISOString().slice(0, 7));
  }

  private monthOr(month: string | null, otherwise: string): string {
    return month === null ? otherwise : this.month(month);
  }

  private monthColumn(
    id: string,
    label: string,
    never: 'runway.notFull' | null,
    pick: (row: RunwayRow) => string | null,
  ): Column<RunwayRow> {
    return {
      id,
      label,
      cell: (row) => ({
        text: this.monthOr(pick(row), never === null ? '–' : this.t(never)),
        tone: pick(row) === null ? 'muted' : undefined,
      }),
      sort: pick,
      csv: pick,
    };
  }

  private leadText({ leadMonthsP50: half, leadMonthsP90: most }: RunwayRow): string {
    if (half === null || most === null) return '–';
    const [from, to] = [half, most].map((months) => this.view.format().number(months, 2));
    return from === to ? `${from}` : `${from} – ${to}`;
  }
}

const timeOf = (month: string): number => Date.parse(`${month.slice(0, 7)}-01`);

type MonthUnits = SupplyCurve['byMonth'][number];

/** Units that can be had; `null`: any number. */
function unitsOf(month: MonthUnits | undefined, percentile: Percentile): number | null {
  if (month === undefined) return 0;
  return percentile === 'P50' ? month.unitsP50 : month.unitsP90;
}

function firstMonth({ byMonth }: SupplyCurve, percentile: Percentile): string | null {
  return byMonth.find((month) => (unitsOf(month, percentile) ?? 1) > 0)?.month ?? null;
}
