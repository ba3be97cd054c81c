import type { ServiceDemand } from '@headroom/models';

/**
 * Hours of every day in which all services that have quiet hours are in them: those of the one with the fewest, since
 * nights are taken to have the same middle. Services without quiet hours need all they have at night too, and leave
 * nothing. `null` where no service has any.
 */
export function commonOffPeakHours(
  services: readonly Pick<ServiceDemand, 'load'>[],
): number | null {
  const hours = services.flatMap(({ load }) => load.offPeak?.hoursPerDay ?? []);
  return hours.length === 0 ? null : Math.min(...hours);
}
