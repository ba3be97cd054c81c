import type { ChipHourPrice, Prediction, Region, TrainingOption } from '@headroom/models';
import { reliabilityOn, type TrainingJob } from '../training/run/job';
import type { SolvedRun } from '../training/run/plan-training-run';
import { goodputInterval } from '../training/run/reliability';
import { sparesFor } from '../training/run/run-goals';
import { reportRun } from '../training/run/run-report';
import { pueOf } from './chip-hour-price';
import type { StudySystem } from './study-systems';

const SECONDS_PER_HOUR = 3600;
const HOURS_PER_DAY = 24;
const BYTES_PER_GB = 1e9;
const MILLION = 1e6;
const KWH_PER_MWH = 1000;
const GRAMS_PER_TONNE = 1e6;

/** A solved run with what it costs, draws and emits; `null` where failures leave no progress. */
export function optionOf(
  solved: SolvedRun,
  job: TrainingJob,
  { system }: StudySystem,
  price: ChipHourPrice | null,
  region: Region,
): TrainingOption | null {
  const run = reportRun(job, solved.found, solved.units);
  if (run === null) return null;
  const { machine, workload } = job;
  const spareSystems = sparesFor(job, solved.units);
  const reliability = reliabilityOn(job, solved.units);
  const paidChips = (solved.units + spareSystems) * machine.chips;
  const cost = (days: number): number =>
    days * HOURS_PER_DAY * paidChips * (price?.usdPerChipHour ?? 0);
  // Spare systems are switched on, so that they can take over at once.
  const energyMwh = run.energyMwh * (1 + spareSystems / solved.units) * pueOf(region);
  const grams = region.carbonGramsPerKwh?.value ?? null;
  return {
    run,
    systemName: system.name,
    vendor: machine.vendor,
    tokens: workload.tokens,
    goodput: goodputInterval(run.chips, job.checkpoint, workload.reliability),
    meanTimeBetweenInterruptionsHours: reliability.meanTimeBetweenFailures / SECONDS_PER_HOUR,
    checkpointGb: job.checkpoint / BYTES_PER_GB,
    checkpointSeconds: reliability.checkpointSeconds,
    spareSystems,
    price,
    costUsd: price === null ? null : costInterval(run.wallClockDays, cost),
    usdPerMillionTokens:
      price === null ? null : cost(run.wallClockDays.mid) / (workload.tokens / MILLION),
    energyMwh,
    carbonTonnes: grams === null ? null : (energyMwh * KWH_PER_MWH * grams) / GRAMS_PER_TONNE,
    rollout: null,
  };
}

const costInterval = (days: Prediction, cost: (days: number) => number): Prediction => ({
  low: cost(days.low),
  mid: cost(days.mid),
  high: cost(days.high),
});
