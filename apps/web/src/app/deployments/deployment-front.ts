import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { DeploymentSearchAnswer, FrontPoint, SystemDeployments } from '@headroom/models';
import type { Telling } from '../catalog/catalog-rows';
import { scatterChart } from '../charts/chart-style';
import { FigureCard } from '../charts/figure-card';
import { vendorColour } from '../charts/palette';
import type { Column } from '../ui/table-column';
import { systemName } from './deployment-columns';
import { layoutText } from './layout-text';

interface Row {
  system: SystemDeployments;
  point: FrontPoint;
}

/** Speed per chip against speed per user of every front, coloured by vendor. */
@Component({
  selector: 'hdr-deployment-front',
  imports: [FigureCard],
  template: `
    <hdr-figure-card
      [level]="2"
      [heading]="telling().t('deploy.front')"
      [caption]="telling().t('deploy.frontNote')"
      [option]="chart()"
      [description]="description()"
      [columns]="columns()"
      [rows]="rows()"
      [height]="420"
      csvName="front"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeploymentFront {
  readonly answer = input.required<DeploymentSearchAnswer>();
  readonly telling = input.required<Telling>();

  protected readonly rows = computed((): readonly Row[] =>
    this.answer().systems.flatMap((system) => system.pareto.map((point) => ({ system, point }))),
  );
  protected readonly chart = computed(() => {
    const { t, format, isDark } = this.telling();
    const vendors = [...new Set(this.rows().map(({ system }) => system.vendor))];
    return scatterChart({
      xLabel: t('deploy.perUser'),
      yLabel: t('deploy.perChip'),
      isLogarithmic: true,
      isDark,
      sayShort: (value) => format.number(value, 3),
      groups: vendors.map((vendor) => ({
        name: vendor,
        colour: vendorColour(vendor, isDark),
        points: this.rows()
          .filter(({ system }) => system.vendor === vendor)
          .map(({ system, point }) => ({
            name: `${systemName(system)} · ${layoutText(point.parallelism)} · ${point.weightPrecision}`,
            x: point.outputTokensPerSecondPerUser,
            y: point.outputTokensPerSecondPerChip,
          })),
      })),
    });
  });
  protected readonly description = computed(() =>
    this.telling().t('deploy.frontDescribe', {
      n: this.rows().length,
      systems: new Set(this.rows().map(({ system }) => system)).size,
    }),
  );
  protected readonly columns = computed((): readonly Column<Row>[] => {
    const { t, format } = this.telling();
    const figure = (
      id: 'outputTokensPerSecondPerChip' | 'outputTokensPerSecondPerUser' | 'ttftMs',
      label: string,
    ): Column<Row> => ({
      id,
      label,
      align: 'end',
      cell: ({ point }) => format.number(point[id], 3),
      sort: ({ point }) => point[id],
      csv: ({ point }) => point[id],
    });
    return [
      {
        id: 'system',
        label: t('deploy.system'),
        cell: ({ system }) => systemName(system),
        sort: ({ system }) => systemName(system),
      },
      figure('outputTokensPerSecondPerChip', t('deploy.perChip')),
      figure('outputTokensPerSecondPerUser', t('deploy.perUser')),
      figure('ttftMs', `${t('deploy.ttftShort')} (ms)`),
      {
        id: 'layout',
        label: t('deploy.layout'),
        cell: ({ point }) => ({
          text: layoutText(point.parallelism),
          note: t(point.mode === 'aggregated' ? 'deploy.aggregated' : 'deploy.split'),
        }),
      },
      { id: 'format', label: t('deploy.format'), cell: ({ point }) => point.weightPrecision },
      {
        id: 'inFlight',
        label: t('deploy.inFlight'),
        align: 'end',
        cell: ({ point }) => format.integer(point.concurrency),
        sort: ({ point }) => point.concurrency,
      },
    ];
  });
}
