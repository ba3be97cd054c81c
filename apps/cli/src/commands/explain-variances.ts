import type { OutputVariance, Risk } from '@headroom/models';
import { printLine } from '../output';
import { renderTable } from '../render-table';
import type { Speech } from '../speech';

const PERCENT = 100;
/** Inputs shown of each output. */
const MOST_INPUTS = 6;

/** Shows what the variance of each output comes from, and by when orders of uncertain lead time arrive. */
export function explainVariances(speech: Speech, risk: Risk): void {
  for (const variance of risk.variances ?? []) explainVariance(speech, risk, variance);
  explainArrivals(speech, risk);
}

function explainVariance({ t, number, message }: Speech, risk: Risk, of: OutputVariance): void {
  const share = (value: number): string => number(value * PERCENT, 1);
  const title = (id: string): string => {
    const input = risk.inputs.find((i) => i.id === id);
    return input === undefined ? id : message(input.title);
  };
  printLine(
    t(
      'Sobol indices of {output}, {worlds} worlds: single inputs explain {share} % of its variance, the rest is what they do together.',
      {
        output: of.workloadId === null ? t(of.output) : `${t(of.output)} (${of.workloadId})`,
        worlds: number(of.worlds),
        share: share(of.firstOrderSum),
      },
    ),
  );
  printLine(
    renderTable({
      columns: [
        { label: t('uncertain input'), align: 'left' },
        { label: t('alone %'), align: 'right' },
        { label: t('with others %'), align: 'right' },
        { label: t('80 % interval'), align: 'right' },
      ],
      rows: of.sobolIndices
        .slice(0, MOST_INPUTS)
        .map((i) => [
          title(i.input),
          share(i.firstOrderShare),
          share(i.totalShare),
          `${share(i.intervalShare.low)} - ${share(i.intervalShare.high)}`,
        ]),
    }),
  );
}

function explainArrivals({ t, number }: Speech, { arrivals = [] }: Risk): void {
  if (arrivals.length === 0) return;
  printLine(
    renderTable({
      columns: [
        { label: t('arrival of'), align: 'left' },
        { label: t('site'), align: 'left' },
        { label: t('units'), align: 'right' },
        { label: t('planned'), align: 'left' },
        { label: 'P10', align: 'left' },
        { label: 'P50', align: 'left' },
        { label: 'P90', align: 'left' },
        { label: t('in time %'), align: 'right' },
      ],
      rows: arrivals.map((a) => [
        a.systemId,
        a.siteId,
        number(a.units),
        a.plannedDay,
        a.day.p10,
        a.day.p50,
        a.day.p90,
        number(a.onTimeShare * PERCENT),
      ]),
    }),
  );
}
