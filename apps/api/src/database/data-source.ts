import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations';
import { MIGRATIONS_TABLE } from './schemas';

const CONNECT_TIMEOUT_MS = 5_000;
/** Longer than any statement of the product takes; a stuck one must not hold a connection for ever. */
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/** Connection of the owner, for `migrate` only. */
export function ownerOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize: 2,
  };
}

/** Connections of the role the server runs as: it owns nothing, so it can neither migrate nor synchronise. */
export function appOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    migrationsRun: false,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolSize: 10,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    },
  };
}
