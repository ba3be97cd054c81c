import type { DeploymentOption, Prediction, SystemDeployments } from '@headroom/models';
import type { Telling } from '../catalog/catalog-rows';
import { vendorColour } from '../charts/palette';
import type { Cell, Column } from '../ui/table-column';
import { deploymentText } from './layout-text';

/** Name of a system, or of both where another one prefills. */
export const systemName = (s: SystemDeployments): string =>
  s.prefillSystemName === null ? s.systemName : `${s.prefillSystemName} → ${s.systemName}`;

/** Columns of the best deployments; `open` shows one in detail. */
export function deploymentColumns(
  telling: Telling,
  open: (system: SystemDeployments) => void,
): Column<SystemDeployments>[] {
  const { t, format, isDark } = telling;
  const interval = (p: Prediction, unit = ''): Cell => ({
    text: `${format.number(p.mid, 3)}${unit}`,
    note: `${format.number(p.low, 3)}–${format.number(p.high, 3)}`,
  });
  const speed = (
    id: string,
    label: string,
    of: (option: DeploymentOption) => Prediction,
    unit?: string,
  ): Column<SystemDeployments> => ({
    id,
    label,
    ...(unit === undefined ? {} : { unit }),
    align: 'end',
    cell: ({ best }) => interval(of(best)),
    sort: ({ best }) => of(best).mid,
    csv: ({ best }) => of(best).mid,
  });
  return [
    {
      id: 'system',
      label: t('deploy.system'),
      cell: (s) => ({
        text: systemName(s),
        note: s.vendor,
        swatch: vendorColour(s.vendor, isDark),
        action: { label: t('deploy.details'), of: systemName(s), run: () => open(s) },
      }),
      sort: systemName,
      csv: systemName,
    },
    speed('perChip', t('deploy.perChip'), (o) => o.deployment.outputTokensPerSecondPerChip),
    speed('perUser', t('deploy.perUser'), (o) => o.outputTokensPerSecondPerUser),
    {
      id: 'needed',
      label: t('deploy.needed'),
      align: 'end',
      cell: ({ best, fewest }) =>
        best.systems === null
          ? '–'
          : {
              text: format.integer(best.systems),
              note:
                fewest?.systems && fewest.systems < best.systems
                  ? t('deploy.fewest', { n: format.integer(fewest.systems) })
                  : t('deploy.chipsNeeded', { n: format.integer(best.chips ?? 0) }),
            },
      sort: ({ best }) => best.chips,
      csv: ({ best }) => best.systems,
    },
    speed('ttft', t('deploy.ttftShort'), (o) => o.deployment.ttftMs, 'ms'),
    speed('tpot', t('deploy.tpotShort'), (o) => o.deployment.tpotMs, 'ms'),
    {
      id: 'layout',
      label: t('deploy.layout'),
      cell: ({ best }) => ({
        text: deploymentText(best.deployment),
        note: [
          best.deployment.mode === 'aggregated'
            ? t('deploy.aggregated')
            : `${best.deployment.prefillChips} + ${best.deployment.decodeChips}, ${t('deploy.split')}`,
          best.deployment.weightPrecision,
          t('deploy.chipsNeeded', { n: format.integer(best.deployment.chipsPerReplica) }),
        ].join(' · '),
      }),
      sort: ({ best }) => deploymentText(best.deployment),
    },
    {
      id: 'format',
      only: 'export',
      label: t('deploy.format'),
      cell: ({ best }) => best.deployment.weightPrecision,
      sort: ({ best }) => best.deployment.weightPrecision,
    },
    {
      id: 'chips',
      only: 'export',
      label: t('deploy.chips'),
      align: 'end',
      cell: ({ best }) => format.integer(best.deployment.chipsPerReplica),
      sort: ({ best }) => best.deployment.chipsPerReplica,
    },
    {
      id: 'inFlight',
      only: 'export',
      label: t('deploy.inFlight'),
      align: 'end',
      cell: ({ best }) => format.integer(best.deployment.concurrencyPerReplica),
      sort: ({ best }) => best.deployment.concurrencyPerReplica,
    },
    {
      id: 'bound',
      label: t('deploy.bound'),
      cell: ({ best }) => t(`bound.${best.deployment.bottleneck}`),
      sort: ({ best }) => best.deployment.bottleneck,
    },
  ];
}
