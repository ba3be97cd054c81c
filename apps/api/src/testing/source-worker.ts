import 'reflect-metadata';
import { readEnv } from '../config/env';
import { runCommand } from '../run-command';
import { testWorker } from './test-worker';

/** The worker as a process that a test starts from the sources and kills; its argument is the lease in milliseconds. */
runCommand(async () => {
  const leaseMs = Number(process.argv[2]);
  const worker = await testWorker(readEnv(), { leaseMs, heartbeatMs: leaseMs / 10 });
  await worker.start();
});
