import type { Offer, Region } from '@headroom/models';

/** An hourly offer and how well it fits the site. */
export interface RentOffer {
  readonly offer: Offer;
  readonly usdPerChipHour: number;
  /** False: the price is of another region and stands in for one at the site. */
  readonly atSite: boolean;
}

/** An hourly price for units that are committed to for a term. */
export interface LeaseOffer extends RentOffer {
  readonly kind: 'reserve-1y' | 'reserve-3y';
  readonly termMonths: number;
}

export interface RentQuestion {
  readonly chipId: string;
  readonly region: Region;
  readonly regions: readonly Region[];
  readonly offers: readonly Offer[];
  readonly usdCny: number;
  /** On demand unless told otherwise. */
  readonly kind?: 'on-demand' | 'reserve-1y' | 'reserve-3y';
  /** Offers seen before this day are too old while there are newer ones. */
  readonly freshSince: string;
}

/** Rows that quote a market index or a private contract: nobody can place an order with them. */
const INDEX_PROVIDER = /index|contract/i;

/**
 * The cheapest hourly offer of a kind for a chip: at the site's region or without a region first, then in its
 * country, then elsewhere as a stand-in. Spot is left out (it can be taken away), as are offers abroad
 * for sites in China, since export rules part the two markets.
 */
export function rentOfferFor(question: RentQuestion): RentOffer | null {
  const fitting = question.offers
    .filter(
      (offer) =>
        offer.kind === (question.kind ?? 'on-demand') &&
        offer.chipId === question.chipId &&
        offer.pricePerChipHour !== null &&
        !INDEX_PROVIDER.test(offer.provider),
    )
    .map((offer) => ({ offer, distance: distanceTo(question, offer) }))
    .filter(({ distance }) => distance < ELSEWHERE || question.region.country !== 'CN');
  const fresh = fitting.filter((x) => (x.offer.snapshotDate ?? '') >= question.freshSince);
  const best = (fresh.length > 0 ? fresh : fitting)
    .map(({ offer, distance }) => ({
      offer,
      distance,
      usdPerChipHour: hourlyUsd(offer, question.usdCny),
    }))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        a.usdPerChipHour - b.usdPerChipHour ||
        (a.offer.id < b.offer.id ? -1 : 1),
    )[0];
  if (best === undefined) return null;
  const { offer, usdPerChipHour, distance } = best;
  return { offer, usdPerChipHour, atSite: distance < ELSEWHERE };
}

const LEASES = [
  { kind: 'reserve-1y', termMonths: 12 },
  { kind: 'reserve-3y', termMonths: 36 },
] as const;

/** The cheapest offer of every term a chip can be committed to, by the same order of places as rent. */
export const leaseOffersFor = (question: Omit<RentQuestion, 'kind'>): LeaseOffer[] =>
  LEASES.flatMap(({ kind, termMonths }) => {
    const offer = rentOfferFor({ ...question, kind });
    return offer === null ? [] : [{ ...offer, kind, termMonths }];
  });

const ELSEWHERE = 2;

/** 0: in the region, or not bound to one; 1: in the country; 2: elsewhere. */
function distanceTo({ region, regions }: RentQuestion, offer: Offer): number {
  const isIn = (place: Region) =>
    Object.values(place.cloudRegions).some((id) => id === offer.region);
  if (offer.region === null) return region.country === 'CN' ? ELSEWHERE : 0;
  if (isIn(region)) return 0;
  return regions.some((r) => r.country === region.country && isIn(r)) ? 1 : ELSEWHERE;
}

const hourlyUsd = (offer: Offer, usdCny: number): number =>
  (offer.pricePerChipHour ?? 0) / (offer.currency === 'CNY' ? usdCny : 1);
