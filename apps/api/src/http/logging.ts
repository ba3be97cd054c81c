import type { DynamicModule } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { LoggerModule } from 'nestjs-pino';
import { type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Env } from '../config/env';
import { requestIdOf } from './request-id';

/** Structured logs to stdout. Wherever a secret could slip in, it is cut out. */
export function createLog(env: Pick<Env, 'logLevel'>): Logger {
  return pino({
    level: env.logLevel,
    redact: ['*.password', '*.authorization', '*.cookie', '*.key', '*.token', '*.secret'],
  });
}

/** Nest's logger, writing to `log`. */
export function logging(log: Logger): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: { logger: log },
    useExisting: true,
    forRoutes: ['{*path}'],
  });
}

/** One line for every request: what was asked and how it ended, no headers and no bodies. */
export function accessLog(log: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    genReqId: (_request, response) => requestIdOf(response),
    autoLogging: { ignore: (request) => request.url.startsWith('/health') },
    wrapSerializers: false,
    serializers: {
      req: (request: Request) => ({
        id: request.id,
        method: request.method,
        url: withoutSecrets(request.originalUrl),
      }),
      res: (response: Response) => ({ statusCode: response.statusCode }),
    },
  });
}

/** An address, or one within another, without the secret of an invitation's link: who reads the log could join by it. */
export const withoutSecrets = (url: string): string =>
  url.replaceAll(/((?:[?&]|%3F|%26)token(?:=|%3D))[^&#%]*/gi, '$1[Redacted]');
