import { assumptionName, type Excuse, type Plan } from '@headroom/models';
import { section, type SectionWriter } from './plan-sections';
import { left, NONE, right, table, type ReportStyle } from './report-style';

/** Excuses shown; the plan holds all of them. */
const MOST_EXCUSES = 60;

export const bomSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.boms.length === 0) return null;
  return section('bom', l.bom, {
    sentences: plan.boms.flatMap(({ explanation, chips }) =>
      [explanation, ...(chips === undefined ? [] : [chips.explanation])].map(style.text),
    ),
    tables: plan.boms.map((bom) =>
      table(
        `${style.name('systems', bom.systemId)} × ${style.number(bom.units)}`,
        [
          left(l.view),
          left(l.component),
          right(l.amount),
          right(l.share),
          left(l.source),
          left(l.date),
        ],
        [
          ...bom.ratioView.lines.map((line) => ({ view: l.ratio, line })),
          ...(bom.itemisedView?.lines ?? []).map((line) => ({ view: l.itemised, line })),
        ].map(({ view, line }) => [
          view,
          line.component,
          style.money(line.usd),
          style.percent(line.share, 1),
          line.sourceId,
          line.date ?? NONE,
        ]),
      ),
    ),
  });
};

const systemsText = (
  systems: Plan['alternatives'][number]['systems'],
  style: Pick<ReportStyle, 'number' | 'name'>,
) =>
  systems
    .map((s) => `${style.number(s.units)} × ${style.name('systems', s.systemId)}`)
    .join(', ') || NONE;

export const alternativesSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.alternatives.length === 0) return null;
  const base = plan.summary.totalCostUsd;
  return section('alternatives', l.alternatives, {
    tables: [
      table(
        l.alternatives,
        [
          left(l.alternative),
          right(l.totalCost),
          right(l.difference),
          right(l.chips),
          right(l.peakPower),
          left(l.systems),
        ],
        plan.alternatives.map((a) => [
          style.text(a.title),
          a.totalCostUsd === null ? l.notFeasible : style.money(a.totalCostUsd),
          a.totalCostUsd === null || base === 0
            ? NONE
            : signedPercent(a.totalCostUsd / base - 1, style),
          a.chips === null ? NONE : style.number(a.chips),
          a.peakPowerKw === null ? NONE : `${style.number(a.peakPowerKw)} kW`,
          a.reason === null ? systemsText(a.systems, style) : style.text(a.reason),
        ]),
      ),
    ],
    charts: [
      {
        kind: 'bar',
        title: l.alternatives,
        unit: style.currency,
        categories: [
          plan.scenarioName,
          ...plan.alternatives
            .filter((a) => a.totalCostUsd !== null)
            .map((a) => style.text(a.title)),
        ],
        series: [
          {
            name: l.totalCost,
            values: [base, ...plan.alternatives.flatMap((a) => a.totalCostUsd ?? [])].map(
              style.amount,
            ),
          },
        ],
      },
    ],
  });
};

const signedPercent = (share: number, style: Pick<ReportStyle, 'percent'>): string =>
  `${share >= 0 ? '+' : ''}${style.percent(share, 1)}`;

export const futuresSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.policyFutures.length === 0) return null;
  return section('policy-futures', l.futures, {
    tables: [
      table(
        l.futures,
        [
          left(l.future),
          right(l.probability),
          right(l.totalCost),
          right(l.difference),
          left(l.systems),
        ],
        plan.policyFutures.map((f) => [
          f.name,
          style.percent(f.probability),
          f.totalCostUsd === null ? l.notFeasible : style.money(f.totalCostUsd),
          f.extraCostUsd === null ? NONE : style.money(f.extraCostUsd),
          systemsText(f.systems, style),
        ]),
      ),
    ],
  });
};

export const limitsSection: SectionWriter = (plan, { labels: l, ...style }) =>
  plan.status === 'infeasible'
    ? null
    : section('limits', l.limits, {
        sentences:
          plan.bindingLimits.length === 0
            ? [l.noBinding]
            : [l.binding, ...plan.bindingLimits.map(style.text)],
      });

export const excusesSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.excuses.length === 0) return null;
  return section('excuses', l.excuses, {
    tables: [
      table(
        l.excuses,
        [left(l.system), left(l.workload), left(l.reason), left(l.toEnter)],
        plan.excuses
          .slice(0, MOST_EXCUSES)
          .map((e) => [
            hardwareOf(e, style),
            e.workloadId === null ? NONE : style.name('workloads', e.workloadId),
            style.text(e.message),
            e.toEnter === undefined ? NONE : style.text(e.toEnter),
          ]),
      ),
    ],
  });
};

function hardwareOf({ systemId, chipId }: Excuse, { name }: Pick<ReportStyle, 'name'>): string {
  if (systemId !== null) return name('systems', systemId);
  return chipId === null ? NONE : name('chips', chipId);
}

/** Why the fleet is what it is: how each workload is sized and split, and what stands idle. */
export const reasoningSection: SectionWriter = (plan, { labels: l, ...style }) =>
  plan.reasoning === undefined || plan.reasoning.length === 0
    ? null
    : section('reasoning', l.reasoning, { sentences: plan.reasoning.map(style.text) });

export const warningsSection: SectionWriter = (plan, { labels: l, ...style }) =>
  section('warnings', l.warnings, { sentences: plan.warnings.map(style.text) });

export const assumptionsSection: SectionWriter = (plan, { labels: l, ...style }) =>
  section('assumptions', l.assumptions, {
    tables: [
      table(
        l.assumptions,
        [left(l.name), right(l.value), left(l.origin), left(l.source)],
        plan.assumptions.map((a) => [
          assumptionName(a.name, style.locale),
          `${typeof a.value === 'number' ? style.number(a.value, 4) : String(a.value)} ${a.unit ?? ''}`.trim(),
          l.origins[a.origin],
          a.sourceId ?? NONE,
        ]),
      ),
    ],
  });

export const estimatesSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.estimates.length === 0) return null;
  return section('estimates', l.estimates, {
    tables: [
      table(
        l.estimates,
        [left(l.chips), left(l.name), right(l.value), right(l.range), left(l.basis)],
        plan.estimates.map((e) => [
          style.name('chips', e.chipId),
          e.field,
          style.number(e.mid, 2),
          `${style.number(e.low, 2)}–${style.number(e.high, 2)}`,
          style.text(e.basis),
        ]),
      ),
    ],
  });
};

export const sourcesSection: SectionWriter = (plan, { labels: l }) =>
  section('sources', l.sources, {
    tables: [
      table(
        l.sources,
        [left(l.name), left(l.source), left(l.date)],
        plan.sources.map((s) => [s.id, s.title, s.date ?? NONE]),
      ),
    ],
  });
