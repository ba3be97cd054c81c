import type { JobSettings } from './job-payloads';

/**
 * Wait in milliseconds before the next try after `failures` failed ones: exponential, capped, and
 * between half and the whole of that ("equal jitter"), so that runs that failed together do not return together.
 * `chance` is uniform in [0, 1).
 */
export function backOffMs(
  settings: Pick<JobSettings, 'firstWaitMs' | 'longestWaitMs'>,
  failures: number,
  chance: number,
): number {
  const whole = Math.min(
    settings.longestWaitMs,
    settings.firstWaitMs * 2 ** Math.max(0, failures - 1),
  );
  return Math.round(whole / 2 + (whole / 2) * chance);
}
