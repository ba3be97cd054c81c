import type { Report } from '@headroom/models';

/** All a report is rendered from. Stored once for each run, so that every mail, its parts and the PDF tell the same. */
export interface ReportSnapshot {
  readonly report: Report;
  readonly scheduleName: string;
  readonly scenarioName: string;
  readonly scenarioVersion: number;
  readonly planId: string;
  /** When the plan was made, ISO 8601. */
  readonly plannedAt: string;
  /** Where the plan is shown, for the link in the mail. */
  readonly planUrl: string;
}
