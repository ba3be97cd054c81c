import type { ChipHourPrice, TrainingFrontierPoint } from '@headroom/models';
import { wallClockOf, type TrainingJob } from '../training/run/job';
import { wireLayout } from '../training/layouts/layout';
import { solveRun } from '../training/run/plan-training-run';
import { runCost } from '../training/run/run-goals';
import type { StudySystem } from './study-systems';

/** Sizes tried for a system: halvings and doublings of the one its option has. */
const STEPS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];
const SECONDS_PER_DAY = 86_400;

/** The same run on fewer and on more systems. */
export function sizesOf(
  job: TrainingJob,
  { system, machine }: StudySystem,
  units: number,
  price: ChipHourPrice | null,
): TrainingFrontierPoint[] {
  const sizes = new Set(STEPS.map((step) => Math.max(1, Math.round(units * step))));
  return [...sizes].flatMap((size): TrainingFrontierPoint[] => {
    const solved = solveRun(job, { kind: 'chips', chips: size * machine.chips });
    if (solved.kind === 'excused') return [];
    const perToken = 1 / solved.found.tokensPerSecond;
    const seconds = wallClockOf(job, size, perToken);
    if (!(seconds < Infinity)) return [];
    return [
      {
        systemId: system.id,
        systemName: system.name,
        vendor: machine.vendor,
        chips: size * machine.chips,
        wallClockDays: seconds / SECONDS_PER_DAY,
        costUsd: price === null ? null : runCost(job, size, perToken, price.usdPerChipHour),
        layout: wireLayout(solved.found.layout),
      },
    ];
  });
}

/** Points nobody beats in days, chips and cost together; an unknown cost counts as the highest. */
export function frontierOf(points: readonly TrainingFrontierPoint[]): TrainingFrontierPoint[] {
  return points
    .filter((point) => !points.some((other) => dominates(other, point)))
    .sort((a, b) => a.wallClockDays - b.wallClockDays || a.chips - b.chips);
}

const costOf = (point: TrainingFrontierPoint): number => point.costUsd ?? Infinity;

function dominates(a: TrainingFrontierPoint, b: TrainingFrontierPoint): boolean {
  const noWorse =
    a.wallClockDays <= b.wallClockDays && a.chips <= b.chips && costOf(a) <= costOf(b);
  return (
    noWorse && (a.wallClockDays < b.wallClockDays || a.chips < b.chips || costOf(a) < costOf(b))
  );
}
