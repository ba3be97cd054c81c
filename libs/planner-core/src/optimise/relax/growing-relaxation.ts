import type { FleetModel } from '../model/fleet-block';
import type { GrowingProgram, Entries } from '../program/growing-program';
import type { Row } from '../program/linear-model';
import type { Relaxation, Solver } from '../program/solver';

const NOTHING = 1e-7;

/**
 * The program of a fleet with some of its hosts only, and cuts, both of which can be added. Values and duals are told by
 * the columns and rows of the whole fleet, then by cut; what is not in the program yet is 0.
 */
export class GrowingRelaxation {
  private readonly program: GrowingProgram;
  private readonly columns: number[] = [];
  private readonly placeOfColumn: Int32Array;
  private readonly placeOfRow: Int32Array;
  private readonly entriesOf: [row: number, coefficient: number][][];
  private readonly cutPlaces: number[] = [];
  private readonly cuts: Row[] = [];
  private readonly rowsOfHost: number[][];
  private readonly hosts = new Set<number>();
  /** By column of a replica: the columns of all periods. */
  private readonly siblings: (readonly number[] | undefined)[] = [];
  private rowCount = 0;

  constructor(
    private readonly fleet: FleetModel,
    private readonly hostOf: readonly (number | null)[],
    solver: Solver,
  ) {
    const { model, privateRows, hosts } = fleet;
    this.program = solver.growing();
    this.placeOfColumn = new Int32Array(model.columns.length).fill(-1);
    this.placeOfRow = new Int32Array(model.rows.length).fill(-1);
    this.entriesOf = model.columns.map(() => []);
    this.rowsOfHost = hosts.map(() => []);
    for (const columns of fleet.replicas) for (const c of columns) this.siblings[c] = columns;
    const common: number[] = [];
    model.rows.forEach(({ entries }, r) => {
      for (const [column, weight] of entries) this.entriesOf[column]?.push([r, weight]);
      const owner = privateRows.has(r) ? (hostOf[entries[0]?.[0] ?? -1] ?? null) : null;
      if (owner === null) common.push(r);
      else this.rowsOfHost[owner]?.push(r);
    });
    this.addModelRows(common);
    this.addModelColumns(hostOf.flatMap((h, c) => (h === null ? [c] : [])));
  }

  /** Adds hosts with all their columns but those of replicas, which are added where they are worth it. */
  addHosts(hosts: Iterable<number>): void {
    const added = new Set(hosts);
    if (added.size === 0) return;
    const columns = this.hostOf.flatMap((h, c) => (h !== null && added.has(h) ? [c] : []));
    this.addModelColumns(columns.filter((c) => this.siblings[c] === undefined));
    this.addModelRows([...added].flatMap((h) => this.rowsOfHost[h] ?? []));
    for (const h of added) this.hosts.add(h);
  }

  /** Adds columns of replicas, for all periods at once; returns how many there were. */
  addReplicas(columns: Iterable<number>): number {
    const all = new Set([...columns].flatMap((c) => this.siblings[c] ?? []));
    const missing = [...all].filter((c) => (this.placeOfColumn[c] ?? -1) < 0);
    this.addModelColumns(missing);
    return missing.length;
  }

  /** Replicas on hosts in the program that would lower its value, by the duals of the last solution. */
  worthwhileReplicas(duals: readonly number[]): number[] {
    const { columns, rows } = this.fleet.model;
    return this.hostOf.flatMap((h, c) => {
      if (h === null || !this.hosts.has(h) || (this.placeOfColumn[c] ?? -1) >= 0) return [];
      const worth = (this.entriesOf[c] ?? []).reduce((sum, [row, weight]) => {
        const dual = duals[row < 0 ? rows.length - row - 1 : row] ?? 0;
        return sum + dual * weight;
      }, 0);
      const cost = columns[c]?.cost ?? 0;
      return worth - cost > NOTHING * Math.max(1, Math.abs(worth)) ? [c] : [];
    });
  }

  addCuts(cuts: readonly Row[]): void {
    for (const cut of cuts) {
      this.cuts.push(cut);
      this.cutPlaces.push(this.rowCount);
      this.rowCount += 1;
      for (const [column, weight] of cut.entries) {
        this.entriesOf[column]?.push([-this.cuts.length, weight]);
      }
    }
    this.program.addRows(cuts.map((cut) => ({ ...cut, entries: this.present(cut.entries) })));
  }

  relax(): Relaxation {
    const answer = this.program.relax();
    if (answer.kind !== 'solved') return answer;
    const values = new Array<number>(this.fleet.model.columns.length).fill(0);
    this.columns.forEach((column, k) => {
      values[column] = answer.values[k] ?? 0;
    });
    const dualAt = (place: number) => (place < 0 ? 0 : (answer.rowDuals[place] ?? 0));
    const rowDuals = [...Array.from(this.placeOfRow, dualAt), ...this.cutPlaces.map(dualAt)];
    return { ...answer, values, rowDuals };
  }

  close(): void {
    this.program.close();
  }

  private addModelRows(rows: readonly number[]): void {
    for (const r of rows) {
      this.placeOfRow[r] = this.rowCount;
      this.rowCount += 1;
    }
    const { model } = this.fleet;
    this.program.addRows(
      rows.flatMap((r) =>
        model.rows.slice(r, r + 1).map((row) => ({ ...row, entries: this.present(row.entries) })),
      ),
    );
  }

  private addModelColumns(columns: readonly number[]): void {
    const { model } = this.fleet;
    this.program.addColumns(
      columns.flatMap((c) => model.columns.slice(c, c + 1)),
      columns.map((c) =>
        (this.entriesOf[c] ?? []).flatMap(([row, weight]) => {
          const place = row < 0 ? this.cutPlaces[-row - 1] : this.placeOfRow[row];
          return place === undefined || place < 0 ? [] : [[place, weight] as const];
        }),
      ),
    );
    for (const c of columns) {
      this.placeOfColumn[c] = this.columns.length;
      this.columns.push(c);
    }
  }

  private present(entries: Entries): Entries {
    return entries.flatMap(([column, weight]) => {
      const place = this.placeOfColumn[column] ?? -1;
      return place < 0 ? [] : [[place, weight] as const];
    });
  }
}
