import { isJobKind, JOB_KINDS, type JobKind, type JobPayloads } from './job-payloads';

/** What a handler may know about the try it is in. */
export interface JobTry {
  readonly runId: string;
  /** Number of this claim, from 1; later claims have higher numbers (fencing token). */
  readonly attempt: number;
  /** Aborted when this worker has lost its claim or is stopping. */
  readonly signal: AbortSignal;
}

/** Carries out one kind of job. */
export interface JobHandler<Kind extends JobKind> {
  readonly kind: Kind;
  /**
   * Does the work. Called at least once for every run, so doing it again must change nothing.
   * Rejects to be tried again later; `Postpone` and `GiveUp` say more.
   */
  handle(payload: JobPayloads[Kind], attempt: JobTry): Promise<void>;
  /** Told, at least once, that the run will not be tried again and why. */
  giveUp(payload: JobPayloads[Kind], reason: string): Promise<void>;
}

/** Exactly one handler for each kind; a missing one does not compile. */
export type JobHandlers = { readonly [Kind in JobKind]: JobHandler<Kind> };

/** Thrown by a handler that waits for something else: tried again after `waitMs`, not counted as a failure. */
export class Postpone extends Error {
  constructor(
    readonly waitMs: number,
    reason: string,
  ) {
    super(reason);
    this.name = 'Postpone';
  }
}

/** Thrown by a handler when no further try can succeed. */
export class GiveUp extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GiveUp';
  }
}

/**
 * Checks at boot what the type says at compile time: one handler a kind, each under its own name.
 * @throws Error naming every kind that is missing, unknown or registered under another's name.
 */
export function assertHandlers(
  handlers: Readonly<Record<string, { readonly kind: string }>>,
): void {
  const missing = JOB_KINDS.filter((kind) => handlers[kind] === undefined);
  const wrong = Object.entries(handlers).filter(
    ([name, handler]) => !isJobKind(name) || handler.kind !== name,
  );
  const problems = [
    ...missing.map((kind) => `${kind} has no handler`),
    ...wrong.map(([name, handler]) => `the handler of ${handler.kind} is registered as ${name}`),
  ];
  if (problems.length > 0) throw new Error(`Jobs are not set up: ${problems.join('; ')}.`);
}
