import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiModule } from './api.module';
import type { Env } from './config/env';
import { configureApp } from './http/configure-app';
import { createLog } from './http/logging';

/** Makes the application ready to listen, with everything that stands in front of its controllers. */
export async function createApi(env: Env, webRoot: string): Promise<NestExpressApplication> {
  const log = createLog(env);
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forEnv(env, log), {
    bodyParser: false,
    // Nest tells every route it maps, and a stack for what `main` says in a sentence.
    logger: false,
    abortOnError: false,
  });
  configureApp(app, { log, webRoot });
  await app.init();
  return app;
}
