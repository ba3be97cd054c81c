import 'reflect-metadata';
import { Logger } from 'nestjs-pino';
import { readEnv } from './config/env';
import { WEB_ROOT } from './http/static-web';
import { runCommand } from './run-command';
import { createApi } from './create-api';

runCommand(async () => {
  const env = readEnv();
  const app = await createApi(env, WEB_ROOT);
  app.enableShutdownHooks();
  await app.listen(env.port, env.host);
  app.useLogger(app.get(Logger));
  app.get(Logger).log(`Listening at http://${env.host}:${env.port}`);
});
