import 'reflect-metadata';
import { readEnv } from '../config/env';
import { runCommand } from '../run-command';
import { testWorker } from './test-worker';

/** The worker as a process that a test starts from the sources and kills. */
runCommand(async () => {
  const worker = await testWorker(readEnv());
  await worker.start();
});
