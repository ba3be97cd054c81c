import type { DraftValue } from './draft-text';

/** A blank scenario to write into. `month` is the first month planned for, `YYYY-MM`. */
export function blankScenario(name: string, month: string): string {
  return `# Lines after # are comments and are kept.
headroom: 1
name: ${JSON.stringify(name)}
horizon:
  start: ${month}
  months: 12
buyer:
  country: US
sites:
  - id: site-1
    region: us-va
    powerKw: 2000
services:
  - id: chat
    model: deepseek-r1
    load:
      requestsPerSecond: 10
      peakToMean: 2
    inputTokens: 2000
    outputTokens: 600
    slo:
      ttftMs: 3000
      tpotMs: 60
      percentile: 0.9
`;
}

export function newSite(index: number): DraftValue {
  return { id: `site-${index + 1}`, region: 'us-va', powerKw: 1000 };
}

export function newService(index: number): DraftValue {
  return {
    id: `service-${index + 1}`,
    model: 'deepseek-r1',
    load: { requestsPerSecond: 1 },
    inputTokens: 1000,
    outputTokens: 300,
    slo: { ttftMs: 3000, tpotMs: 60 },
  };
}

const USUAL_INPUT_TOKENS = 1000;
const USUAL_OUTPUT_TOKENS = 300;

/** Two halves of a service's requests, both as long as all were until now; numbers are for the reader to correct. */
export function mixOf(inputTokens: unknown, outputTokens: unknown): DraftValue {
  const part = {
    share: 0.5,
    inputTokens: meanOf(inputTokens) ?? USUAL_INPUT_TOKENS,
    outputTokens: meanOf(outputTokens) ?? USUAL_OUTPUT_TOKENS,
  };
  return [part, { ...part }];
}

function meanOf(lengths: unknown): number | undefined {
  if (typeof lengths === 'number') return lengths;
  const isSpread = typeof lengths === 'object' && lengths !== null && 'mean' in lengths;
  return isSpread && typeof lengths.mean === 'number' ? lengths.mean : undefined;
}

/** `day` is the day training starts, `YYYY-MM-DD`. */
export function newTrainingJob(index: number, day: string): DraftValue {
  return {
    id: `training-${index + 1}`,
    model: 'llama-3.1-70b',
    tokens: 1e12,
    sequenceTokens: 8192,
    globalBatchTokens: 4e6,
    start: day,
    deadlineDays: 90,
  };
}

export function newFleetEntry(site: string): DraftValue {
  return { system: 'nv-dgx-h100', site, units: 1 };
}

/** A budget for the months from `month` on, `YYYY-MM`. */
export function newBudget(month: string): DraftValue {
  return { from: month, usd: 10_000_000, of: 'cost' };
}
