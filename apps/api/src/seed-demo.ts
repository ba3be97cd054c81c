import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { readEnv } from './config/env';
import { runCommand } from './run-command';
import { DemoSeed } from './seed/demo-seed';
import { SeedModule } from './seed/seed.module';

const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'a-chinese-cloud-deepseek.yaml');
const PASSWORD_BYTES = 12;

runCommand(async () => {
  const env = readEnv();
  const app = await NestFactory.createApplicationContext(
    // The one line on stdout is the answer; only what goes wrong may stand beside it, on the error stream.
    SeedModule.forEnv({ ...env, logLevel: 'silent' }),
    { bufferLogs: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  try {
    const seeded = await app.get(DemoSeed).seed({
      yaml: await readFile(EXAMPLE, 'utf8'),
      password: randomBytes(PASSWORD_BYTES).toString('base64url'),
      reset: process.argv.includes('--reset'),
    });
    process.stdout.write(`${JSON.stringify(seeded)}\n`);
  } finally {
    await app.close();
  }
});
