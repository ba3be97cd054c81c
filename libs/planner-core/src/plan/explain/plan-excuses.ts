import { say, type Excuse } from '@headroom/models';
import type { Carrier } from '../carriers/carriers';
import type { RankedCarrier } from '../carriers/choose-carriers';
import { entrySentence, type EntryPrice } from './entry-prices';
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
        const message =
          extra > NOTABLE
            ? say('plan/dearer', { ...params, percent: Math.round(extra * PERCENT) })
            : say('plan/not-needed', params);
        const { systemId } = carrier.hardware;
        return {
          ...excuseOf(message, carrier.hardware, workloadId, {
            limit: best.usdPerDemand,
            actual: usdPerDemand,
            nearestFeasible: best.usdPerDemand,
            unit: 'USD/month per unit of demand',
          }),
          ...(inFleet.has(systemId) ? {} : toEnter(entries.get(systemId))),
        };
      });
  });
}

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
