import type { PlanPreview } from '@headroom/models';

type FleetRow = PlanPreview['fleet'][number];

/** Systems of one kind, at one site, got in one way, beside as many as the version stored last has. */
export type PreviewLine = Pick<FleetRow, 'systemId' | 'systemName' | 'siteId' | 'acquisition'> & {
  readonly units: number;
  readonly chips: number;
  /** `null` where there is nothing to compare with. */
  readonly change: number | null;
};

/**
 * Lines of the fleet, the largest first; then those that are not there any more.
 * @param stored figures of the version stored last; `null` where there are none, or nothing differs
 */
export function previewLines(
  { fleet }: PlanPreview,
  stored: PlanPreview | null,
): readonly PreviewLine[] {
  const before = new Map((stored?.fleet ?? []).map((line) => [keyOf(line), line]));
  const now = new Set(fleet.map(keyOf));
  const isCompared = stored !== null && stored.status === 'planned';
  const lines = fleet.map((line) => ({
    ...line,
    change: isCompared ? line.units - (before.get(keyOf(line))?.units ?? 0) : null,
  }));
  const gone = [...before]
    .filter(([key]) => !now.has(key))
    .map(([, line]) => ({ ...line, units: 0, chips: 0, change: -line.units }));
  return [...lines.sort((a, b) => b.chips - a.chips), ...gone].filter(
    (line) => line.units > 0 || (line.change ?? 0) !== 0,
  );
}

const keyOf = ({ systemId, siteId, acquisition }: FleetRow): string =>
  [systemId, siteId, acquisition].join('\n');

/** What the cost changes by, in USD and as a share of what it was; `null` without two plans to compare. */
export function costChange(
  shown: PlanPreview,
  stored: PlanPreview | null,
): { readonly usd: number; readonly share: number | null } | null {
  if (stored === null || shown.status !== 'planned' || stored.status !== 'planned') return null;
  const before = stored.costTotal.totalUsd;
  const usd = shown.costTotal.totalUsd - before;
  return { usd, share: before === 0 ? null : usd / before };
}
