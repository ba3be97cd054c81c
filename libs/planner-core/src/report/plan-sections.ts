import { COST_ITEM_NAMES, type Plan, type ReportChart, type ReportSection } from '@headroom/models';
import { SCENARIO_SOURCE } from '../supply/buy-price';
import { ordersTable } from './orders-table';
import { left, NONE, right, table, type ReportStyle } from './report-style';

/** One section of a report; `null` where the plan has nothing to say under it. */
export type SectionWriter = (plan: Plan, style: ReportStyle) => ReportSection | null;

const section = (
  id: string,
  title: string,
  parts: Partial<Pick<ReportSection, 'sentences' | 'tables' | 'charts'>>,
): ReportSection => ({ id, title, sentences: [], tables: [], charts: [], ...parts });

const KW_PER_MW = 1000;

export const summarySection: SectionWriter = (plan, style) => {
  const { labels: l, number } = style;
  const { summary } = plan;
  if (plan.status === 'infeasible') {
    return section('summary', l.summary, {
      sentences: [l.infeasible, ...plan.conflicts.map(style.text)],
    });
  }
  return section('summary', l.summary, {
    sentences: [
      l.carried(style.money(summary.totalCostUsd), number(summary.units), number(summary.chips)),
      provedOf(plan, style),
      // How far the limits go is the answer that was asked for, so it stands in the summary too.
      ...(plan.fit === undefined ? [] : plan.bindingLimits.slice(0, 1).map(style.text)),
    ],
    tables: [
      table(
        l.summary,
        [left(l.item), right(l.value)],
        [
          [l.totalCost, style.money(summary.totalCostUsd)],
          [l.capex, style.money(summary.capexUsd)],
          [l.units, number(summary.units)],
          [l.chips, number(summary.chips)],
          [l.peakPower, `${number(summary.peakPowerKw / KW_PER_MW, 2)} MW`],
          [l.energy, `${number(summary.energyMwh)} MWh`],
          [l.carbon, `${number(summary.carbonTonnes)} t CO2e`],
          ...(summary.committedBeyondHorizonUsd === undefined
            ? []
            : [[l.committed, style.money(summary.committedBeyondHorizonUsd)]]),
          ...(summary.embodiedCarbonTonnes === undefined
            ? []
            : [[l.embodied, `${number(summary.embodiedCarbonTonnes, 1)} t CO2e`]]),
        ],
      ),
    ],
  });
};

/** How good the fleet is proved to be; only with money as the objective is the best one the cheapest. */
function provedOf({ solver }: Plan, { labels: l, percent }: ReportStyle): string {
  if (solver.status !== 'optimal') return l.withinGap(percent(solver.gapShare ?? 0, 2));
  return solver.objectiveUsd === null ? l.optimalByObjective : l.optimal;
}

export const fleetSection: SectionWriter = (plan, reportStyle) => {
  const { labels: l, ...style } = reportStyle;
  const orders = ordersTable(plan, reportStyle);
  if (plan.fleet.length === 0) return null;
  const rows = plan.fleet.map((line) => {
    const most = line.byPeriod.reduce((a, b) => (b.unitsInService > a.unitsInService ? b : a));
    const first = line.byPeriod.find((p) => p.orderBy !== null);
    const marks = [
      ...(line.estimatedFigures.length > 0 ? [l.estimated] : []),
      ...(line.priceSourceId === SCENARIO_SOURCE ? [l.ownPrice] : []),
      ...(line.priceQuote === undefined
        ? []
        : [l.quoteOf(line.priceQuote.market, line.priceQuote.date)]),
    ];
    return [
      style.name('systems', line.systemName) + (marks.length > 0 ? ` (${marks.join(', ')})` : ''),
      style.name('sites', line.siteId),
      l.ways[line.acquisition],
      line.unitPriceUsd === null ? NONE : style.money(line.unitPriceUsd),
      first?.orderBy ?? NONE,
      stepsOf(
        line.byPeriod.map((p) => ({ period: p.period, value: p.unitsInService })),
        style,
      ),
      style.number(most.chipsInService),
      `${style.number(most.powerKw)} kW`,
    ];
  });
  const chart: ReportChart = {
    kind: 'stacked-bar',
    title: l.chipsByPeriod,
    unit: l.chips,
    categories: plan.periods,
    series: plan.fleet.map((line) => ({
      name: `${style.name('systems', line.systemName)} (${l.ways[line.acquisition]}, ${style.name('sites', line.siteId)})`,
      values: line.byPeriod.map((p) => p.chipsInService),
    })),
  };
  return section('fleet', l.fleet, {
    tables: [
      table(
        l.fleet,
        [
          left(l.system),
          left(l.site),
          left(l.way),
          right(l.price),
          left(l.orderBy),
          left(`${l.inService} (${l.units})`),
          right(l.chips),
          right(l.power),
        ],
        rows,
      ),
      ...(orders === null ? [] : [orders]),
    ],
    charts: [chart],
  });
};

/** A series told by its changes: "8 from 2026-01, 12 from 2026-04". */
function stepsOf(
  series: readonly { readonly period: string; readonly value: number }[],
  { number }: Pick<ReportStyle, 'number'>,
): string {
  const changes = series.filter((point, i) => i === 0 || point.value !== series[i - 1]?.value);
  return changes.length === 1
    ? number(changes[0]?.value ?? 0)
    : changes.map((c) => `${number(c.value)} @ ${c.period}`).join(', ');
}

export const costSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.status === 'infeasible') return null;
  const used = COST_ITEM_NAMES.filter((name) => (plan.costTotal[name] ?? 0) !== 0);
  return section('cost', l.cost, {
    tables: [
      table(
        l.cost,
        [left(l.item), right(l.amount), right(l.share)],
        [
          ...used.map((name) => [
            l.items[name],
            style.money(plan.costTotal[name] ?? 0),
            style.percent((plan.costTotal[name] ?? 0) / plan.costTotal.totalUsd, 1),
          ]),
          [l.total, style.money(plan.costTotal.totalUsd), style.percent(1)],
        ],
      ),
    ],
    charts: [
      {
        kind: 'stacked-bar',
        title: l.costByPeriod,
        unit: style.currency,
        categories: plan.periods,
        series: used.map((name) => ({
          name: l.items[name],
          values: plan.costByPeriod.map((p) => style.amount(p.items[name] ?? 0)),
        })),
      },
    ],
  });
};

export const placementSection: SectionWriter = (plan, { labels: l, ...style }) => {
  const services = plan.placements.filter((p) => p.kind === 'service');
  if (services.length === 0) return null;
  const rows = services.flatMap((placement) => {
    const d = plan.deployments.find((x) => x.id === placement.deploymentId);
    if (d === undefined) return [];
    const { tp, pp, dp, ep } = d.parallelism;
    return [
      [
        style.name('workloads', placement.workloadId),
        style.name('systems', placement.systemId),
        style.name('sites', placement.siteId),
        `${d.mode === 'aggregated' ? '' : `${d.prefillChips}P+${d.decodeChips}D `}tp${tp} pp${pp} dp${dp} ep${ep} ${d.weightPrecision}/${d.kvPrecision}`,
        stepsOf(
          placement.byPeriod.map((p) => ({ period: p.period, value: p.replicas })),
          style,
        ),
        style.number(d.chipsPerReplica),
        style.number(d.outputTokensPerSecondPerChip.mid),
        `${style.number(d.ttftMs.mid)} ms`,
        `${style.number(d.tpotMs.mid, 1)} ms`,
      ],
    ];
  });
  return section('placement', l.placement, {
    tables: [
      table(
        l.placement,
        [
          left(l.workload),
          left(l.system),
          left(l.site),
          left(l.layout),
          left(l.replicas),
          right(l.chips),
          right(l.tokensPerChip),
          right(l.ttft),
          right(l.tpot),
        ],
        rows,
      ),
    ],
  });
};

export const trainingSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.trainingRuns.length === 0) return null;
  return section('training', l.training, {
    tables: [
      table(
        l.training,
        [
          left(l.workload),
          left(l.system),
          left(l.layout),
          right(l.units),
          right(l.chips),
          right(l.days),
          right(l.mfu),
          right(l.goodput),
          right(l.tokensPerChip),
        ],
        plan.trainingRuns.map((run) => {
          const { tp, pp, dp, ep, cp, zeroStage } = run.layout;
          const { low, mid, high } = run.wallClockDays;
          const name = style.name('workloads', run.workloadId);
          return [
            run.offPeakHoursPerDay === undefined
              ? name
              : l.atNight(name, style.number(run.offPeakHoursPerDay)),
            style.name('systems', run.systemId),
            `tp${tp} pp${pp} dp${dp} ep${ep} cp${cp} zero${zeroStage} ${run.precision}`,
            style.number(run.systems),
            style.number(run.chips),
            `${style.number(mid, 1)} (${style.number(low, 1)}–${style.number(high, 1)})`,
            style.percent(run.mfuShare, 1),
            style.percent(run.goodputShare, 1),
            style.number(run.tokensPerSecondPerChip.mid),
          ];
        }),
      ),
    ],
  });
};

/** Below a dollar the difference is cents rounded, not a unit that nothing runs on. */
const LEAST_IDLE_USD = 1;

export const unitCostSection: SectionWriter = (plan, { labels: l, ...style }) => {
  if (plan.unitCosts.length === 0) return null;
  const idleUsd =
    (plan.summary?.totalCostUsd ?? 0) - plan.unitCosts.reduce((sum, u) => sum + u.totalUsd, 0);
  const idle =
    idleUsd >= LEAST_IDLE_USD ? [[l.idle, style.money(idleUsd), NONE, NONE, NONE, NONE, NONE]] : [];
  return section('unit-costs', l.unitCosts, {
    sentences: plan.deployments.length > 0 ? [l.split] : [],
    tables: [
      table(
        l.unitCosts,
        [
          left(l.workload),
          right(l.totalCost),
          right(l.perOutput),
          right(l.perInput),
          right(l.perCached),
          right(l.perRun),
          right(l.kwhPerOutput),
        ],
        plan.unitCosts
          .flatMap((u) => [u, ...(u.parts ?? [])])
          .map((u) => [
            style.name('workloads', u.workloadId),
            style.money(u.totalUsd),
            style.price(u.usdPerMillionOutputTokens),
            style.price(u.usdPerMillionInputTokens),
            style.price(u.usdPerMillionCachedTokens ?? null),
            u.usdPerRun === null ? NONE : style.money(u.usdPerRun),
            u.kwhPerMillionOutputTokens === null
              ? NONE
              : style.number(u.kwhPerMillionOutputTokens, 2),
          ])
          .concat(idle),
      ),
    ],
  });
};

export const breakEvenSection: SectionWriter = (plan, { labels: l, ...style }) => {
  const rows = (plan.breakEvens ?? []).flatMap((one) =>
    one.offers.map((offer) => [
      style.name('systems', one.systemId),
      style.name('sites', one.siteId),
      `${offer.provider}, ${l.offerKinds[offer.kind]}`,
      style.number(one.ownedUsdPerChipHour, 2),
      style.number(offer.usdPerChipHour, 2),
      style.percent(offer.breakEvenShare),
    ]),
  );
  if (rows.length === 0) return null;
  const columns = [
    left(l.system),
    left(l.site),
    left(l.offer),
    right(l.owned),
    right(l.rented),
    right(l.breakEvenShare),
  ];
  return section('break-even', l.breakEven, {
    sentences: [l.breakEvenText],
    tables: [table(l.breakEven, columns, rows)],
  });
};

export const coverageSection: SectionWriter = (plan, { labels: l, ...style }) => {
  const services = plan.coverage.filter((c) => c.unit === 'requestsPerSecond');
  if (services.length === 0) return null;
  return section('coverage', l.coverage, {
    tables: services.map((c) =>
      table(
        style.name('workloads', c.workloadId),
        [left(l.period), right(l.demand), right(l.capacity), right(l.headroom)],
        c.byPeriod.map((p) => [
          p.period,
          style.number(p.demand, 1),
          style.number(p.capacity, 1),
          style.percent(p.headroomShare, 1),
        ]),
      ),
    ),
    charts: services.map((c) => ({
      kind: 'line',
      title: `${l.demandByPeriod}: ${style.name('workloads', c.workloadId)}`,
      unit: l.requestsPerSecond,
      categories: c.byPeriod.map((p) => p.period),
      series: [
        { name: l.demand, values: c.byPeriod.map((p) => p.demand) },
        { name: l.capacity, values: c.byPeriod.map((p) => p.capacity) },
      ],
    })),
  });
};

export { section };
