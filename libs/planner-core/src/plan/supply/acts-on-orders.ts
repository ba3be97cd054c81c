import { say, type Message } from '@headroom/models';
import { orderMonth } from '../../supply/supply-terms';
import type { PlanContext } from '../plan-context';
import type { PoolInfo } from '../problem/build-problem';

/**
 * Acts that do not bar what a plan buys but that its buyer has to know: licences the orders need and
 * guidance against them, each once a chip and site, with the first month of ordering under it.
 */
export function actsOnOrders(
  context: PlanContext,
  { hardware, site }: PoolInfo,
  arrived: readonly number[],
): Message[] {
  const { scenario, policy, policyAsOf, catalog, periods } = context;
  if (policy.mode === 'ignore' || hardware.chip.vendorCountry === site.country) return [];
  const months = periods.flatMap((period, t) =>
    (arrived[t] ?? 0) > 0 ? [orderMonth(period, hardware.terms)] : [],
  );
  return catalog.policyEvents.flatMap((event) => {
    const isLicence = event.direction === 'licensed';
    const isGuidance = event.direction === 'local-procurement-guidance';
    const isNamed =
      event.chipIds.includes(hardware.chip.id) &&
      event.destinations?.includes(site.country) === true;
    // A tariff has a sentence of its own, with what it costs.
    const isTariff = event.values?.['tariffShare'] !== undefined;
    const isOthers = event.stateFundedOnly === true && scenario.buyer.stateFunded !== true;
    if ((!isLicence && !isGuidance) || !isNamed || isTariff || isOthers) return [];
    const month = months.find(
      (m) =>
        event.date <= policyAsOf &&
        event.effective <= `${m}-01` &&
        (event.ends === null || event.ends >= `${m}-01`),
    );
    if (month === undefined) return [];
    return [
      say(isLicence ? 'policy/licence-ordered' : 'policy/against-guidance', {
        chip: hardware.chip.name,
        site: site.id,
        month,
        date: event.date,
        title: event.title,
        titleZh: event.titleZh,
        event: event.id,
      }),
    ];
  });
}
