import type { MigrationInterface } from 'typeorm';
import { AuthTables1766000000000 } from './migrations/1766000000000-auth-tables';
import { Scenarios1766000001000 } from './migrations/1766000001000-scenarios';
import { Plans1766000002000 } from './migrations/1766000002000-plans';
import { IdempotencyKeys1766000003000 } from './migrations/1766000003000-idempotency-keys';
import { Runs1766000100000 } from './migrations/1766000100000-runs';
import { Reports1766000101000 } from './migrations/1766000101000-reports';
import { Mailbox1766000102000 } from './migrations/1766000102000-mailbox';
import { PruneRuns1766000103000 } from './migrations/1766000103000-prune-runs';
import { IdempotencyCarriedOut1766000200000 } from './migrations/1766000200000-idempotency-carried-out';
import { ServingCalibrations1766000300000 } from './migrations/1766000300000-serving-calibrations';
import { CancelledPlans1766000400000 } from './migrations/1766000400000-cancelled-plans';
import { Invitations1766000500000 } from './migrations/1766000500000-invitations';

/** Every migration there is; TypeORM runs them in the order of the number in their names. */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  AuthTables1766000000000,
  Scenarios1766000001000,
  Plans1766000002000,
  IdempotencyKeys1766000003000,
  Runs1766000100000,
  Reports1766000101000,
  Mailbox1766000102000,
  PruneRuns1766000103000,
  IdempotencyCarriedOut1766000200000,
  ServingCalibrations1766000300000,
  CancelledPlans1766000400000,
  Invitations1766000500000,
];
