import {
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import type { Chip, Llm, System } from '@headroom/models';
import { scatterChart, type ScatterPoint } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { vendorColour } from '../charts/palette';
import type { Column } from '../ui/table-column';
import type { Telling } from './catalog-rows';
import { CHIP_MEASURES, type Measure, MODEL_MEASURES, SYSTEM_MEASURES } from './measures';

type ChartedKind = 'chips' | 'systems' | 'models';
type Entry = Chip | System | Llm;

interface Row extends ScatterPoint {
  group: string;
}

/** One kind's measures, over entries of any kind: the page only ever passes entries of that kind. */
interface AnyMeasure {
  id: string;
  word: Measure<Chip>['word'];
  unit: string;
  value: (entry: Entry) => number | null;
}

const MEASURES: Readonly<Record<ChartedKind, readonly AnyMeasure[]>> = {
  chips: CHIP_MEASURES.map((m) => anyMeasure(m, isChip)),
  systems: SYSTEM_MEASURES.map((m) => anyMeasure(m, isSystem)),
  models: MODEL_MEASURES.map((m) => anyMeasure(m, isModel)),
};
const FIRST_AXES: Readonly<Record<ChartedKind, readonly [string, string]>> = {
  chips: ['bandwidth', 'bf16'],
  systems: ['power', 'chips'],
  models: ['activeParams', 'kvPerToken'],
};

/** Any two figures of the entries against each other; entries that do not publish both are left out. */
@Component({
  selector: 'hdr-catalog-chart',
  imports: [FigureCard],
  templateUrl: './catalog-chart.html',
  styles: `
    .axis {
      display: flex;
      align-items: center;
      gap: 6px;
      font-size: 12.5px;
    }
    .axis .input {
      inline-size: 170px;
      block-size: 28px;
      font-size: 12.5px;
      background-position:
        calc(100% - 16px) 12px,
        calc(100% - 12px) 12px;
    }
    .check {
      font-size: 12.5px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CatalogChart {
  readonly kind = input.required<ChartedKind>();
  readonly entries = input.required<readonly Entry[]>();
  readonly telling = input.required<Telling>();

  protected readonly measures = computed(() => MEASURES[this.kind()]);
  protected readonly x = linkedSignal(() => FIRST_AXES[this.kind()][0]);
  protected readonly y = linkedSignal(() => FIRST_AXES[this.kind()][1]);
  protected readonly isLogarithmic = signal(true);

  protected readonly rows = computed((): readonly Row[] => {
    const [x, y] = [this.measure(this.x()), this.measure(this.y())];
    return this.entries().flatMap((entry) => {
      const [across, up] = [x?.value(entry) ?? null, y?.value(entry) ?? null];
      return across === null || up === null
        ? []
        : [{ name: entry.name, group: groupOf(entry), x: across, y: up }];
    });
  });
  protected readonly chart = computed(() => {
    const { format, isDark } = this.telling();
    const groups = [...new Set(this.rows().map((row) => row.group))].sort();
    return scatterChart({
      xLabel: this.label(this.x()),
      yLabel: this.label(this.y()),
      isLogarithmic: this.isLogarithmic(),
      isDark,
      sayShort: (value) => format.compact(value),
      groups: groups.map((group) => ({
        name: group,
        colour: vendorColour(group, isDark),
        points: this.rows().filter((row) => row.group === group),
      })),
    });
  });
  protected readonly columns = computed((): readonly Column<Row>[] => {
    const { t, format } = this.telling();
    return [
      { id: 'name', label: t('c.name'), cell: (row) => row.name, sort: (row) => row.name },
      { id: 'group', label: t('c.vendor'), cell: (row) => row.group, sort: (row) => row.group },
      ...(['x', 'y'] as const).map((axis) => ({
        id: axis,
        label: this.label(axis === 'x' ? this.x() : this.y()),
        align: 'end' as const,
        cell: (row: Row) => format.number(row[axis]),
        sort: (row: Row) => row[axis],
        csv: (row: Row) => row[axis],
      })),
    ];
  });
  protected readonly description = computed(() =>
    this.telling().t('catalog.chartDescribe', {
      x: this.label(this.x()),
      y: this.label(this.y()),
      n: this.rows().length,
    }),
  );

  protected label(id: string): string {
    const measure = this.measure(id);
    if (measure === undefined) return '';
    const name = this.telling().t(measure.word);
    return measure.unit === '' ? name : `${name} (${measure.unit})`;
  }

  private measure(id: string): AnyMeasure | undefined {
    return this.measures().find((measure) => measure.id === id);
  }
}

function anyMeasure<E extends Entry>(
  { id, word, unit, figure }: Measure<E>,
  isOfKind: (entry: Entry) => entry is E,
): AnyMeasure {
  return {
    id,
    word,
    unit,
    value: (entry) => (isOfKind(entry) ? (figure(entry)?.value ?? null) : null),
  };
}

function isChip(entry: Entry): entry is Chip {
  return 'peakDenseTflops' in entry;
}
function isSystem(entry: Entry): entry is System {
  return 'scaleUpTopology' in entry;
}
function isModel(entry: Entry): entry is Llm {
  return 'totalParamsB' in entry;
}

/** Models carry no vendor; the family, the first word of the name, groups them. */
function groupOf(entry: Entry): string {
  return isModel(entry) ? (entry.name.split(/[\s-]/)[0] ?? entry.name) : entry.vendor;
}
