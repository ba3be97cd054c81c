import type { FleetProblem, LimitId, Pool } from './fleet-problem';
import {
  present,
  scaled,
  sum,
  sumFrom,
  term,
  type LinearModelBuilder,
  type Term,
} from './linear-model';

/** Columns that add units to a pool; `null` where the door is shut. */
export interface PoolColumns {
  readonly bought: readonly (number | null)[];
  readonly rented: readonly (number | null)[];
}

/** What limits are written over: the columns so far, and how a limit is lifted or made elastic. */
export interface ModelParts {
  readonly builder: LinearModelBuilder;
  readonly problem: FleetProblem;
  readonly periods: readonly number[];
  readonly poolColumns: readonly PoolColumns[];
  /** Units in service of what was acquired, by pool and period. */
  readonly acquired: readonly (readonly Term[][])[];
  readonly jobs: readonly number[];
  readonly mostUnits: (pool: Pool) => number;
  readonly isLifted: (limit: LimitId) => boolean;
  readonly slack: (limit: LimitId, coefficient?: number) => Term[];
}

/** Adds the rows of every limit around a fleet: sites, supply, shares, kinds of systems, budget. */
export function addLimits(parts: ModelParts): void {
  addSites(parts);
  addSupply(parts);
  addShares(parts);
  addKinds(parts);
  addBudget(parts);
}

/** What is rented stands at the provider: only owned units take a site's power and racks. */
function addSites(parts: ModelParts): void {
  for (const site of parts.problem.sites) {
    const rows = [
      { kind: 'power', limit: site.powerKw, of: (pool: Pool) => pool.powerKw },
      { kind: 'racks', limit: site.racks, of: (pool: Pool) => pool.racks ?? 0 },
    ] as const;
    for (const { kind, limit, of } of rows) {
      const id: LimitId = { kind, siteId: site.siteId };
      if (limit === null || parts.isLifted(id)) continue;
      for (const t of parts.periods) {
        const existing = sum(
          parts.problem.pools
            .filter((p) => p.siteId === site.siteId)
            .map((p) => of(p) * (p.existingUnits[t] ?? 0)),
        );
        parts.builder.row(`${kind} ${site.siteId} ${t}`, { upper: limit - existing }, [
          ...parts.problem.pools.flatMap((pool, p) =>
            pool.siteId === site.siteId ? scaled(owned(parts, p, t), of(pool)) : [],
          ),
          ...parts.slack(id, -1),
        ]);
      }
    }
  }
}

function addSupply(parts: ModelParts): void {
  for (const cap of parts.problem.supply) {
    const limit: LimitId = { kind: 'supply', supplyId: cap.id };
    if (parts.isLifted(limit)) continue;
    for (const t of parts.periods) {
      const added = cap.poolIds.flatMap((id) => {
        const p = parts.problem.pools.findIndex((pool) => pool.id === id);
        const chips = parts.problem.pools[p]?.chips ?? 0;
        const columns = parts.poolColumns[p];
        const terms = [
          ...present(columns?.bought[t], 1),
          ...present(columns?.rented[t], 1),
          ...present(columns?.rented[t - 1], -1),
        ];
        return scaled(terms, chips);
      });
      if (added.length === 0) continue;
      parts.builder.row(`supply ${cap.id} ${t}`, { upper: cap.chipsPerPeriod[t] ?? 0 }, [
        ...added,
        ...parts.slack(limit, -1),
      ]);
    }
  }
}

function addShares(parts: ModelParts): void {
  const { minimumDomesticShare, maximumVendorShare } = parts.problem;
  const domestic: LimitId = { kind: 'domestic-share' };
  if (minimumDomesticShare !== null && !parts.isLifted(domestic)) {
    addShareRows(parts, 'domestic', domestic, (pool) =>
      pool.domestic ? 1 - minimumDomesticShare : -minimumDomesticShare,
    );
  }
  const vendor: LimitId = { kind: 'vendor-share' };
  if (maximumVendorShare !== null && !parts.isLifted(vendor)) {
    for (const name of new Set(parts.problem.pools.map((p) => p.vendor))) {
      addShareRows(parts, `vendor ${name}`, vendor, (pool) =>
        pool.vendor === name ? maximumVendorShare - 1 : maximumVendorShare,
      );
    }
  }
}

/** Sum over all chips in service of a weight, not below 0. */
function addShareRows(
  parts: ModelParts,
  name: string,
  limit: LimitId,
  weightOf: (pool: Pool) => number,
): void {
  for (const t of parts.periods) {
    let existing = 0;
    const terms = parts.problem.pools.flatMap((pool, p) => {
      const weight = weightOf(pool) * pool.chips;
      existing += weight * (pool.existingUnits[t] ?? 0);
      return [
        ...scaled(parts.acquired[p]?.[t] ?? [], weight),
        ...parts.problem.jobOptions.flatMap((o, i) =>
          o.poolId === pool.id && o.dedicatedRent !== null && (o.periodShare[t] ?? 0) > 0
            ? [term(parts.jobs[i] ?? 0, o.units * weight)]
            : [],
        ),
      ];
    });
    if (terms.length > 0) {
      parts.builder.row(`${name} ${t}`, { lower: -existing }, [...terms, ...parts.slack(limit)]);
    }
  }
}

function addKinds(parts: ModelParts): void {
  const most = parts.problem.maximumSystemKinds;
  const limit: LimitId = { kind: 'system-kinds' };
  if (most === null || parts.isLifted(limit)) return;
  const kinds = [...new Set(parts.problem.pools.map((p) => p.systemId))].map((systemId) => {
    const used = parts.builder.column({ upper: 1, integer: true });
    parts.problem.pools.forEach((pool, p) => {
      if (pool.systemId !== systemId) return;
      const columns = parts.poolColumns[p];
      for (const column of [...(columns?.bought ?? []), ...(columns?.rented ?? [])]) {
        if (column === null) continue;
        const bound = Math.max(1, parts.mostUnits(pool));
        parts.builder.row(`kind ${systemId}`, { upper: 0 }, [term(column), term(used, -bound)]);
      }
      parts.problem.jobOptions.forEach((o, i) => {
        if (o.poolId !== pool.id || o.dedicatedRent === null) return;
        parts.builder.row(`kind ${systemId}`, { upper: 0 }, [
          term(parts.jobs[i] ?? 0),
          term(used, -1),
        ]);
      });
    });
    return term(used);
  });
  parts.builder.row('system kinds', { upper: most }, [...kinds, ...parts.slack(limit, -1)]);
}

function addBudget(parts: ModelParts): void {
  const { budgetUsd, fixedCostUsd } = parts.problem;
  const limit: LimitId = { kind: 'budget' };
  if (budgetUsd === null || parts.isLifted(limit)) return;
  const spent = parts.problem.pools.flatMap((pool, p) => {
    const columns = parts.poolColumns[p];
    return parts.periods.flatMap((t) => [
      ...present(columns?.bought[t], sumFrom(pool.buy?.costUsd ?? [], t)),
      ...present(columns?.rented[t], pool.rent?.costUsd[t] ?? 0),
    ]);
  });
  const rents = parts.problem.jobOptions.flatMap((o, i) =>
    o.dedicatedRent === null ? [] : [term(parts.jobs[i] ?? 0, o.dedicatedRent.costUsd)],
  );
  parts.builder.row('budget', { upper: budgetUsd - fixedCostUsd }, [
    ...spent,
    ...rents,
    ...parts.slack(limit, -1),
  ]);
}

function owned(parts: ModelParts, pool: number, period: number): Term[] {
  const rented = parts.poolColumns[pool]?.rented[period];
  return (parts.acquired[pool]?.[period] ?? []).filter((x) => x.column !== rented);
}
