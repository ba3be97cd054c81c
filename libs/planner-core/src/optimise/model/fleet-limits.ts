import { addBudgets } from './fleet-money';
import type { FleetProblem, JobOption, LimitId, Pool } from '../fleet-problem';
import { addSupply } from './fleet-supply';
import {
  present,
  scaled,
  sum,
  term,
  type LinearModelBuilder,
  type Term,
} from '../program/linear-model';
import type { PoolColumns } from './pool-columns';

/** What limits are written over: the columns so far, and how a limit is lifted or made elastic. */
export interface ModelParts {
  readonly builder: LinearModelBuilder;
  readonly problem: FleetProblem;
  readonly periods: readonly number[];
  readonly poolColumns: readonly PoolColumns[];
  /** Running totals of what was bought, by pool and period. */
  readonly ownedColumns: readonly (readonly (number | null)[])[];
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
  addBudgets(parts);
}

/** What is rented or leased stands at the provider: only owned units take a site's power and racks. */
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
            pool.siteId === site.siteId ? present(parts.ownedColumns[p]?.[t], of(pool)) : [],
          ),
          ...parts.slack(id, -1),
        ]);
      }
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
  const runsAt = rentedRuns(parts);
  for (const t of parts.periods) {
    let existing = 0;
    const terms = parts.problem.pools.flatMap((pool, p) => {
      const weight = weightOf(pool) * pool.chips;
      existing += weight * (pool.existingUnits[t] ?? 0);
      return [
        ...scaled(parts.acquired[p]?.[t] ?? [], weight),
        ...(runsAt.get(pool.id) ?? [])
          .filter(({ option }) => (option.periodShare[t] ?? 0) > 0)
          .map(({ option, column }) => term(column, option.units * weight)),
      ];
    });
    if (terms.length > 0) {
      parts.builder.row(`${name} ${t}`, { lower: -existing }, [...terms, ...parts.slack(limit)]);
    }
  }
}

/** Job options rented for their run, with their columns, by pool. */
function rentedRuns({ problem, jobs }: ModelParts) {
  const byPool = new Map<string, { readonly option: JobOption; readonly column: number }[]>();
  problem.jobOptions.forEach((option, i) => {
    if (option.dedicatedRent === null) return;
    const known = byPool.get(option.poolId);
    const run = { option, column: jobs[i] ?? 0 };
    if (known === undefined) byPool.set(option.poolId, [run]);
    else known.push(run);
  });
  return byPool;
}

const waysInto = (columns: PoolColumns | undefined): (number | null)[] =>
  columns === undefined ? [] : [...columns.bought, ...columns.rented, ...columns.leased.flat()];

function addKinds(parts: ModelParts): void {
  const most = parts.problem.maximumSystemKinds;
  const limit: LimitId = { kind: 'system-kinds' };
  if (most === null || parts.isLifted(limit)) return;
  const kinds = [...new Set(parts.problem.pools.map((p) => p.systemId))].map((systemId) => {
    const used = parts.builder.column({ upper: 1, integer: true });
    parts.problem.pools.forEach((pool, p) => {
      if (pool.systemId !== systemId) return;
      const columns = parts.poolColumns[p];
      for (const column of waysInto(columns)) {
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
