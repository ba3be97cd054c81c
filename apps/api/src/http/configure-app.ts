import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import type { Logger } from 'pino';
import type { Auth } from '../auth/auth';
import { authRoutes } from '../auth/auth-routes';
import { trustedOrigins } from '../auth/trusted-origins';
import { AUTH } from '../auth/identify-by-auth';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { jsonOnly } from './json-only';
import { accessLog } from './logging';
import { requestId } from './request-id';
import { securityHeaders } from './security-headers';
import { staticWeb } from './static-web';

/** A scenario may have 400,000 characters, which JSON can double and UTF-8 triple. */
const LARGEST_BODY = '2mb';

/** Everything in front of the controllers, in the order a request meets it. */
export function configureApp(
  app: NestExpressApplication,
  { log, webRoot }: { log: Logger; webRoot: string },
): void {
  const env = app.get<Env>(ENV);
  app.set('trust proxy', env.trustedProxies.length === 0 ? false : [...env.trustedProxies]);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(requestId);
  app.use(accessLog(log));
  app.use(securityHeaders(env));
  app.use('/api/auth', authRoutes(app.get<Auth>(AUTH), trustedOrigins(env)));
  app.use('/api', jsonOnly, json({ limit: LARGEST_BODY }));
  for (const handler of staticWeb(webRoot)) app.use(handler);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
}
