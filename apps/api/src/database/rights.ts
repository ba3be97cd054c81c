import type { DataSource } from 'typeorm';
import { AUTH_SCHEMA, MIGRATIONS_TABLE, TENANT_SCHEMA } from './schemas';

const EVERYTHING = 'select, insert, update, delete';

/** Tables on which the application may do less than read and write rows. */
const APP_RIGHTS: Readonly<Record<string, string>> = {
  // A version of a scenario is a record: plans point to it.
  scenario_version: 'select, insert, delete',
};

interface Roles {
  appRole: string;
  authRole: string;
}

/**
 * Sets what the two roles the server runs as may do, from nothing up; run after the migrations.
 * Neither role may create anything anywhere, and neither sees the other's schema.
 */
export async function grantRights(dataSource: DataSource, roles: Roles): Promise<void> {
  const app = quoted(roles.appRole);
  const auth = quoted(roles.authRole);
  const statements = [
    `revoke create on schema public from public`,
    `revoke all on all tables in schema ${TENANT_SCHEMA}, ${AUTH_SCHEMA} from public, ${app}, ${auth}`,
    `revoke all on schema ${TENANT_SCHEMA}, ${AUTH_SCHEMA} from public, ${app}, ${auth}`,
    `grant usage on schema ${TENANT_SCHEMA} to ${app}`,
    // To see at its start whether the schema is the one it was built for.
    `grant select on ${MIGRATIONS_TABLE} to ${app}`,
    `grant usage on schema ${AUTH_SCHEMA} to ${auth}`,
    `grant ${EVERYTHING} on all tables in schema ${TENANT_SCHEMA} to ${app}`,
    `grant usage on all sequences in schema ${TENANT_SCHEMA} to ${app}`,
    `grant execute on all functions in schema ${TENANT_SCHEMA} to ${app}`,
    `grant ${EVERYTHING} on all tables in schema ${AUTH_SCHEMA} to ${auth}`,
    ...Object.entries(APP_RIGHTS).flatMap(([table, rights]) => [
      `revoke all on ${TENANT_SCHEMA}.${quoted(table)} from ${app}`,
      `grant ${rights} on ${TENANT_SCHEMA}.${quoted(table)} to ${app}`,
    ]),
  ];
  await dataSource.transaction(async (manager) => {
    for (const statement of statements) await manager.query(statement);
  });
}

/** An SQL identifier, whatever it contains. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
