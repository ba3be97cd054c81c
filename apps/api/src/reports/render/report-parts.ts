import type { ReportChart, ReportSection, ReportTable } from '@headroom/models';
import type { ReportSnapshot } from '../report-snapshot';

/** One figure a reader should see first. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
}

/** A report as it is laid out: what is seen first, then the rest in its order. */
export interface ReportParts {
  /** The figure above all others; `null` when the scenario could not be planned. */
  readonly headline: KeyFigure | null;
  readonly sentences: readonly string[];
  readonly figures: readonly KeyFigure[];
  readonly sections: readonly ReportSection[];
}

const SUMMARY_ID = 'summary';

/** Takes the summary apart: its table of two columns becomes the headline and the key figures. */
export function partsOf({ report }: ReportSnapshot): ReportParts {
  const summary = report.sections.find(({ id }) => id === SUMMARY_ID);
  const figures = (summary?.tables[0]?.rows ?? []).map(([label = '', value = '']) => ({
    label,
    value,
  }));
  const [headline = null, ...others] = figures;
  return {
    headline,
    sentences: summary?.sentences ?? [],
    figures: others,
    sections: report.sections.filter(({ id }) => id !== SUMMARY_ID),
  };
}

/** A chart and the name its picture has in a mail. */
export interface NamedChart {
  readonly contentId: string;
  readonly chart: ReportChart;
}

/** Charts of a report that have something to show, in order. */
export function chartsOf({ report, planId }: ReportSnapshot): NamedChart[] {
  return report.sections
    .flatMap(({ charts }) => charts)
    .filter(hasPoints)
    .map((chart, index) => ({ contentId: `chart-${index + 1}.${planId}@headroom`, chart }));
}

function hasPoints({ series, categories }: ReportChart): boolean {
  return categories.length > 0 && series.some(({ values }) => values.some((value) => value !== 0));
}

/** The table when it says something its section's title does not. */
export function titleOfTable(table: ReportTable, section: ReportSection): string | null {
  return table.title === '' || table.title === section.title ? null : table.title;
}
