import { toNodeHandler } from 'better-auth/node';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { problemOf, sendProblem } from '../http/problem-filter';
import { readersLocale } from '../http/readers-locale';
import { requestIdOf } from '../http/request-id';
import { type Auth, CLIENT_ADDRESS_HEADER } from './auth';
import { productAnswer } from './auth-answer';

/**
 * The sign-in library's routes that the product offers. The others (it has over fifty: keys, members,
 * invitations ...) would go around our own permission checks, or show tokens of sessions, so they do not exist from outside.
 */
const AUTH_PATHS: ReadonlySet<string> = new Set([
  'POST /sign-up/email',
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'POST /revoke-other-sessions',
  'POST /change-password',
  'POST /update-user',
  'GET /organization/list',
  'POST /organization/set-active',
]);

const LARGEST_BODY_BYTES = 16_384;

/** Handles `/api/auth/*`; mounted before any body parser, since the library reads the request itself. */
export function authRoutes(auth: Auth, trusted: readonly string[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!AUTH_PATHS.has(`${request.method} ${request.path}`)) {
      sendProblem(response, problemOf('http/not-found', 'There is no such sign-in route.'));
      return;
    }
    const origin = request.get('origin');
    if (origin !== undefined && !trusted.includes(origin)) {
      // The library checks this only when a cookie comes along; signing somebody in unasked is an attack too.
      sendProblem(
        response,
        problemOf('auth/origin-not-trusted', 'The request came from a page of another site.'),
      );
      return;
    }
    if (Number(request.get('content-length') ?? 0) > LARGEST_BODY_BYTES || isChunked(request)) {
      sendProblem(
        response,
        problemOf('http/body-too-large', `A body may have at most ${LARGEST_BODY_BYTES} bytes.`),
      );
      return;
    }
    request.headers[CLIENT_ADDRESS_HEADER] = request.ip ?? request.socket.remoteAddress ?? '';
    sayRetryAfter(response);
    const handle = toNodeHandler(async (asked: globalThis.Request) =>
      productAnswer(
        await auth.handler(asked),
        requestIdOf(response),
        readersLocale(request.headers['accept-language']),
      ),
    );
    handle(request, response).catch(next);
  };
}

/** The library says when to come back in a header of its own; clients know the standard one. */
function sayRetryAfter(response: Response): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() === 'x-retry-after') setHeader('Retry-After', value);
    return setHeader(name, value);
  };
}

/** A body without a length could go on for ever. */
function isChunked(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined;
}
