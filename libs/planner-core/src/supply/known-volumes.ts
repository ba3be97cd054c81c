import type { Confidence, PolicyEvent } from '@headroom/models';

/** Chips made or shipped in a year, as the catalogue's timeline states it. */
export interface KnownVolume {
  readonly chipsPerYear: number;
  /** Year the figure is of; an earlier one stands in for years nobody has stated yet. */
  readonly year: number;
  readonly eventId: string;
  readonly sourceId: string | null;
  readonly confidence: Confidence;
}

export interface VolumeQuestion {
  readonly events: readonly PolicyEvent[];
  /** Only what was known by this day counts. */
  readonly asOf: string;
  /** A chip, by its id, or a vendor, by its name. */
  readonly of: { readonly chipId: string } | { readonly vendor: string };
  readonly year: number;
}

/** Names such as `units2026` or `ascend910cUnits2026`; what is left is the year. */
const UNITS_OF_YEAR = /units(?:low|min|max)?(\d{4})$/i;
/** Names of one year's figure, beside a value called `year`. */
const UNITS = new Set(['units', 'unitsMin', 'unitsMax']);

/**
 * Yearly volume of a chip or a vendor: the latest statement for the year, or for the nearest year before where there is
 * none; of several figures in one statement the least, since a plan should not count on the others. A statement about
 * several chips is of all of them together. `null`: the catalogue knows none.
 */
export function knownVolume(question: VolumeQuestion): KnownVolume | null {
  const stated = question.events
    .filter((event) => event.date <= question.asOf)
    .flatMap((event) => volumesOf(event, question.of))
    .filter((volume) => volume.year <= question.year);
  const year = Math.max(...stated.map((v) => v.year));
  const ofYear = stated.filter((v) => v.year === year);
  const latest = ofYear.reduce((date, v) => (v.date > date ? v.date : date), '');
  const newest = ofYear.filter((v) => v.date === latest);
  const [least] = newest.sort((a, b) => a.chipsPerYear - b.chipsPerYear);
  if (least === undefined) return null;
  const { date: _, ...volume } = least;
  return volume;
}

function volumesOf(
  event: PolicyEvent,
  of: VolumeQuestion['of'],
): (KnownVolume & { readonly date: string })[] {
  const values = event.values ?? {};
  return Object.entries(values).flatMap(([name, chipsPerYear]) => {
    const year = 'vendor' in of ? yearOfVendor(name, values, of.vendor) : yearOfChip(name, values);
    if (year === null || ('chipId' in of && !event.chipIds.includes(of.chipId))) return [];
    return [
      {
        chipsPerYear,
        year,
        date: event.date,
        eventId: event.id,
        sourceId: event.sourceIds[0] ?? null,
        confidence: event.confidence,
      },
    ];
  });
}

function yearOfChip(name: string, values: Readonly<Record<string, number>>): number | null {
  const stated = UNITS_OF_YEAR.exec(name)?.[1];
  if (stated !== undefined) return Number(stated);
  return UNITS.has(name) ? (values['year'] ?? null) : null;
}

const yearOfVendor = (
  name: string,
  values: Readonly<Record<string, number>>,
  vendor: string,
): number | null =>
  name.toLowerCase() === `${vendor.toLowerCase().replace(/[^a-z]/g, '')}units`
    ? (values['year'] ?? null)
    : null;
