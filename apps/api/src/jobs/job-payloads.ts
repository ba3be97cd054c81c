import type { Scoped } from '../tenancy/tenant';

/** Every kind of job and what it carries: ids only, the handler reads the rows. */
export interface JobPayloads {
  /** Plans a scenario version; the plan row holds the request and takes the answer. */
  'plan.compute': Scoped & { readonly planId: string };
  /** Takes the snapshot of a due report and queues its mails. */
  'report.run': Scoped & { readonly reportRunId: string };
  /** Sends an invitation to the address it is for. */
  'invitation.mail': Scoped & { readonly invitationId: string };
  /** Sends one report to one recipient. */
  'mail.deliver': Scoped & { readonly deliveryId: string };
}

export type JobKind = keyof JobPayloads;

/** What the caller gives; the workspace comes from its transaction. */
export type JobInput<Kind extends JobKind> = Omit<JobPayloads[Kind], keyof Scoped>;

export interface JobSettings {
  /** Runs of this kind one worker process carries out at a time. */
  readonly concurrency: number;
  /** Failed or lost tries after which the run is given up. */
  readonly maxFailures: number;
  /** Wait after the first failure; doubles with each further one up to `longestWaitMs`. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** How each kind is carried out. Its keys are the list of kinds. */
export const JOB_SETTINGS: Readonly<Record<JobKind, JobSettings>> = {
  // Planning keeps a core busy; more at once only makes each slower.
  'plan.compute': {
    concurrency: 2,
    maxFailures: 3,
    firstWaitMs: 2 * SECOND_MS,
    longestWaitMs: MINUTE_MS,
  },
  'report.run': {
    concurrency: 2,
    maxFailures: 6,
    firstWaitMs: 5 * SECOND_MS,
    longestWaitMs: 10 * MINUTE_MS,
  },
  // A mail server may be away for hours (greylisting, maintenance): about nine hours in all.
  'mail.deliver': {
    concurrency: 4,
    maxFailures: 14,
    firstWaitMs: 15 * SECOND_MS,
    longestWaitMs: 60 * MINUTE_MS,
  },
  'invitation.mail': {
    concurrency: 2,
    maxFailures: 14,
    firstWaitMs: 15 * SECOND_MS,
    longestWaitMs: 60 * MINUTE_MS,
  },
};

export const JOB_KINDS = Object.keys(JOB_SETTINGS) as readonly JobKind[];

/** Whether a word from the database names a kind this build knows. */
export function isJobKind(word: string): word is JobKind {
  return Object.hasOwn(JOB_SETTINGS, word);
}
