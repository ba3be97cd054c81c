import type { DataSource } from 'typeorm';
import { quoted } from './rights';

/** The name and password in a database address. */
export function credentialsOf(url: string): { role: string; password: string } {
  const { username, password } = new URL(url);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Creates a role the server logs in as, or gives an existing one the password of its address.
 * @throws when the role could get around row-level security.
 */
export async function ensureRole(dataSource: DataSource, url: string): Promise<string> {
  const { role, password } = credentialsOf(url);
  const found = await attributesOf(dataSource, role);
  // Before anything is changed: an address that names the owner by mistake must not cost it its password.
  if (found !== undefined) assertConfinedRole(role, found);
  // A password cannot be a parameter here; format() quotes it as a literal.
  const [statement] = await dataSource.query<{ sql: string }[]>(
    `select format($1, $2::text, $3::text) as sql`,
    [
      found === undefined
        ? 'create role %I login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password %L'
        : 'alter role %I login password %L',
      role,
      password,
    ],
  );
  if (statement === undefined) throw new Error(`No statement was made for role ${role}.`);
  await dataSource.query(statement.sql);
  return role;
}

/** @throws when a role is a superuser, can bypass row-level security, or owns a table. */
export async function assertConfined(dataSource: DataSource, role: string): Promise<void> {
  const attributes = await attributesOf(dataSource, role);
  if (attributes === undefined) throw new Error(`There is no database role ${quoted(role)}.`);
  assertConfinedRole(role, attributes);
}

function assertConfinedRole(role: string, attributes: RoleAttributes): void {
  const wrong = [
    attributes.rolsuper && 'is a superuser',
    attributes.rolbypassrls && 'can bypass row-level security',
    attributes.owned > 0 && 'owns tables',
  ].filter((reason) => reason !== false);
  if (wrong.length > 0) {
    throw new Error(
      `The database role ${quoted(role)} ${wrong.join(' and ')}; the server must run as one that cannot see past its workspace.`,
    );
  }
}

interface RoleAttributes {
  rolsuper: boolean;
  rolbypassrls: boolean;
  owned: number;
}

async function attributesOf(
  dataSource: DataSource,
  role: string,
): Promise<RoleAttributes | undefined> {
  const rows = await dataSource.query<RoleAttributes[]>(
    `select r.rolsuper, r.rolbypassrls,
            (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
       from pg_roles r where r.rolname = $1`,
    [role],
  );
  return rows[0];
}
