import type { LengthRouting, Plan } from '@headroom/models';
import { lengthLabels } from './length-labels';
import type { SectionWriter } from './plan-sections';
import { left, NONE, right, table, type ReportStyle } from './report-style';

type Part = LengthRouting['parts'][number];

/** Services that state their requests by length: what the ways to carry them cost, and where each part runs. */
export const lengthSection: SectionWriter = (plan, style) => {
  const routing = plan.lengthRouting ?? [];
  if (routing.length === 0) return null;
  const l = lengthLabels(style.locale);
  return {
    id: 'lengths',
    title: l.title,
    sentences: [],
    charts: [],
    tables: [
      table(
        l.ways,
        [left(style.labels.workload), left(l.way), right(style.labels.totalCost)],
        routing.flatMap((r) =>
          r.ways.map((w) => [
            style.name('workloads', r.serviceId),
            w.choice === r.choice ? l.taken(l.choices[w.choice]) : l.choices[w.choice],
            costText(w, style),
          ]),
        ),
      ),
      table(
        l.parts,
        [
          left(style.labels.workload),
          right(style.labels.share),
          right(l.input),
          right(l.output),
          left(style.labels.systems),
          right(style.labels.perOutput),
        ],
        routing.flatMap((r) => r.parts.map((part) => partRow(plan, r, part, style))),
      ),
    ],
  };
};

function costText(
  { totalCostUsd, atLeastUsd }: LengthRouting['ways'][number],
  style: ReportStyle,
): string {
  if (totalCostUsd !== null) return style.money(totalCostUsd);
  return atLeastUsd === undefined ? NONE : `≥ ${style.money(atLeastUsd)}`;
}

/** A part that is kept together with the others runs where the service does. */
function partRow(plan: Plan, r: LengthRouting, part: Part, style: ReportStyle): string[] {
  const id = r.choice === 'together' ? r.serviceId : part.workloadId;
  const systems = plan.placements.flatMap((p) => (p.workloadId === id ? [p.systemId] : []));
  const cost = plan.unitCosts
    .find((u) => u.workloadId === r.serviceId)
    ?.parts?.find((u) => u.workloadId === part.workloadId);
  return [
    style.name('workloads', part.workloadId),
    style.percent(part.share, 1),
    style.number(part.inputTokensMean),
    style.number(part.outputTokensMean),
    [...new Set(systems)].map((id) => style.name('systems', id)).join(', '),
    style.price(cost?.usdPerMillionOutputTokens ?? null),
  ];
}
