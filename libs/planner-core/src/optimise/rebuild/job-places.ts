import type { FleetModel } from '../model/fleet-block';
import type { FleetRelaxation } from '../relax/relax-fleet';
import type { Placement } from './placement';
import { UnitCosts } from './unit-costs';

interface Choice {
  readonly column: number;
  /** `null`: rented for the run only. */
  readonly host: number | null;
  readonly units: number;
  readonly runs: readonly number[];
}

/** Which option every training job takes. */
export class JobPlaces {
  private readonly choices: readonly (readonly Choice[])[];
  private readonly chosen: number[];
  /** What renting for the run costs, limits priced in, by column. */
  private readonly rents = new Map<number, number>();

  constructor(
    private readonly fleet: FleetModel,
    private readonly placement: Placement,
    { values, rowDuals }: FleetRelaxation,
  ) {
    const { problem, hosts, jobs } = fleet;
    const hostOf = new Map(
      hosts.flatMap(({ pools }, h) => pools.map((p) => [problem.pools[p]?.id, h] as const)),
    );
    this.reprice(rowDuals);
    const atPool = pricesOfPools(fleet, rowDuals);
    this.choices = problem.jobIds.map((id) =>
      problem.jobOptions
        .flatMap((o, i): (Choice & { price: number })[] => {
          const column = jobs[i] ?? 0;
          return o.jobId !== id
            ? []
            : [
                {
                  column,
                  host: o.dedicatedRent === null ? (hostOf.get(o.poolId) ?? null) : null,
                  units: o.units,
                  runs: o.periodShare.flatMap((share, t) => (share > 0 ? [t] : [])),
                  price: atPool.get(o.poolId) ?? Infinity,
                },
              ];
        })
        // At which site of a host a job runs makes no difference to the search: the first is the cheapest one.
        .sort((a, b) => (a.price === b.price ? a.column - b.column : a.price - b.price)),
    );
    this.chosen = this.choices.map((list) =>
      list.reduce(
        (best, c, k) =>
          (values[c.column] ?? 0) > (values[list[best]?.column ?? -1] ?? 0) ? k : best,
        0,
      ),
    );
    this.choices.forEach((_, j) => this.occupy(j, 1));
  }

  /** What is rented for runs only; units of hosts are in the placement's cost. */
  cost(): number {
    return this.choices.reduce((sum, list, j) => sum + this.rentOf(list[this.chosen[j] ?? 0]), 0);
  }

  /** Takes the limits into account at other prices, by row. */
  reprice(prices: readonly number[]): void {
    const { model, privateRows, jobs } = this.fleet;
    this.rents.clear();
    for (const column of jobs) this.rents.set(column, model.columns[column]?.cost ?? 0);
    model.rows.forEach(({ name, entries }, r) => {
      const price = prices[r] ?? 0;
      if (price === 0 || privateRows.has(r) || name.startsWith('job ')) return;
      for (const [column, weight] of entries) {
        const known = this.rents.get(column);
        if (known !== undefined) this.rents.set(column, known - price * weight);
      }
    });
  }

  /** Moves every job to where all that runs now costs least, as `total` tells it. */
  settle(total: () => number): void {
    this.choices.forEach((list, j) => {
      this.occupy(j, -1);
      let best = Infinity;
      let chosen = this.chosen[j] ?? 0;
      list.forEach((choice, k) => {
        this.chosen[j] = k;
        this.put(choice, 1);
        const cost = total();
        this.put(choice, -1);
        if (cost >= best) return;
        best = cost;
        chosen = k;
      });
      this.chosen[j] = chosen;
      this.occupy(j, 1);
    });
    this.placement.keep();
  }

  /** Columns of the options taken. */
  chosenColumns(): Map<number, number> {
    return new Map(
      this.choices.flatMap((list, j) => {
        const choice = list[this.chosen[j] ?? 0];
        return choice === undefined ? [] : [[choice.column, 1] as const];
      }),
    );
  }

  taken(): Map<number, number> {
    return new Map(
      this.choices.flatMap((list, j) =>
        list.map((c, k) => [c.column, k === this.chosen[j] ? 1 : 0] as const),
      ),
    );
  }

  private rentOf(choice: Choice | undefined): number {
    return this.rents.get(choice?.column ?? -1) ?? 0;
  }

  private occupy(job: number, times: 1 | -1): void {
    const choice = this.choices[job]?.[this.chosen[job] ?? 0];
    if (choice !== undefined) this.put(choice, times);
  }

  private put({ host, units, runs }: Choice, times: 1 | -1): void {
    if (host === null) return;
    for (const t of runs) this.placement.occupy(host, t, times * units);
  }
}

/** What a unit costs that is held throughout, limits priced in, by pool. */
function pricesOfPools(fleet: FleetModel, prices: readonly number[]): ReadonlyMap<string, number> {
  const { pools, periods } = fleet.problem;
  const costs = new UnitCosts(
    fleet,
    prices,
    pools.map((_, p) => [p]),
  );
  const one = Array.from({ length: periods }, () => 1);
  return new Map(
    pools.map(({ id, existingUnits }, p) => [
      id,
      costs.cost(
        p,
        one.map((n, t) => n + (existingUnits[t] ?? 0)),
      ),
    ]),
  );
}
