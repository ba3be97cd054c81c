import {
  NO_FLEET,
  type Acquisition,
  type FleetProblem,
  type Pool,
} from '../optimise/fleet-problem';

/** A pool of eight-chip servers nobody owns yet; says only what a test changes. */
export const aPool = (changes: Partial<Pool> = {}): Pool => ({
  id: 'pool',
  systemId: 'system',
  siteId: 'site',
  chips: 8,
  powerKw: 10,
  racks: 1,
  vendor: 'A',
  domestic: false,
  existingUnits: [],
  buy: null,
  rent: null,
  ...changes,
});

/** The same cost in each of `periods` periods, open in all of them. */
export const flat = (costPerPeriod: number, periods: number): Acquisition => {
  const costUsd = Array.from({ length: periods }, () => costPerPeriod);
  return { weight: costUsd, costUsd, open: costUsd.map(() => true) };
};

/** One period and no limits; says only what a test changes. */
export const aProblem = (changes: Partial<FleetProblem> = {}): FleetProblem => ({
  ...NO_FLEET,
  periods: 1,
  ...changes,
});
