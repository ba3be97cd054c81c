import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource, type EntitySchema } from 'typeorm';
import { appOptions } from '../database/data-source';
import { migrateDatabase } from '../database/migrate-database';
import { quoted } from '../database/rights';
import { TenantScope } from '../database/tenant-scope';
import type { Scoped } from '../tenancy/tenant';

const TEST_PASSWORD = 'test-password';

type EntityClass = (new () => object) | EntitySchema;

/** A database of one test file, migrated as in production, with roles of its own. */
export interface FreshDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly authUrl: string;
  /** Connections of the application role. */
  readonly dataSource: DataSource;
  readonly scope: TenantScope;
  /** Connections of the owner, for what a test has to see across workspaces. */
  readonly owner: DataSource;
  newWorkspace(): Promise<Scoped>;
  drop(): Promise<void>;
}

/** Address a test needs from the test runner; a test without it must fail, not be skipped. */
export function requiredUrl(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: these tests need the real service.`);
  return url;
}

/** Who owns the tables of a test's database: whoever TEST_DATABASE_URL names, or a role with no more rights than it takes. */
type OwnerKind = 'server' | 'ordinary';

/** Creates and migrates a database on the server of TEST_DATABASE_URL. */
export async function freshDatabase(
  entities: EntityClass[] = [],
  ownerKind: OwnerKind = 'server',
): Promise<FreshDatabase> {
  const serverUrl = requiredUrl('TEST_DATABASE_URL');
  const name = `headroom_test_${randomBytes(6).toString('hex')}`;
  const ownerRole = `${name}_owner`;
  const isOrdinary = ownerKind === 'ordinary';
  await onServer(
    serverUrl,
    isOrdinary
      ? [
          `create role ${quoted(ownerRole)} login createrole password '${TEST_PASSWORD}'`,
          `create database ${quoted(name)} owner ${quoted(ownerRole)}`,
        ]
      : [`create database ${quoted(name)}`],
  );
  const ownerUrl = addressOf(serverUrl, {
    database: name,
    ...(isOrdinary ? { role: ownerRole } : {}),
  });
  const appUrl = addressOf(serverUrl, { database: name, role: `${name}_app` });
  const authUrl = addressOf(serverUrl, { database: name, role: `${name}_auth` });
  await migrateDatabase({
    databaseUrl: ownerUrl,
    databaseAppUrl: appUrl,
    databaseAuthUrl: authUrl,
  });
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl, poolSize: 3 }).initialize();
  const dataSource = await new DataSource({ ...appOptions(appUrl), entities }).initialize();
  return {
    ownerUrl,
    appUrl,
    authUrl,
    dataSource,
    owner,
    scope: new TenantScope(dataSource),
    newWorkspace: async () => {
      const workspaceId = randomUUID();
      await owner.query(
        `insert into auth.organization (id, name, slug, "createdAt") values ($1, 'Test', $2, now())`,
        [workspaceId, workspaceId],
      );
      return { workspaceId };
    },
    drop: async () => {
      await dataSource.destroy();
      await owner.destroy();
      await onServer(serverUrl, [
        `drop database ${quoted(name)} with (force)`,
        `drop role ${quoted(`${name}_app`)}`,
        `drop role ${quoted(`${name}_auth`)}`,
        ...(isOrdinary ? [`drop role ${quoted(ownerRole)}`] : []),
      ]);
    },
  };
}

function addressOf(serverUrl: string, parts: { database: string; role?: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${parts.database}`;
  if (parts.role !== undefined) {
    url.username = parts.role;
    url.password = TEST_PASSWORD;
  }
  return url.href;
}

async function onServer(url: string, statements: string[]): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  try {
    for (const statement of statements) await server.query(statement);
  } finally {
    await server.destroy();
  }
}
