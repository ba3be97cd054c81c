import type { NextFunction, Request, Response } from 'express';
import { problemOf, sendProblem } from './problem-filter';

/** Refuses a body that is not JSON instead of taking it for an empty one. */
export function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  const hasBody =
    request.get('transfer-encoding') !== undefined ||
    Number(request.get('content-length') ?? 0) > 0;
  if (hasBody && !request.is(['application/json', 'application/*+json'])) {
    sendProblem(
      response,
      problemOf('http/unsupported-media-type', 'Send it with Content-Type: application/json.'),
    );
    return;
  }
  next();
}
