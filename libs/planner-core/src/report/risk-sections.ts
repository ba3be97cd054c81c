import type { Percentiles, Risk, Runway } from '@headroom/models';
import { section, type SectionWriter } from './plan-sections';
import { left, NONE, right, table, type ReportStyle } from './report-style';
import { RISK_LABELS, type RiskLabels } from './risk-labels';

type Writer = Omit<ReportStyle, 'labels'>;

/** The plan tried in sampled worlds: percentiles, regret, what moves the cost, convergence. */
export const riskSection: SectionWriter = ({ risk }, style) => {
  if (risk === undefined) return null;
  const l = RISK_LABELS[style.locale];
  const row = (name: string, { p10, p50, p90 }: Percentiles, say: (value: number) => string) => [
    name,
    say(p10),
    say(p50),
    say(p90),
  ];
  return section('risk', l.risk, {
    sentences: [
      l.riskText(style.number(risk.samples), style.number(risk.shortfallCostMultiple, 1)),
      ...(risk.unservedWorldsShare > 0
        ? [l.unserved(style.percent(risk.unservedWorldsShare))]
        : []),
      risk.regret.isStable ? l.stable : l.unstable,
      ...(risk.regret.disputed ?? []).map(style.text),
      l.explained(style.percent(risk.sensitivity.explainedShare)),
    ],
    tables: [
      table(
        l.percentiles,
        [left(l.figure), right('P10'), right('P50'), right('P90')],
        [
          row(l.cost, risk.costUsd, style.money),
          row(l.chips, risk.chips, (n) => style.number(n)),
          ...risk.headroom.map((h) =>
            row(l.headroomOf(style.name('workloads', h.workloadId)), h.share, (x) =>
              style.percent(x, 1),
            ),
          ),
          ...risk.dates.map(({ workloadId, endDay }) => [
            l.endOf(style.name('workloads', workloadId)),
            endDay.p10,
            endDay.p50,
            endDay.p90,
          ]),
        ],
      ),
      ...(risk.regret.rows.length > 1 ? [regretTable(risk, l, style)] : []),
      ...(risk.sensitivity.rows.length > 0 ? [tornadoTable(risk, l, style)] : []),
      ...varianceTables(risk, l, style),
      convergenceTable(risk, l, style),
    ],
    charts:
      risk.sensitivity.rows.length === 0
        ? []
        : [
            {
              kind: 'bar',
              title: l.tornado,
              unit: style.currency,
              categories: risk.sensitivity.rows.map((r) => titleOf(risk, r.inputId, style)),
              series: [
                {
                  name: l.low,
                  values: risk.sensitivity.rows.map((r) => style.amount(r.costAtLowUsd)),
                },
                {
                  name: l.high,
                  values: risk.sensitivity.rows.map((r) => style.amount(r.costAtHighUsd)),
                },
              ],
            },
          ],
  });
};

const titleOf = (risk: Risk, inputId: string, style: Writer): string => {
  const input = risk.inputs.find((i) => i.id === inputId);
  return input === undefined ? inputId : style.text(input.title);
};

const regretTable = (risk: Risk, l: RiskLabels, style: Writer) =>
  table(
    l.regret,
    [
      left(l.orders),
      right(l.meanCost),
      right(l.p90Cost),
      right(l.meanRegret),
      right(l.maxRegret),
      right(l.best),
    ],
    risk.regret.rows.map((r) => [
      style.text(r.title),
      style.money(r.meanCostUsd),
      style.money(r.p90CostUsd),
      style.money(r.meanRegretUsd),
      style.money(r.maxRegretUsd),
      style.percent(r.bestShare),
    ]),
  );

const tornadoTable = (risk: Risk, l: RiskLabels, style: Writer) =>
  table(
    l.tornado,
    [left(l.input), right(l.low), right(l.high), right(l.coefficient)],
    risk.sensitivity.rows.map((r) => [
      titleOf(risk, r.inputId, style),
      style.money(r.costAtLowUsd),
      style.money(r.costAtHighUsd),
      style.number(r.coefficient, 2),
    ]),
  );

/** Indices of Sobol, an output a table. */
const varianceTables = (risk: Risk, l: RiskLabels, style: Writer) =>
  (risk.variances ?? [])
    .filter(({ sobolIndices }) => sobolIndices.length > 0)
    .map(({ output, workloadId, sobolIndices }) =>
      table(
        workloadId === null
          ? l.variances[output]
          : `${l.variances[output]}: ${style.name('workloads', workloadId)}`,
        [left(l.input), right(l.firstOrder), right(l.totalEffect), right(l.interval)],
        sobolIndices.map((row) => [
          titleOf(risk, row.input, style),
          style.percent(row.firstOrderShare, 1),
          style.percent(row.totalShare, 1),
          `${style.percent(row.intervalShare.low)}–${style.percent(row.intervalShare.high)}`,
        ]),
      ),
    );

const convergenceTable = (risk: Risk, l: RiskLabels, style: Writer) =>
  table(
    l.convergence,
    [
      right(l.samples),
      right('P50'),
      right(`P50, ${l.otherSeed}`),
      right('P90'),
      right(`P90, ${l.otherSeed}`),
    ],
    risk.convergence.map((c) => [
      style.number(c.samples),
      style.money(c.p50CostUsd),
      style.money(c.otherP50CostUsd),
      style.money(c.p90CostUsd),
      style.money(c.otherP90CostUsd),
    ]),
  );

/** When pools are full and by when to order, and when how many units can be had. */
export const runwaySection: SectionWriter = ({ runway }, style) => {
  if (runway === undefined || runway.rows.length === 0) return null;
  const l = RISK_LABELS[style.locale];
  return section('runway', l.runway, {
    sentences: [l.runwayText(runway.lookAheadUntil), ...runway.alerts.map(style.text)],
    tables: [runwayTable(runway, l, style), supplyTable(runway, l, style)],
  });
};

function runwayTable(runway: Runway, l: RiskLabels, { labels, number, name }: ReportStyle) {
  return table(
    l.runway,
    [
      left(labels.system),
      left(labels.site),
      left(l.basis),
      left(`${l.fullAt} P50`),
      left(`${l.fullAt} P90`),
      left(l.fix),
      right(l.lead),
      left(`${l.orderBy} P50`),
      left(`${l.orderBy} P90`),
      left(l.status),
    ],
    runway.rows.map((r) => [
      name('systems', r.systemId),
      name('sites', r.siteId),
      l.bases[r.basis],
      r.fullAtP50 ?? l.notFull,
      r.fullAtP90 ?? l.notFull,
      r.fixSystemId === null || r.fixAcquisition === null
        ? NONE
        : `${name('systems', r.fixSystemId)} (${labels.ways[r.fixAcquisition]})`,
      r.leadMonthsP50 === null || r.leadMonthsP90 === null
        ? NONE
        : r.leadMonthsP50 === r.leadMonthsP90
          ? number(r.leadMonthsP50, 1)
          : `${number(r.leadMonthsP50, 1)}–${number(r.leadMonthsP90, 1)}`,
      r.orderByP50 ?? NONE,
      r.orderByP90 ?? NONE,
      l.statuses[r.status],
    ]),
  );
}

function supplyTable(runway: Runway, l: RiskLabels, { labels, number, name }: ReportStyle) {
  const count = (units: number | null): string => (units === null ? l.any : number(units));
  return table(
    l.supply,
    [
      left(labels.system),
      left(labels.site),
      left(labels.way),
      left(`${l.firstUnits} P50`),
      left(`${l.firstUnits} P90`),
      right(`${l.byEnd} P50`),
      right(`${l.byEnd} P90`),
    ],
    runway.supply.map((curve) => {
      const last = curve.byMonth.at(-1);
      const first = (pick: (m: (typeof curve.byMonth)[number]) => number | null): string =>
        curve.byMonth.find((m) => (pick(m) ?? 1) > 0)?.month ?? NONE;
      return [
        name('systems', curve.systemId),
        name('sites', curve.siteId),
        labels.ways[curve.acquisition],
        first((m) => m.unitsP50),
        first((m) => m.unitsP90),
        count(last === undefined ? 0 : last.unitsP50),
        count(last === undefined ? 0 : last.unitsP90),
      ];
    }),
  );
}

/** Every set of first orders in every future, and what follows from it. */
export const recourseSection: SectionWriter = ({ futures }, style) => {
  if (futures === undefined) return null;
  const l = RISK_LABELS[style.locale];
  const { labels } = style;
  return section('futures', l.futures, {
    sentences: [l.knownFrom(futures.knownFrom), ...futures.findings.map(style.text)],
    tables: [
      table(
        l.futures,
        [
          left(l.orders),
          ...futures.branches.map((b) => right(`${b.name} (${style.percent(b.probability)})`)),
          right(l.expected),
          right(l.maxRegret),
        ],
        futures.plans.map((plan) => [
          style.text(plan.title),
          ...futures.branches.map((b) => {
            const usd = futures.outcomes.find(
              (o) => o.planId === plan.id && o.branchId === b.id,
            )?.costUsd;
            return usd === null || usd === undefined ? l.cannot : style.money(usd);
          }),
          plan.expectedCostUsd === null ? NONE : style.money(plan.expectedCostUsd),
          plan.maxRegretUsd === null ? NONE : style.money(plan.maxRegretUsd),
        ]),
      ),
      table(
        l.orders,
        [
          left(l.orders),
          left(labels.system),
          left(labels.site),
          left(labels.way),
          right(labels.units),
        ],
        futures.plans.flatMap((plan) =>
          plan.orders.map((o) => [
            style.text(plan.title),
            style.name('systems', o.systemId),
            style.name('sites', o.siteId),
            labels.ways[o.acquisition],
            style.number(o.units),
          ]),
        ),
      ),
    ],
  });
};
