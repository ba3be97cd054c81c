import type { InferenceLoad, ServiceDemand } from '@headroom/models';
import type { LengthDistribution, ServiceLevel } from '../workload/service-workload';
import { daysOfMonth, monthsBetween, type Period } from './period';

/** Peak hour over daily mean for loads given as a daily total or in users; a typical day-night swing. */
const PEAK_TO_MEAN = 1.5;
/** Share of users with a request in flight at the peak. */
export const ACTIVE_USER_SHARE = 0.1;
/** Time a user's request is in flight when the SLO names none: first token, then each further token. */
const DEFAULT_TTFT_MS = 2000;
const DEFAULT_TPOT_MS = 50;
const SECONDS_PER_DAY = 86_400;
const HOURS_PER_DAY = 24;
const MS_PER_SECOND = 1000;

/** Load of one service in one period. */
export interface PeriodLoad {
  readonly period: string;
  /** Requests per second of the busiest month's peak: what capacity has to carry. */
  readonly peakRequestsPerSecond: number;
  /** Requests over the whole period. */
  readonly requests: number;
}

export interface BaseLoad {
  readonly peakRequestsPerSecond: number;
  readonly peakToMean: number;
}

/**
 * Load at the start of the horizon in requests per second. Those stated are of the peak.
 * From tokens: mean = tokens / tokens per request / day. From users, by Little's law:
 * in flight / (TTFT + (output - 1) x TPOT), at the speed the SLO allows.
 */
export function baseLoadOf(
  load: InferenceLoad,
  outputTokens: LengthDistribution,
  slo: ServiceLevel,
): BaseLoad {
  const peakToMean = peakToMeanOf(load);
  if (load.requestsPerSecond !== undefined) {
    return { peakRequestsPerSecond: load.requestsPerSecond, peakToMean };
  }
  if (load.outputTokensPerDay !== undefined) {
    const mean = load.outputTokensPerDay / outputTokens.mean / SECONDS_PER_DAY;
    return { peakRequestsPerSecond: mean * peakToMean, peakToMean };
  }
  const inFlight = (load.concurrentUsers ?? 0) * (load.activeUserShare ?? ACTIVE_USER_SHARE);
  const seconds = secondsInFlight(outputTokens, slo);
  return { peakRequestsPerSecond: inFlight / seconds, peakToMean };
}

/**
 * Peak over daily mean: as stated or by the measure of the load, and never less than quiet hours leave room for, since
 * with a share s of the peak in h hours of the day the mean is at most 1 - (1 - s) x h / 24 of it.
 */
export function peakToMeanOf({ requestsPerSecond, peakToMean, offPeak }: InferenceLoad): number {
  const byMeasure = requestsPerSecond === undefined ? PEAK_TO_MEAN : 1;
  const missing =
    offPeak === undefined ? 0 : ((1 - offPeak.shareOfPeak) * offPeak.hoursPerDay) / HOURS_PER_DAY;
  return Math.max(peakToMean ?? byMeasure, 1 / (1 - missing));
}

/** Seconds one request of mean length is in flight at the speed the SLO asks for. */
export function secondsInFlight(outputTokens: LengthDistribution, slo: ServiceLevel): number {
  if (slo.endToEndMs !== null) return slo.endToEndMs / MS_PER_SECOND;
  const ttft = slo.ttftMs ?? DEFAULT_TTFT_MS;
  const tpot = slo.tpotMs ?? DEFAULT_TPOT_MS;
  return (ttft + Math.max(0, outputTokens.mean - 1) * tpot) / MS_PER_SECOND;
}

/**
 * Factor on the base load in a month: compound growth from the start of the horizon, set anew by the
 * latest step at or before the month, from which growth goes on; 0 outside `from`..`until`.
 */
export function loadFactor(demand: ServiceDemand, startMonth: string, month: string): number {
  if (demand.from !== undefined && month < demand.from) return 0;
  if (demand.until !== undefined && month > demand.until) return 0;
  const growth = 1 + (demand.load.growthPerMonth ?? 0);
  let step: { readonly month: string; readonly factor: number } | undefined;
  // Sampled worlds ask this a million times: nothing is sorted or copied.
  for (const s of demand.load.steps ?? []) {
    if (s.month <= month && (step === undefined || s.month >= step.month)) step = s;
  }
  return step === undefined
    ? growth ** monthsBetween(startMonth, month)
    : step.factor * growth ** monthsBetween(step.month, month);
}

/** Load of a service in every period of the horizon. */
export function loadByPeriod(
  demand: ServiceDemand,
  base: BaseLoad,
  periods: readonly Period[],
): PeriodLoad[] {
  const start = periods[0]?.id ?? '';
  return periods.map((period) => {
    const factors = period.months.map((month) => loadFactor(demand, start, month));
    const meanRate = base.peakRequestsPerSecond / base.peakToMean;
    // Months of a quarter differ in length: requests are those of each month, however long periods are.
    const days = period.months.map(daysOfMonth);
    return {
      period: period.id,
      peakRequestsPerSecond: base.peakRequestsPerSecond * Math.max(...factors),
      requests: factors.reduce(
        (sum, factor, m) => sum + meanRate * factor * (days[m] ?? 0) * SECONDS_PER_DAY,
        0,
      ),
    };
  });
}
