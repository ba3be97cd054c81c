/** Schema of accounts, sessions, workspaces and keys: owned by sign-in, closed to everything else. */
export const AUTH_SCHEMA = 'auth';

/** Schema of all tables a workspace owns. */
export const TENANT_SCHEMA = 'app';

/** Where it is kept which migrations ran; in schema `public`, belonging to the owner. */
export const MIGRATIONS_TABLE = 'schema_migration';
