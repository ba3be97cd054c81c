import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { ApiModule } from './api.module';
import { readEnv } from './config/env';
import { configureApp } from './http/configure-app';
import { WEB_ROOT } from './http/static-web';
import { runCommand } from './run-command';

runCommand(async () => {
  const env = readEnv();
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forEnv(env), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  configureApp(app, WEB_ROOT);
  app.enableShutdownHooks();
  await app.listen(env.port, env.host);
  app.get(Logger).log(`Listening at http://${env.host}:${env.port}`);
});
