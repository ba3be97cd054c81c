import type { PolicyEvent } from '@headroom/models';
import type { SupplyCap } from '../../optimise/fleet-problem';
import { policyCharges } from '../../supply/policy-charges';
import { orderMonth } from '../../supply/supply-terms';
import type { PoolInfo } from './build-problem';
import type { Hardware } from '../supply/hardware';
import type { PlanContext, PlanSite } from '../plan-context';

/** A tariff on what arrives in a period. */
export interface Tariff {
  readonly event: PolicyEvent;
  /** As a share of the price. */
  readonly share: number;
}

/**
 * Tariffs of acts in force when units are ordered, by the period they arrive in. A price the scenario states is what
 * the buyer pays, tariffs included; a view that ignores rules has none.
 */
export function tariffsOf(context: PlanContext, hardware: Hardware, site: PlanSite): Tariff[][] {
  const { periods, policy } = context;
  const events = actsOn(context, hardware.chip.id, site);
  if (policy.mode === 'ignore' || events.length === 0 || hardware.buy?.basis === 'scenario') {
    return periods.map(() => []);
  }
  return periods.map((period) =>
    policyCharges({
      chip: hardware.chip,
      siteCountry: site.country,
      day: `${orderMonth(period, hardware.terms)}-01`,
      events,
      asOf: context.policyAsOf,
    }).flatMap(({ event, tariffShare }) =>
      tariffShare === null ? [] : [{ event, share: tariffShare }],
    ),
  );
}

const actsOn = ({ catalog }: PlanContext, chipId: string, site: PlanSite): PolicyEvent[] =>
  catalog.policyEvents.filter(
    ({ chipIds, destinations, values }) =>
      values !== null && chipIds.includes(chipId) && destinations?.includes(site.country) === true,
  );

/** Sum of the shares of a period's tariffs. */
export const tariffShare = (tariffs: readonly Tariff[]): number =>
  tariffs.reduce((sum, { share }) => sum + share, 0);

/** The part of tariffs that whatever arrives bears, whenever it may. */
export const commonShare = (shares: readonly number[], open: readonly boolean[]): number =>
  Math.min(...shares.filter((_, t) => open[t] === true));

/** Caps acts put on how many chips one buyer gets, counting what is bought while they are in force. */
export function volumeCaps(context: PlanContext, pools: readonly PoolInfo[]): SupplyCap[] {
  const { catalog, policy, policyAsOf, periods } = context;
  if (policy.mode === 'ignore') return [];
  return catalog.policyEvents.flatMap((event): SupplyCap[] => {
    if (event.values?.['unitsPerFirmMax'] === undefined) return [];
    const counted = pools.flatMap(({ pool, hardware, site }) => {
      const counts = periods.map((period) =>
        policyCharges({
          chip: hardware.chip,
          siteCountry: site.country,
          day: `${orderMonth(period, hardware.terms)}-01`,
          events: [event],
          asOf: policyAsOf,
        }).some((charge) => charge.chipsPerBuyerMax !== null),
      );
      return pool.buy !== null && counts.some(Boolean) ? [{ id: pool.id, counts }] : [];
    });
    return counted.length === 0
      ? []
      : [
          {
            id: event.id,
            eventId: event.id,
            poolIds: counted.map((c) => c.id),
            counts: counted.map((c) => c.counts),
            chipsPerPeriod: periods.map(() => Infinity),
            chipsTotal: event.values['unitsPerFirmMax'],
            boughtOnly: true,
          },
        ];
  });
}
