import type { Risk, SensitivityRow } from '@headroom/models';
import type { Words } from '../words/words';
import type { PlanView } from './plan-view';

/** A figure of the plan with its percentiles; dates are told as dates. */
export interface RiskFigure {
  readonly label: string;
  readonly note: string | undefined;
  readonly p10: number | string;
  readonly p50: number | string;
  readonly p90: number | string;
  readonly say: (value: number | string) => string;
}

/** Cost, chips, headroom of every workload and end of every run. Amounts are in the currency chosen. */
export function riskFigures(risk: Risk, view: PlanView, t: Words['t']): RiskFigure[] {
  const format = view.format();
  const share = (value: number) => format.percent(value, 0);
  const { p10, p50, p90 } = risk.costUsd;
  return [
    {
      label: t('alternatives.cost'),
      note: undefined,
      p10: view.amount(p10),
      p50: view.amount(p50),
      p90: view.amount(p90),
      say: number((amount) => format.moneyCompact(amount, view.currency())),
    },
    {
      label: t('risk.chips'),
      note: undefined,
      ...risk.chips,
      say: number((chips) => format.integer(chips)),
    },
    ...risk.headroom.map((row) => ({
      label: t('risk.headroomOf', { workload: view.workloadName(row.workloadId) }),
      note:
        row.shortWorldsShare > 0
          ? t('risk.shortIn', { share: share(row.shortWorldsShare) })
          : undefined,
      ...row.share,
      say: number((value) => format.percent(value)),
    })),
    ...risk.dates.map((row) => ({
      label: t('risk.endOf', { workload: view.workloadName(row.workloadId) }),
      note:
        row.onTimeShare === null || row.deadlineDay === null
          ? undefined
          : t('risk.onTime', {
              day: format.date(row.deadlineDay),
              share: share(row.onTimeShare),
            }),
      ...row.endDay,
      say: (day: number | string) => format.date(String(day)),
    })),
  ];
}

/** A bar of the tornado with the words of its input. */
export interface TornadoRow extends SensitivityRow {
  readonly label: string;
  /** What the input may be, with its unit. */
  readonly range: string | undefined;
}

/** Inputs that move the cost, most first. */
export function tornadoRows(risk: Risk, view: PlanView): TornadoRow[] {
  const inputs = new Map(risk.inputs.map((input) => [input.id, input]));
  const width = (row: SensitivityRow) => Math.abs(row.costAtHighUsd - row.costAtLowUsd);
  return [...risk.sensitivity.rows]
    .filter((row) => width(row) > 0)
    .sort((a, b) => width(b) - width(a))
    .map((row) => {
      const input = inputs.get(row.inputId);
      const format = view.format();
      return {
        ...row,
        label: input === undefined ? row.inputId : view.text(input.title),
        range:
          input === undefined
            ? undefined
            : `${format.number(input.low, 3)} – ${format.number(input.high, 3)} ${input.unit}`.trim(),
      };
    });
}

/**
 * Cost with every input in the middle, as near as the rows tell it: it lies between both ends of each of them.
 * @returns USD
 */
export function middleCost({ costUsd, sensitivity }: Risk): number {
  const ends = sensitivity.rows.map((row) => [row.costAtLowUsd, row.costAtHighUsd] as const);
  const least = Math.max(...ends.map((pair) => Math.min(...pair)));
  const most = Math.min(...ends.map((pair) => Math.max(...pair)));
  return Math.min(Math.max(costUsd.p50, least), most);
}

function number(say: (value: number) => string): RiskFigure['say'] {
  return (value) => (typeof value === 'number' ? say(value) : value);
}
