import type { MessageLocale, Plan, Report } from '@headroom/models';
import {
  alternativesSection,
  assumptionsSection,
  bomSection,
  estimatesSection,
  excusesSection,
  futuresSection,
  limitsSection,
  reasoningSection,
  sourcesSection,
  warningsSection,
} from './evidence-sections';
import { lengthSection } from './length-section';
import {
  breakEvenSection,
  costSection,
  coverageSection,
  fleetSection,
  placementSection,
  summarySection,
  trainingSection,
  unitCostSection,
  type SectionWriter,
} from './plan-sections';
import { reportStyle } from './report-style';
import { recourseSection, riskSection, runwaySection } from './risk-sections';

export interface ReportOptions {
  readonly locale: MessageLocale;
  readonly currency: 'USD' | 'CNY';
}

/** What matters first: the answer, then what it costs, then why, then what it rests on. */
const SECTIONS: readonly SectionWriter[] = [
  summarySection,
  fleetSection,
  costSection,
  unitCostSection,
  breakEvenSection,
  placementSection,
  lengthSection,
  trainingSection,
  coverageSection,
  alternativesSection,
  futuresSection,
  recourseSection,
  riskSection,
  runwaySection,
  limitsSection,
  reasoningSection,
  warningsSection,
  bomSection,
  excusesSection,
  estimatesSection,
  assumptionsSection,
  sourcesSection,
];

/** Tells a plan in one language and currency, as data every renderer shows alike. */
export function buildReport(plan: Plan, { locale, currency }: ReportOptions): Report {
  const style = reportStyle(locale, currency, plan.usdCny, plan.names);
  const { labels } = style;
  const first = plan.periods[0] ?? '';
  return {
    title: `${labels.title}: ${plan.scenarioName}`,
    subtitle: [
      first,
      `${plan.periods.length} × ${plan.periodMonths}`,
      labels.asOf(plan.catalogAsOf),
      `1 USD = ${plan.usdCny} CNY`,
    ].join(' · '),
    locale,
    currency,
    sections: SECTIONS.flatMap((write) => write(plan, style) ?? []),
  };
}
