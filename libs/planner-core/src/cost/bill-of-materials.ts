import { say, type Bom, type BomLine, type BomTemplate } from '@headroom/models';
import { roundToCents } from '../units/convert';
import { splitUsd } from '../units/split';
import { PROCESSOR_SHARE_SOURCE } from './cost-rates';

export interface BomQuestion {
  readonly systemId: string;
  readonly units: number;
  readonly chipsPerUnit: number;
  /** Price of one unit as the plan uses it. */
  readonly unitPriceUsd: number;
  /** Price of one chip, `null` where nobody publishes one. */
  readonly chipPriceUsd: number | null;
  readonly chipPriceSourceId: string | null;
  readonly processorShare: number;
  readonly template: BomTemplate | null;
}

/**
 * What is not processor, split 18 : 12 : 30 between memory, storage and the rest: the proportion of an
 * ordinary server (15 : 10 : 25) applied to the 60 % left. An assumption, not a published split.
 */
const RESIDUAL = [
  { component: 'Memory', category: 'memory', weight: 0.18 },
  { component: 'Storage', category: 'storage', weight: 0.12 },
  {
    component: 'Board, network, power, cooling, chassis, assembly',
    category: 'other',
    weight: 0.3,
  },
] as const;

/** The two views of what a fleet's systems are made of, side by side, with their difference explained. */
export function billOfMaterials(question: BomQuestion): Bom {
  const chips = chipsOf(question);
  const ratioView = ratioViewOf(question, chips);
  const itemisedView = itemisedViewOf(question);
  const differenceUsd =
    itemisedView === null ? null : roundToCents(ratioView.totalUsd - itemisedView.totalUsd);
  const implied = itemisedView?.impliedProcessorShare ?? null;
  const share = percentOf(question.processorShare);
  const system = question.systemId;
  const explanation =
    implied !== null
      ? say('cost/bom-views-differ', { share, implied: percentOf(implied), system })
      : itemisedView !== null
        ? say('cost/bom-split-unpublished', { share, system })
        : say(
            question.chipPriceUsd === null ? 'cost/bom-ratio-from-price' : 'cost/bom-ratio-only',
            {
              share,
            },
          );
  return {
    systemId: question.systemId,
    units: question.units,
    ratioView,
    itemisedView,
    differenceUsd,
    ...(chips === undefined ? {} : { chips }),
    explanation,
  };
}

/** Prices that agree to this share of themselves are one price. */
const SAME_PRICE = 1e-6;

/**
 * What the chips cost at their own price, and the processor share that implies of the price used:
 * chip price x chips / price. Equal to the processor share where the price used was made of it.
 */
function chipsOf(question: BomQuestion): Bom['chips'] {
  const { units, chipsPerUnit, chipPriceUsd, unitPriceUsd, processorShare, systemId } = question;
  if (chipPriceUsd === null || unitPriceUsd <= 0) return undefined;
  const usd = roundToCents(chipPriceUsd * chipsPerUnit * units);
  const impliedShare = (chipPriceUsd * chipsPerUnit) / unitPriceUsd;
  const isSame = Math.abs(impliedShare / processorShare - 1) < SAME_PRICE;
  const code = isSame
    ? 'cost/bom-price-from-chips'
    : impliedShare > 1
      ? 'cost/bom-chips-dearer'
      : 'cost/bom-chips-imply';
  return {
    usd,
    impliedShare,
    explanation: say(code, {
      system: systemId,
      chipsUsd: Math.round(usd),
      totalUsd: Math.round(unitPriceUsd * units),
      share: percentOf(processorShare),
      implied: percentOf(impliedShare),
    }),
  };
}

/** A share in percent, to a tenth. */
const percentOf = (share: number): number => Math.round(share * 1000) / 10;

/**
 * The price used for the fleet's systems, split by the processor share: one purchase has one total, whatever the
 * price of the chips says (`chipsOf` tells that beside it).
 */
function ratioViewOf(question: BomQuestion, chips: Bom['chips']): Bom['ratioView'] {
  const { units, unitPriceUsd, processorShare } = question;
  const totalUsd = roundToCents(unitPriceUsd * units);
  const residual = RESIDUAL.reduce((sum, r) => sum + r.weight, 0);
  const shares = [
    processorShare,
    ...RESIDUAL.map((r) => ((1 - processorShare) * r.weight) / residual),
  ];
  const amounts = splitUsd(totalUsd, shares);
  const fromChips = chips?.explanation.code === 'cost/bom-price-from-chips';
  const names = [{ component: 'Processors', category: 'processor' } as const, ...RESIDUAL];
  const lines = names.map(({ component, category }, i): BomLine => {
    const isProcessor = i === 0;
    return {
      component,
      category,
      usd: amounts[i] ?? 0,
      share: shares[i] ?? 0,
      sourceId:
        (isProcessor && fromChips ? question.chipPriceSourceId : null) ?? PROCESSOR_SHARE_SOURCE,
      date: null,
      confidence: isProcessor ? 'derived' : 'assumption',
    };
  });
  return { processorShare, processorUsd: amounts[0] ?? 0, totalUsd, lines };
}

/** Lines of the published breakdown, scaled to the price of this fleet; what is unpublished stays one line. */
function itemisedViewOf({ template, unitPriceUsd, units }: BomQuestion): Bom['itemisedView'] {
  if (template === null || template.lines.length === 0) return null;
  const totalUsd = roundToCents(unitPriceUsd * units);
  const known = template.lines.flatMap((line) => {
    const share =
      line.share ??
      (line.usd !== null && template.totalUsd !== null ? line.usd / template.totalUsd : null);
    return share === null ? [] : [{ ...line, share }];
  });
  const unpublished = template.lines.filter((line) =>
    known.every((k) => k.component !== line.component),
  );
  const rest = 1 - known.reduce((sum, line) => sum + line.share, 0);
  const parts = [
    ...known,
    ...(unpublished.length === 0
      ? []
      : [
          {
            component: `Not published: ${unpublished.map((line) => line.component).join('; ')}`,
            category: 'other' as const,
            share: Math.max(0, rest),
            confidence: 'derived' as const,
          },
        ]),
  ];
  const whole = parts.reduce((sum, part) => sum + part.share, 0);
  const amounts = splitUsd(
    totalUsd,
    parts.map((part) => part.share),
  );
  const lines = parts.map(({ component, category, share, confidence }, i): BomLine => ({
    component,
    category,
    usd: amounts[i] ?? 0,
    share: share / whole,
    sourceId: template.sourceId,
    date: template.date,
    confidence,
  }));
  return {
    templateId: template.id,
    totalUsd,
    impliedProcessorShare: template.processorShare,
    publishedUsdPerUnit: template.totalUsd,
    lines,
  };
}
