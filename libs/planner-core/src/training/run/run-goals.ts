import { reliabilityOn, unitsFor, wallClockOf, type TrainingJob } from './job';
import { spareUnits } from './reliability';
import type { Goal, ReplicaRange } from '../layouts/search';

/** More chips than any run is planned with. */
export const MOST_CHIPS = 2_000_000;
const SECONDS_PER_HOUR = 3600;

/** Systems kept ready beside so many running ones. */
export const sparesFor = (job: TrainingJob, units: number): number =>
  spareUnits(units * job.machine.chips, job.workload.reliability);

/** What a run costs at a price of a chip-hour, its spare systems included. */
export function runCost(
  job: TrainingJob,
  units: number,
  secondsPerToken: number,
  usdPerChipHour: number,
): number {
  const hours = wallClockOf(job, units, secondsPerToken) / SECONDS_PER_HOUR;
  return hours * (units + sparesFor(job, units)) * job.machine.chips * usdPerChipHour;
}

/** From the most replicas down, so that the bound ends the search early. */
function mostFirst(
  job: TrainingJob,
  modelChips: number,
  out: ReplicaRange,
  most = MOST_CHIPS,
): void {
  const replicas = Math.ceil(job.context.globalBatch);
  out.first = Math.min(replicas, Math.floor(most / modelChips));
  out.last = 1;
}

/** The earliest end that any number of chips reaches. */
export const earliestEnd = (job: TrainingJob): Goal => ({
  setReplicas: (modelChips, _chipSeconds, _best, out) => mostFirst(job, modelChips, out),
  bound: (chipSeconds, chips) => chipSeconds / Math.min(chips, MOST_CHIPS),
  score(chips, tokens, step) {
    const { goodput } = reliabilityOn(job, unitsFor(job, chips));
    return goodput > 0 ? step / tokens / goodput : Infinity;
  },
});

/** The earliest end whose cost stays within a budget. */
export function earliestWithin(
  job: TrainingJob,
  usd: number,
  usdPerChipHour: number,
  mostChips: number,
): Goal {
  const { tokens: total } = job.workload;
  const usdPerChipSecond = usdPerChipHour / SECONDS_PER_HOUR;
  return {
    setReplicas(modelChips, chipSeconds, _best, out) {
      mostFirst(job, modelChips, out, mostChips);
      if (total * chipSeconds * usdPerChipSecond > usd) out.first = 0;
    },
    bound: (chipSeconds, chips) =>
      total * chipSeconds * usdPerChipSecond > usd
        ? Infinity
        : (total * chipSeconds) / Math.min(chips, mostChips),
    score(chips, tokens, step) {
      const units = unitsFor(job, chips);
      const seconds = wallClockOf(job, units, step / tokens);
      if (!(seconds < Infinity)) return Infinity;
      const unitCost = seconds * job.machine.chips * usdPerChipSecond;
      // Spares are counted only where the run alone is within the money.
      if (unitCost * units > usd) return Infinity;
      return unitCost * (units + sparesFor(job, units)) > usd ? Infinity : seconds;
    },
  };
}

/** The run that costs least, however long it takes. */
export function cheapestRun(job: TrainingJob, usdPerChipHour: number, mostChips: number): Goal {
  const usdPerChipSecond = usdPerChipHour / SECONDS_PER_HOUR;
  return {
    setReplicas(modelChips, _chipSeconds, _best, out) {
      mostFirst(job, modelChips, out, mostChips);
      out.last = out.first;
      out.first = Math.min(1, out.last);
    },
    bound: (chipSeconds) => job.workload.tokens * chipSeconds * usdPerChipSecond,
    score: (chips, tokens, step) =>
      runCost(job, unitsFor(job, chips), step / tokens, usdPerChipHour),
  };
}
