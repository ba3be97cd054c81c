import type { Bom, BomCategory, BomLine } from '@headroom/models';

/** Colour of each category, the same in every bill; what is rarely seen together may share one. */
export const CATEGORY_COLOURS: Readonly<Record<BomCategory, number>> = {
  processor: 0,
  accelerator: 0,
  hbm: 7,
  cpu: 1,
  memory: 4,
  storage: 5,
  nic: 2,
  switch: 3,
  optics: 8,
  cable: 10,
  pcb: 6,
  power: 4,
  cooling: 7,
  chassis: 9,
  assembly: 8,
  software: 3,
  facility: 6,
  margin: 10,
  other: 9,
};

/** One line of either view of a bill of materials. */
export interface BomRow {
  view: 'ratio' | 'itemised';
  line: BomLine;
}

/** A category with its share in each view; `null` where a view does not exist. */
export interface BomPart {
  category: BomCategory;
  ratioShare: number;
  itemisedShare: number | null;
}

/** Lines of both views, one under the other. */
export function bomRows(bom: Bom): BomRow[] {
  return [
    ...bom.ratioView.lines.map((line) => ({ view: 'ratio' as const, line })),
    ...(bom.itemisedView?.lines ?? []).map((line) => ({ view: 'itemised' as const, line })),
  ];
}

/** Categories of both views, the processor first so that it can be read against the line of its share. */
export function bomParts(bom: Bom): BomPart[] {
  const rows = bomRows(bom);
  const categories = [...new Set(rows.map(({ line }) => line.category))];
  const shareOf = (lines: readonly BomLine[], category: BomCategory) =>
    lines.filter((line) => line.category === category).reduce((sum, line) => sum + line.share, 0);
  return categories
    .map((category) => ({
      category,
      ratioShare: shareOf(bom.ratioView.lines, category),
      itemisedShare: bom.itemisedView === null ? null : shareOf(bom.itemisedView.lines, category),
    }))
    .sort((a, b) => rank(a) - rank(b) || size(b) - size(a));
}

const isProcessor = (category: BomCategory) =>
  category === 'processor' || category === 'accelerator' || category === 'hbm';

function rank({ category }: BomPart): number {
  return isProcessor(category) ? 0 : category === 'other' ? 2 : 1;
}

function size({ ratioShare, itemisedShare }: BomPart): number {
  return Math.max(ratioShare, itemisedShare ?? 0);
}
