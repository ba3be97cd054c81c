import 'reflect-metadata';
import { readEnv } from '../config/env';
import { runCommand } from '../run-command';
import { testWorker } from './test-worker';

/** Short enough to wait for, long enough for the drawing of a report, which blocks this process. */
const LEASE = { leaseMs: 3000, heartbeatMs: 300 };

/** The worker as a process that a test starts from the sources and kills. */
runCommand(async () => {
  const worker = await testWorker(readEnv(), LEASE);
  await worker.start();
});
