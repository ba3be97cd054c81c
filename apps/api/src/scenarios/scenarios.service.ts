import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type CreateScenarioRequest,
  type Page,
  type PageQuery,
  type ScenarioResponse,
  type ScenarioSummary,
  type ScenarioVersionSummary,
  type UpdateScenarioRequest,
  positionAt,
  readScenario,
} from '@headroom/models';
import { CatalogService } from '../catalog/catalog.service';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import type { Tenant } from '../tenancy/tenant';
import type { ScenarioVersionRow } from './scenario-row';
import { type ScenarioText, ScenariosRepository, toScenarioSummary } from './scenarios-repository';

@Injectable()
export class ScenariosService {
  constructor(
    private readonly scope: TenantScope,
    private readonly scenarios: ScenariosRepository,
    private readonly catalog: CatalogService,
  ) {}

  list(tenant: Tenant, { cursor, limit }: PageQuery): Promise<Page<ScenarioSummary>> {
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.scenarios.list(transaction, after, limit + 1),
        limit,
        (row) => row.updated_at,
        toScenarioSummary,
      ),
    );
  }

  create(tenant: Tenant, { yaml }: CreateScenarioRequest): Promise<ScenarioResponse> {
    const text = this.readText(yaml);
    return this.scope.run(tenant, async (transaction) => {
      const id = randomUUID();
      await this.scenarios.insert(transaction, tenant, id, text);
      return this.response(transaction, id);
    });
  }

  get(tenant: Tenant, id: string): Promise<ScenarioResponse> {
    return this.scope.run(tenant, (transaction) => this.response(transaction, id));
  }

  /** Writes a new version on top of `expected` (`any`: of whichever is newest). The same text again changes nothing. */
  update(
    tenant: Tenant,
    id: string,
    expected: number | 'any',
    { yaml }: UpdateScenarioRequest,
  ): Promise<ScenarioResponse> {
    const text = this.readText(yaml);
    return this.scope.run(tenant, async (transaction) => {
      const version = await this.scenarios.lockedVersion(transaction, id);
      if (version === undefined) throw notFound(id);
      if (expected !== 'any' && expected !== version) {
        throw new DomainError(
          'scenarios/version-conflict',
          `It is at version ${version}, you edited version ${expected}.`,
        );
      }
      const current = await this.scenarios.version(transaction, id, version);
      if (current?.yaml !== text.yaml) {
        await this.scenarios.moveTo(transaction, tenant, {
          scenarioId: id,
          version: version + 1,
          ...text,
        });
      }
      return this.response(transaction, id);
    });
  }

  delete(tenant: Tenant, id: string): Promise<void> {
    return this.scope.run(tenant, async (transaction) => {
      if (!(await this.scenarios.delete(transaction, id))) throw notFound(id);
    });
  }

  versions(
    tenant: Tenant,
    id: string,
    { cursor, limit }: PageQuery,
  ): Promise<Page<ScenarioVersionSummary>> {
    const before = readVersionCursor(cursor);
    return this.scope.run(tenant, async (transaction) => {
      if ((await this.scenarios.withLatestPlan(transaction, id)) === undefined) throw notFound(id);
      const rows = await this.scenarios.versions(transaction, id, before, limit + 1);
      const shown = rows.slice(0, limit);
      return {
        items: shown.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
        nextCursor: rows.length > limit ? String(shown.at(-1)?.version) : null,
      };
    });
  }

  /** A scenario as it was at one version. */
  getVersion(tenant: Tenant, id: string, version: number): Promise<ScenarioResponse> {
    return this.scope.run(tenant, (transaction) => this.response(transaction, id, version));
  }

  /**
   * A scenario's text with its meaning.
   * @throws DomainError `scenarios/not-valid` with every mistake the schema or the catalogue can see
   */
  readText(yaml: string): ScenarioText {
    const reading = readScenario(yaml);
    const issues =
      reading.kind === 'invalid'
        ? reading.issues
        : this.catalog
            .issuesOf(reading.scenario)
            .map((issue) => ({ ...issue, ...positionAt(yaml, issue.pointer) }));
    if (reading.kind === 'invalid' || issues.length > 0) {
      throw new DomainError(
        'scenarios/not-valid',
        'The document is not a scenario yet; errors say where.',
        issues,
      );
    }
    return { yaml, document: reading.scenario };
  }

  /** A version (the newest when none is named) for another module that acts in the same transaction. */
  async requireVersion(
    transaction: TenantTransaction,
    id: string,
    version?: number,
  ): Promise<ScenarioVersionRow> {
    const summary = await this.scenarios.withLatestPlan(transaction, id);
    if (summary === undefined) throw notFound(id);
    const row = await this.scenarios.version(transaction, id, version ?? summary.version);
    if (row === null) {
      throw new DomainError(
        'scenarios/not-found',
        `The scenario ${id} has no version ${version ?? summary.version}.`,
      );
    }
    return row;
  }

  private async response(
    transaction: TenantTransaction,
    id: string,
    version?: number,
  ): Promise<ScenarioResponse> {
    const summary = await this.scenarios.withLatestPlan(transaction, id);
    if (summary === undefined) throw notFound(id);
    const row = await this.requireVersion(transaction, id, version);
    const isNewest = row.version === summary.version;
    return {
      ...toScenarioSummary(summary),
      name: row.document.name,
      description: row.document.description ?? null,
      version: row.version,
      updatedAt: (isNewest ? summary.updated_at : row.createdAt).toISOString(),
      yaml: row.yaml,
      scenario: row.document,
    };
  }
}

function readVersionCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const version = Number(cursor);
  if (!Number.isInteger(version) || version < 1) {
    throw new DomainError('http/cursor-not-valid', 'Use nextCursor of the page before, unchanged.');
  }
  return version;
}

function notFound(id: string): DomainError {
  return new DomainError('scenarios/not-found', `There is no scenario ${id}.`);
}
