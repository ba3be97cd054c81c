import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const REQUEST_ID_HEADER = 'X-Request-Id';
const ACCEPTED_ID = /^[\w.:-]{8,100}$/;

/** Gives every request an id, or keeps a sane one it came with, and says it in the answer. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(REQUEST_ID_HEADER);
  response.setHeader(
    REQUEST_ID_HEADER,
    given !== undefined && ACCEPTED_ID.test(given) ? given : randomUUID(),
  );
  next();
}

/** The id of the request a response answers. */
export function requestIdOf(response: Response): string {
  return String(response.getHeader(REQUEST_ID_HEADER));
}
