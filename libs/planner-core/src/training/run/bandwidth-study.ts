import type { Machine } from '../../topology/machine';
import { gbpsFromRate, rateFromGBps } from '../../units/convert';
import type { TrainingWorkload } from '../../workload/training-workload';
import type { TrainingLayout } from '@headroom/models';
import { openJob, wallClockOf, type TrainingExcuse, type TrainingJob } from './job';
import { wireLayout } from '../layouts/layout';
import { fastestLayout } from './plan-training-run';
import { evaluateLayout, type EvaluatedLayout } from '../layouts/search';

/** Networks to try; an empty list keeps the machine's own. */
export interface BandwidthAxes {
  readonly scaleUpDomainChips: readonly number[];
  /** Gigabytes a second, one direction. */
  readonly scaleUpGBpsPerChip?: readonly number[];
  readonly scaleOutGbpsPerChip: readonly number[];
  readonly oversubscription: readonly number[];
}

/** One network and what the run takes on it. */
export interface BandwidthPoint {
  readonly scaleUpDomainChips: number;
  readonly scaleUpGBpsPerChip: number;
  readonly scaleOutGbpsPerChip: number;
  readonly oversubscription: number;
  /** With the layout that is best on this network. */
  readonly wallClockDays: number;
  readonly chipHours: number;
  /** Time, and so cost at a fixed price of a chip-hour, over that on the machine's own network. */
  readonly relativeCost: number;
  readonly exposedCommunicationShare: number;
  readonly layout: TrainingLayout;
  /** With the layout that is best on the machine's own network. */
  readonly heldLayoutDays: number;
}

export type BandwidthStudy =
  | {
      readonly kind: 'studied';
      readonly baseDays: number;
      readonly points: readonly BandwidthPoint[];
    }
  | TrainingExcuse;

const SECONDS_PER_DAY = 86_400;
const HOURS_PER_DAY = 24;
const GIGA = 1e9;

/**
 * How long one run takes on the same chips when the network between and inside systems changes.
 * @param chips whole units of the machine; every point uses the same
 */
export function bandwidthStudy(
  workload: TrainingWorkload,
  machine: Machine,
  chips: number,
  axes: BandwidthAxes,
): BandwidthStudy {
  const job = openJob(workload, machine);
  if (job.kind === 'excused') return job;
  const own = fastestLayout(job, chips).best;
  if (own === null) return { kind: 'studied', baseDays: Infinity, points: [] };
  const baseDays = daysOf(job, own, chips);
  const { fabric } = job.context;
  const domains = orOwn(axes.scaleUpDomainChips, fabric.domainChips);
  const ownGbps = gbpsFromRate(machine.fabric.scaleOutBandwidth);
  const inside = orOwn(axes.scaleUpGBpsPerChip ?? [], machine.fabric.scaleUpBandwidth / GIGA);
  const rates = orOwn(axes.scaleOutGbpsPerChip, workload.scaleOutGbpsPerChip ?? ownGbps);
  const ratios = orOwn(axes.oversubscription, fabric.oversubscription);
  const points: BandwidthPoint[] = [];
  for (const network of combinations(domains, inside, rates, ratios)) {
    const changed = openJob({ ...workload, ...network }, withScaleUp(machine, network));
    const best = changed.kind === 'open' ? fastestLayout(changed, chips).best : null;
    if (changed.kind === 'excused' || best === null) continue;
    const days = daysOf(changed, best, chips);
    const { step } = best;
    points.push({
      ...network,
      wallClockDays: days,
      chipHours: days * HOURS_PER_DAY * chips,
      relativeCost: days / baseDays,
      exposedCommunicationShare:
        (step.tensor + step.expert + step.context + step.pipeline + step.data) / step.total,
      layout: wireLayout(best.layout),
      heldLayoutDays: daysOf(changed, evaluateLayout(changed.context, own.layout), chips),
    });
  }
  return { kind: 'studied', baseDays, points };
}

type Network = Pick<
  BandwidthPoint,
  'scaleUpDomainChips' | 'scaleUpGBpsPerChip' | 'scaleOutGbpsPerChip' | 'oversubscription'
>;

const combinations = (
  domains: readonly number[],
  inside: readonly number[],
  rates: readonly number[],
  ratios: readonly number[],
): Network[] =>
  domains.flatMap((scaleUpDomainChips) =>
    inside.flatMap((scaleUpGBpsPerChip) =>
      rates.flatMap((scaleOutGbpsPerChip) =>
        ratios.map((oversubscription) => ({
          scaleUpDomainChips,
          scaleUpGBpsPerChip,
          scaleOutGbpsPerChip,
          oversubscription,
        })),
      ),
    ),
  );

const withScaleUp = (machine: Machine, network: Network): Machine => ({
  ...machine,
  fabric: {
    ...machine.fabric,
    domainChips: network.scaleUpDomainChips,
    scaleUpBandwidth: rateFromGBps(network.scaleUpGBpsPerChip),
  },
});

const orOwn = (values: readonly number[], own: number): readonly number[] =>
  values.length > 0 ? values : [own];

function daysOf(job: TrainingJob, found: EvaluatedLayout, chips: number): number {
  const units = Math.ceil(chips / job.machine.chips);
  return wallClockOf(job, units, 1 / found.tokensPerSecond) / SECONDS_PER_DAY;
}
