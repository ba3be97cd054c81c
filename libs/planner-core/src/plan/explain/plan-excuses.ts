import { say, type Excuse, type Message } from '@headroom/models';
import type { Carrier } from '../carriers/carriers';
import type { RankedCarrier } from '../carriers/choose-carriers';
import { entrySentence, speedPercent, type EntryPrice } from './entry-prices';
import { excuseOf } from '../supply/hardware';

const PERCENT = 100;
/** Below this a higher unit cost is no reason by itself. */
const NOTABLE = 0.005;

/** Why carriers that would work are not in the plan: dearer per unit of work, or displaced by limits and whole units. */
export function unchosenExcuses(
  ranked: ReadonlyMap<string, readonly RankedCarrier<Carrier>[]>,
  chosen: ReadonlyMap<string, ReadonlySet<string>>,
  entries: ReadonlyMap<string, EntryPrice> = new Map(),
): Excuse[] {
  const inFleet = new Set([...chosen.values()].flatMap((systems) => [...systems]));
  return [...ranked].flatMap(([workloadId, list]) => {
    const inPlan = chosen.get(workloadId) ?? new Set();
    const best = list.find((r) => inPlan.has(r.carrier.hardware.systemId));
    if (best === undefined) return [];
    return list
      .filter((r) => !inPlan.has(r.carrier.hardware.systemId) && Number.isFinite(r.usdPerDemand))
      .map(({ carrier, usdPerDemand }) => {
        const extra = usdPerDemand / best.usdPerDemand - 1;
        const params = {
          system: carrier.hardware.system.name,
          workload: workloadId,
          best: best.carrier.hardware.system.name,
        };
        const { systemId } = carrier.hardware;
        const entry = inFleet.has(systemId) ? undefined : entries.get(systemId);
        const message = reasonOf(extra, entry, params);
        return {
          ...excuseOf(message, carrier.hardware, workloadId, {
            limit: best.usdPerDemand,
            actual: usdPerDemand,
            nearestFeasible: worthOf(usdPerDemand, entry) ?? best.usdPerDemand,
            unit: 'USD/month per unit of demand',
          }),
          ...toEnter(entry),
        };
      });
  });
}

/**
 * The reason in one sentence. Two numbers may stand in it: what fully used units cost, and, as the price to enter tells
 * it, what a unit costs here beyond its best work; the sentence says what sets them apart.
 */
function reasonOf(
  extra: number,
  entry: EntryPrice | undefined,
  params: { readonly system: string; readonly workload: string; readonly best: string },
): Message {
  const isDearer = extra > NOTABLE;
  const percent = Math.round(extra * PERCENT);
  const worth = entry === undefined ? null : speedPercent(entry);
  if (entry === undefined || worth === null) {
    return isDearer ? say('plan/dearer', { ...params, percent }) : say('plan/not-needed', params);
  }
  if (worth === 0) {
    return isDearer
      ? say('plan/dearer-nearly', { ...params, percent })
      : say('plan/not-needed', params);
  }
  return isDearer
    ? say('plan/dearer-here', { ...params, percent, worth })
    : say('plan/similar-dearer-here', { ...params, worth });
}

/** What a unit of demand would have to cost on it, all else equal; `null` where nothing is known. */
const worthOf = (usdPerDemand: number, entry: EntryPrice | undefined): number | null =>
  entry === undefined || entry.speedGainShare === null
    ? null
    : usdPerDemand / (1 + entry.speedGainShare);

function toEnter(entry: EntryPrice | undefined): Partial<Excuse> {
  if (entry === undefined) return {};
  const { reducedCostUsdPerUnit, priceCutShare, priceCutUsd, speedGainShare } = entry;
  return {
    reducedCostUsdPerUnit,
    priceCutShareToEnter: priceCutShare,
    priceCutUsdToEnter: priceCutUsd,
    ...(speedGainShare === null ? {} : { speedGainShareToEnter: speedGainShare }),
    toEnter: entrySentence(entry),
  };
}

/** Excuses once each, the most telling first: about a workload, by the rules, about prices, the rest. */
export function orderExcuses(excuses: readonly Excuse[]): Excuse[] {
  const seen = new Set<string>();
  const once = excuses.filter(({ message, systemId, workloadId }) => {
    const key = `${systemId}|${workloadId}|${message.text}`;
    return !seen.has(key) && seen.add(key);
  });
  return once
    .map((excuse, index) => ({ excuse, index }))
    .sort((a, b) => rankOf(a.excuse) - rankOf(b.excuse) || a.index - b.index)
    .map(({ excuse }) => excuse);
}

function rankOf({ workloadId, code }: Excuse): number {
  if (workloadId !== null) return 0;
  if (code.startsWith('policy/')) return 1;
  return code.startsWith('cost/') ? 2 : 3;
}
