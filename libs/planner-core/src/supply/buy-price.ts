import type { Chip, Confidence, PriceOverride, System } from '@headroom/models';

/** What one unit of a system costs to buy, and how that is known. */
export interface BuyPrice {
  readonly usd: number;
  readonly low: number;
  readonly high: number;
  readonly basis: 'scenario' | 'system' | 'chip-ratio' | 'class-estimate';
  readonly sourceId: string;
  readonly date: string | null;
  readonly confidence: Confidence;
  /** Chips the class estimate was drawn from; 0 otherwise. */
  readonly peers: number;
}

export interface PriceQuestion {
  readonly system: System;
  readonly chip: Chip;
  readonly chips: number;
  readonly overrides: readonly PriceOverride[];
  readonly usdCny: number;
  /** Processor spend over the whole bill of materials, for prices known by chip only. */
  readonly processorShare: number;
  readonly acceptEstimates: boolean;
  /** Price per chip of systems of the same class, for estimates. */
  readonly classPricesPerChip: readonly number[];
}

/** Source id of prices the scenario itself states. */
export const SCENARIO_SOURCE = 'scenario';
/** Source id of what is derived from a class of chips or systems. */
export const CLASS_SOURCE = 'headroom-class-estimate';
const FEWEST_PEERS = 2;

/**
 * Price of one unit, from the best evidence there is: the scenario's own price, a published system
 * price, chip price x chips / processor share, the range of the system's class (only where the scenario
 * accepts estimates). `null`: nobody knows, and nothing is invented.
 */
export function buyPriceOf(question: PriceQuestion): BuyPrice | null {
  const { system, chip, chips, overrides, usdCny, processorShare } = question;
  const ownSystem = overrides.find((o) => o.system === system.id);
  if (ownSystem !== undefined) return fromScenario(usdOf(ownSystem, usdCny));
  const ownChip = overrides.find((o) => o.chip === chip.id);
  if (ownChip !== undefined) {
    return fromScenario((usdOf(ownChip, usdCny) * chips) / processorShare);
  }
  if (system.priceUsd !== null) return fromFigure(system.priceUsd, 1, 'system');
  if (chip.priceUsd !== null)
    return fromFigure(chip.priceUsd, chips / processorShare, 'chip-ratio');
  if (question.acceptEstimates) return fromClass(question.classPricesPerChip, chips);
  return null;
}

const usdOf = (override: PriceOverride, usdCny: number): number =>
  override.usd ?? (override.cny ?? 0) / usdCny;

function fromScenario(usd: number): BuyPrice {
  return {
    usd,
    low: usd,
    high: usd,
    basis: 'scenario',
    sourceId: SCENARIO_SOURCE,
    date: null,
    confidence: 'given',
    peers: 0,
  };
}

function fromFigure(
  figure: NonNullable<System['priceUsd']>,
  factor: number,
  basis: BuyPrice['basis'],
): BuyPrice {
  return {
    usd: figure.value * factor,
    low: (figure.low ?? figure.value) * factor,
    high: (figure.high ?? figure.value) * factor,
    basis,
    sourceId: figure.sourceId,
    date: figure.date,
    confidence: figure.confidence,
    peers: 0,
  };
}

function fromClass(pricesPerChip: readonly number[], chips: number): BuyPrice | null {
  if (pricesPerChip.length < FEWEST_PEERS) return null;
  const sorted = [...pricesPerChip].sort((a, b) => a - b);
  const at = (q: number) => (sorted[Math.round(q * (sorted.length - 1))] ?? 0) * chips;
  return {
    usd: at(0.5),
    low: at(0),
    high: at(1),
    basis: 'class-estimate',
    sourceId: CLASS_SOURCE,
    date: null,
    confidence: 'estimate',
    peers: sorted.length,
  };
}
