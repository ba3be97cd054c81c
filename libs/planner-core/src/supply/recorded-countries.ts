import type { PolicyEvent } from '@headroom/models';

/** Countries any act of the timeline speaks of, as maker of the act, destination or seat of a parent. */
export function recordedCountries(events: readonly PolicyEvent[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => [
      event.jurisdiction,
      ...(event.destinations ?? []),
      ...(event.licensedDestinations ?? []),
      ...(event.parentCountries ?? []),
    ]),
  );
}
