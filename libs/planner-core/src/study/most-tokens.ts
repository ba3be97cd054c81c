import type { Excuse } from '@headroom/models';
import { reliabilityOn, rampLoss, unitsFor, openJob, type TrainingJob } from '../training/run/job';
import { fastestLayout, solveRun, type SolvedRun } from '../training/run/plan-training-run';
import { sparesFor } from '../training/run/run-goals';

type MostTokens =
  | { readonly kind: 'solved'; readonly job: TrainingJob; readonly solved: SolvedRun }
  | { readonly kind: 'excused'; readonly excuse: Excuse };

const HOURS_PER_DAY = 24;
const SECONDS_PER_HOUR = 3600;

/**
 * The most tokens a system sees in a number of days for the money: as many units as the money keeps running for all
 * of the time, spares included. Money for less than one unit buys fewer days of it.
 */
export function mostTokens(
  job: TrainingJob,
  { days, usd }: { readonly days: number; readonly usd: number },
  usdPerChipHour: number,
): MostTokens {
  const unitHours = usd / (job.machine.chips * usdPerChipHour);
  const paid = Math.max(1, Math.floor(unitHours / (days * HOURS_PER_DAY)));
  let units = paid;
  while (units > 1 && units + sparesFor(job, units) > paid) units -= 1;
  const chips = units * job.machine.chips;
  const { best, evaluated } = fastestLayout(job, chips);
  if (best === null) {
    const answer = solveRun(job, { kind: 'chips', chips });
    if (answer.kind === 'excused') return answer;
    return { kind: 'solved', job, solved: answer };
  }
  // A batch that feeds fewer chips leaves the rest of the money unspent.
  const used = best.chips * 2 < chips ? unitsFor(job, best.chips) : units;
  const hours = Math.min(days * HOURS_PER_DAY, unitHours / used);
  const { goodput } = reliabilityOn(job, used);
  const seconds = Math.max(0, hours * SECONDS_PER_HOUR - rampLoss(job));
  const tokens = Math.max(1, best.tokensPerSecond * seconds * goodput);
  const sized = openJob({ ...job.workload, tokens }, job.machine);
  if (sized.kind === 'excused') return sized;
  return {
    kind: 'solved',
    job: sized,
    solved: { kind: 'solved', found: best, units: used, evaluated },
  };
}
