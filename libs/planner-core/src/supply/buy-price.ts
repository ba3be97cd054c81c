import type { Confidence, Figure, PriceOverride } from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import type { SystemFigures } from '../catalog/system-figures';

/** What one unit of a system costs to buy, and how that is known. */
export interface BuyPrice {
  readonly usd: number;
  readonly low: number;
  readonly high: number;
  readonly basis: 'scenario' | 'system' | 'chip-ratio' | 'class-estimate';
  readonly sourceId: string;
  readonly date: string | null;
  /** Country whose market the price was quoted in, where it is of one market alone; `null` otherwise. */
  readonly market: string | null;
  readonly confidence: Confidence;
  /** What the scenario says of a price it states. */
  readonly note?: string;
}

export interface PriceQuestion {
  readonly system: SystemFigures;
  readonly overrides: readonly PriceOverride[];
  readonly usdCny: number;
  /** Processor spend over the whole bill of materials, for prices known by chip only. */
  readonly processorShare: number;
  /** Highest share of processors in a published breakdown, from `highestProcessorShare`. */
  readonly highestShare?: number;
}

/**
 * Highest share of processors in the published breakdowns that systems of the catalogue point to: the low end of a
 * system's price where its chips' price is one number. 0 where none is published.
 */
export function highestProcessorShare({ systems, bomTemplates }: Catalog): number {
  const cited = new Set(systems.map((s) => s.bomTemplateId));
  return Math.max(0, ...bomTemplates.map((t) => (cited.has(t.id) ? (t.processorShare ?? 0) : 0)));
}

/** Source id of prices the scenario itself states. */
export const SCENARIO_SOURCE = 'scenario';
/** Source id of what is derived from a class of chips or systems. */
export const CLASS_SOURCE = 'headroom-class-estimate';

/**
 * Price of one unit, from the best evidence there is: the scenario's own price, a published system
 * price, chip price x chips / processor share, the range of the system's class (only where the scenario
 * accepts estimates). `null`: nobody knows, and nothing is invented. A chip price that is one number gets its
 * range from the share instead: down to what the system costs at the highest published share.
 */
export function buyPriceOf(question: PriceQuestion): BuyPrice | null {
  const { system, overrides, usdCny, processorShare } = question;
  const ownSystem = overrides.find((o) => o.system === system.systemId);
  if (ownSystem !== undefined) return fromScenario(usdOf(ownSystem, usdCny), ownSystem);
  const ownChip = overrides.find((o) => o.chip === system.chipId);
  const systemPerChipUsd = system.chips / processorShare;
  if (ownChip !== undefined)
    return fromScenario(usdOf(ownChip, usdCny) * systemPerChipUsd, ownChip);
  if (system.priceUsd !== null) return fromFigure(system.priceUsd, 1, 'system');
  const chipPrice = system.chipPriceUsd;
  if (chipPrice === null) return null;
  if (chipPrice.figure !== null) {
    const found = fromFigure(chipPrice.figure, systemPerChipUsd, 'chip-ratio');
    const { low, high, value } = chipPrice.figure;
    if (low !== undefined || high !== undefined) return found;
    const leastPerChipUsd = system.chips / Math.max(processorShare, question.highestShare ?? 0);
    return { ...found, low: value * leastPerChipUsd };
  }
  return {
    usd: chipPrice.mid * systemPerChipUsd,
    low: chipPrice.low * systemPerChipUsd,
    high: chipPrice.high * systemPerChipUsd,
    basis: 'class-estimate',
    sourceId: CLASS_SOURCE,
    date: null,
    market: null,
    confidence: 'estimate',
  };
}

/** The market of a price that is not the buyer's own; `null` where the price is of the buyer's market or of none alone. */
export const foreignMarketOf = (price: BuyPrice | null, buyerCountry: string): string | null =>
  price === null || price.market === buyerCountry ? null : price.market;

const usdOf = (override: PriceOverride, usdCny: number): number =>
  override.usd ?? (override.cny ?? 0) / usdCny;

function fromScenario(usd: number, { note }: PriceOverride): BuyPrice {
  return {
    usd,
    low: usd,
    high: usd,
    basis: 'scenario',
    sourceId: SCENARIO_SOURCE,
    date: null,
    market: null,
    confidence: 'given',
    ...(note === undefined ? {} : { note }),
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
    market: figure.market ?? null,
    confidence: figure.confidence,
  };
}
