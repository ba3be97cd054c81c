import type { Confidence, Figure, PriceOverride } from '@headroom/models';
import type { SystemFigures } from '../catalog/system-figures';

/** What one unit of a system costs to buy, and how that is known. */
export interface BuyPrice {
  readonly usd: number;
  readonly low: number;
  readonly high: number;
  readonly basis: 'scenario' | 'system' | 'chip-ratio' | 'class-estimate';
  readonly sourceId: string;
  readonly date: string | null;
  readonly confidence: Confidence;
}

export interface PriceQuestion {
  readonly system: SystemFigures;
  readonly overrides: readonly PriceOverride[];
  readonly usdCny: number;
  /** Processor spend over the whole bill of materials, for prices known by chip only. */
  readonly processorShare: number;
}

/** Source id of prices the scenario itself states. */
export const SCENARIO_SOURCE = 'scenario';
/** Source id of what is derived from a class of chips or systems. */
export const CLASS_SOURCE = 'headroom-class-estimate';

/**
 * Price of one unit, from the best evidence there is: the scenario's own price, a published system
 * price, chip price x chips / processor share, the range of the system's class (only where the scenario
 * accepts estimates). `null`: nobody knows, and nothing is invented.
 */
export function buyPriceOf(question: PriceQuestion): BuyPrice | null {
  const { system, overrides, usdCny, processorShare } = question;
  const ownSystem = overrides.find((o) => o.system === system.systemId);
  if (ownSystem !== undefined) return fromScenario(usdOf(ownSystem, usdCny));
  const ownChip = overrides.find((o) => o.chip === system.chipId);
  const systemPerChipUsd = system.chips / processorShare;
  if (ownChip !== undefined) return fromScenario(usdOf(ownChip, usdCny) * systemPerChipUsd);
  if (system.priceUsd !== null) return fromFigure(system.priceUsd, 1, 'system');
  const chipPrice = system.chipPriceUsd;
  if (chipPrice === null) return null;
  if (chipPrice.figure !== null)
    return fromFigure(chipPrice.figure, systemPerChipUsd, 'chip-ratio');
  return {
    usd: chipPrice.mid * systemPerChipUsd,
    low: chipPrice.low * systemPerChipUsd,
    high: chipPrice.high * systemPerChipUsd,
    basis: 'class-estimate',
    sourceId: CLASS_SOURCE,
    date: null,
    confidence: 'estimate',
  };
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
  };
}

function fromFigure(figure: Figure, factor: number, basis: BuyPrice['basis']): BuyPrice {
  return {
    usd: figure.value * factor,
    low: (figure.low ?? figure.value) * factor,
    high: (figure.high ?? figure.value) * factor,
    basis,
    sourceId: figure.sourceId,
    date: figure.date,
    confidence: figure.confidence,
  };
}
