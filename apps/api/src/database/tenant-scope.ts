import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type FindOptionsWhere,
  type QueryDeepPartialEntity,
} from 'typeorm';
import type { Scoped, Tenant } from '../tenancy/tenant';
import type { TenantRow } from './tenant-row';

/** A condition that names the workspace; one without it does not compile. */
export type ScopedWhere<Row extends TenantRow> = Scoped & FindOptionsWhere<Row>;

/** A new row or a part of one. */
export type RowValues<Row extends TenantRow> = Scoped & QueryDeepPartialEntity<Row>;

/** Reads and writes one table inside one workspace's transaction. */
class TenantRepository<Row extends TenantRow> {
  constructor(
    private readonly manager: EntityManager,
    private readonly row: new () => Row,
    private readonly tenant: Scoped,
  ) {}

  findOne(where: ScopedWhere<Row>): Promise<Row | null> {
    this.assertSameWorkspace(where);
    return this.manager.findOneBy(this.row, where);
  }

  find(where: ScopedWhere<Row>): Promise<Row[]> {
    this.assertSameWorkspace(where);
    return this.manager.findBy(this.row, where);
  }

  count(where: ScopedWhere<Row>): Promise<number> {
    this.assertSameWorkspace(where);
    return this.manager.countBy(this.row, where);
  }

  async insert(values: RowValues<Row>): Promise<void> {
    this.assertSameWorkspace(values);
    await this.manager.insert(this.row, values);
  }

  /** Number of rows changed. */
  async update(where: ScopedWhere<Row>, values: QueryDeepPartialEntity<Row>): Promise<number> {
    this.assertSameWorkspace(where);
    const result = await this.manager.update(this.row, where, values);
    return result.affected ?? 0;
  }

  /** Number of rows deleted. */
  async delete(where: ScopedWhere<Row>): Promise<number> {
    this.assertSameWorkspace(where);
    const result = await this.manager.delete(this.row, where);
    return result.affected ?? 0;
  }

  private assertSameWorkspace(given: Scoped): void {
    if (given.workspaceId !== this.tenant.workspaceId) {
      throw new Error('A query named another workspace than its transaction is for.');
    }
  }
}

/** One transaction that can see one workspace. Exists only inside `TenantScope.run`. */
export class TenantTransaction {
  private readonly committed: (() => void)[] = [];

  constructor(
    readonly tenant: Scoped,
    private readonly manager: EntityManager,
  ) {}

  /** Has `action` done once the transaction is committed, and never when it is rolled back or the process dies first. */
  afterCommit(action: () => void): void {
    this.committed.push(action);
  }

  /** Called by `TenantScope` after the commit. */
  announceCommit(): void {
    for (const action of this.committed.splice(0)) action();
  }

  repository<Row extends TenantRow>(row: new () => Row): TenantRepository<Row> {
    return new TenantRepository(this.manager, row, this.tenant);
  }

  /**
   * Runs SQL whose `$1` is this workspace's id; `parameters` start at `$2`.
   * PostgreSQL refuses the statement when `$1` is not used, so the workspace cannot be forgotten.
   */
  async query<Result>(sql: string, parameters: readonly unknown[] = []): Promise<Result[]> {
    const result: unknown = await this.manager.query(sql, [this.tenant.workspaceId, ...parameters]);
    return rowsOf<Result>(result);
  }
}

/** The only door to tenant tables. */
@Injectable()
export class TenantScope {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction that row-level security confines to the tenant's workspace;
   * commits when it resolves, rolls back when it rejects.
   */
  async run<Result>(
    tenant: Scoped & Pick<Tenant, 'beforeCommit'>,
    work: (transaction: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    const { workspaceId, beforeCommit } = tenant;
    if (!UUID.test(workspaceId)) {
      throw new Error('A tenant scope needs a workspace.');
    }
    const [result, transaction] = await this.dataSource.transaction(async (manager) => {
      await manager.query(`select set_config('app.workspace_id', $1, true)`, [workspaceId]);
      const opened = new TenantTransaction({ workspaceId }, manager);
      const made = await work(opened);
      await beforeCommit?.(opened);
      return [made, opened] as const;
    });
    transaction.announceCommit();
    return result;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** TypeORM answers `update` and `delete` as `[rows, count]`, everything else as rows. */
function rowsOf<Result>(result: unknown): Result[] {
  if (!Array.isArray(result)) return [];
  const [first, second] = result as unknown[];
  const isWriteAnswer = result.length === 2 && Array.isArray(first) && typeof second === 'number';
  return (isWriteAnswer ? first : result) as Result[];
}
