import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOST, startServer, SUPERUSER } from '../postgres/server.mjs';
import { Failure } from '../setup/failure.mjs';
import { Keeper } from './keeper.mjs';
import { recall, remember } from './state-folder.mjs';

const DATABASE = 'headroom';
const OWNER = 'headroom_owner';
const APP_ROLE = 'headroom_app';
const AUTH_ROLE = 'headroom_auth';
const CONNECT_LIMIT_MS = 5_000;

/**
 * Addresses of one database for its three roles: who migrates, who serves, who signs in.
 * @typedef {{ DATABASE_URL: string, DATABASE_APP_URL: string, DATABASE_AUTH_URL: string }} DatabaseUrls
 *
 * @typedef {object} Database
 * @property {DatabaseUrls} urls
 * @property {boolean} isKept it is the built-in one with the data of an earlier start
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} DatabaseOptions
 * @property {string} root
 * @property {string} folder
 * @property {import('./state-folder.mjs').Secrets} secrets
 * @property {NodeJS.ProcessEnv} env
 * @property {(sentence: string) => void} say told when the built-in server ended by itself and runs again
 */

/**
 * The database to use: the one of DATABASE_URL, else a built-in server kept in the state folder.
 * @param {DatabaseOptions} options
 * @returns {Promise<Database>}
 */
export async function openDatabase({ root, folder, secrets, env, say }) {
  const given = env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    await checkReachable(root, given);
    const urls = {
      DATABASE_URL: given,
      DATABASE_APP_URL: env['DATABASE_APP_URL'] ?? asRole(given, APP_ROLE, secrets.appPassword),
      DATABASE_AUTH_URL: env['DATABASE_AUTH_URL'] ?? asRole(given, AUTH_ROLE, secrets.authPassword),
    };
    return { urls, isKept: false, stop: async () => undefined };
  }
  return startBuiltIn({ root, folder, secrets, say });
}

/**
 * @param {Omit<DatabaseOptions, 'env'>} options
 * @returns {Promise<Database>}
 */
async function startBuiltIn({ root, folder, secrets, say }) {
  const options = { root, folder: join(folder, 'postgres'), password: secrets.postgresPassword };
  const server = await startServer({
    ...options,
    preferredPort: recall(folder).postgresPort ?? null,
  });
  try {
    remember(folder, { postgresPort: server.port });
    const at = (/** @type {string} */ role, /** @type {string} */ password) =>
      databaseUrl({ role, password, port: server.port, database: DATABASE });
    await ensureOwnedDatabase({
      root,
      superuserUrl: databaseUrl({
        role: SUPERUSER,
        password: secrets.postgresPassword,
        port: server.port,
        database: 'postgres',
      }),
      owner: OWNER,
      ownerPassword: secrets.ownerPassword,
      database: DATABASE,
    });
    const keeper = new Keeper({
      name: 'database',
      first: lifeOf(server),
      begin: async () => lifeOf(await startServer({ ...options, onlyPort: server.port })),
      say,
    });
    return {
      urls: {
        DATABASE_URL: at(OWNER, secrets.ownerPassword),
        DATABASE_APP_URL: at(APP_ROLE, secrets.appPassword),
        DATABASE_AUTH_URL: at(AUTH_ROLE, secrets.authPassword),
      },
      isKept: !server.created,
      stop: () => keeper.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * @param {import('../postgres/server.mjs').Server} server
 * @returns {import('./keeper.mjs').Life}
 */
function lifeOf(server) {
  return { ended: server.untilEnded(), stop: server.stop };
}

/**
 * Makes the role that owns the schema, and its database, when they are not there. The owner may create roles, but is no superuser.
 * @param {{ root: string, superuserUrl: string, owner: string, ownerPassword: string, database: string }} options
 */
export async function ensureOwnedDatabase({ root, superuserUrl, owner, ownerPassword, database }) {
  const client = await connected(root, superuserUrl);
  try {
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [owner]);
    const name = client.escapeIdentifier(owner);
    const password = client.escapeLiteral(ownerPassword);
    if (roles.rowCount === 0)
      await client.query(`create role ${name} login createrole password ${password}`);
    const databases = await client.query('select 1 from pg_database where datname = $1', [
      database,
    ]);
    if (databases.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${name}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * @param {{ role: string, password: string, port: number, database: string }} parts
 * @returns {string}
 */
export function databaseUrl({ role, password, port, database }) {
  return `postgres://${encodeURIComponent(role)}:${encodeURIComponent(password)}@${HOST}:${port}/${database}`;
}

/**
 * @param {string} url
 * @param {string} role
 * @param {string} password
 */
function asRole(url, role, password) {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
}

/**
 * @param {string} root
 * @param {string} url
 */
async function checkReachable(root, url) {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new Failure(
      'DATABASE_URL is not an address of a PostgreSQL, such as postgres://user:password@127.0.0.1:5432/headroom.',
    );
  }
  const client = await connected(root, url);
  await client.end();
}

/**
 * @param {string} root
 * @param {string} url
 * @returns {Promise<import('pg').Client>}
 */
async function connected(root, url) {
  /** @type {typeof import('pg')} */
  const pg = createRequire(join(root, 'package.json'))('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { host } = new URL(url);
    const why = error instanceof Error && error.message !== '' ? error.message : String(error);
    throw new Failure(`The database at ${host} cannot be used: ${why}.`, { cause: error });
  }
}
