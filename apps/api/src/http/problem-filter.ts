import { randomUUID } from 'node:crypto';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import { issueIn, type Locale, type Problem, sentenceIn } from '@headroom/models';
import type { Response } from 'express';
import { isDatabaseAway } from '../database/database-away';
import { DomainError, ERRORS, type ErrorCode, isErrorCode } from './domain-error';
import { readersLocale } from './readers-locale';
import { requestIdOf } from './request-id';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

const SERVICE_UNAVAILABLE = 503;
const RETRY_SECONDS = 5;

/** Answers every error as RFC 9457 problem details. An unexpected one says nothing but the id it is logged under. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = expectedProblem(error) ?? this.databaseProblem(error) ?? this.record(error);
    if (problem.status === SERVICE_UNAVAILABLE) response.setHeader('Retry-After', RETRY_SECONDS);
    if (response.headersSent) {
      // A stream that has begun cannot turn into a problem any more; ending it is all that is left.
      response.destroy();
      return;
    }
    sendProblem(response, problem);
  }

  private databaseProblem(error: unknown): Problem | undefined {
    if (!isDatabaseAway(error)) return undefined;
    this.logger.warn({ err: error }, 'The database did not answer');
    return problemOf('http/not-ready', 'The database does not answer. Try again in a moment.');
  }

  private record(error: unknown): Problem {
    const instance = `urn:uuid:${randomUUID()}`;
    this.logger.error({ err: error, instance });
    return {
      ...problemOf(
        'http/internal-error',
        'The error has been recorded. Quote its instance when you ask about it.',
      ),
      instance,
    };
  }
}

/** Writes a problem to a response; also used where Nest is not involved. */
export function sendProblem(response: Response, problem: Problem): void {
  const locale = readersLocale(response.req.headers['accept-language']);
  response
    .status(problem.status)
    .type(PROBLEM_CONTENT_TYPE)
    .vary('Accept-Language')
    .setHeader('Content-Language', locale);
  const told = problemIn(problem, locale);
  response.send(JSON.stringify({ ...told, requestId: requestIdOf(response) }));
}

/** A problem in the reader's language; its code, pointers and values stay as they are. */
export function problemIn(problem: Problem, locale: Locale): Problem {
  if (locale === 'en') return problem;
  const { code, detail, errors } = problem;
  return {
    ...problem,
    title: isErrorCode(code) ? ERRORS[code][2] : problem.title,
    ...(detail === undefined ? {} : { detail: sentenceIn(detail, locale) }),
    ...(errors === undefined ? {} : { errors: errors.map((issue) => issueIn(issue, locale)) }),
  };
}

/** The problem of an error code. */
export function problemOf(code: ErrorCode, detail: string, errors?: Problem['errors']): Problem {
  const [status, title] = ERRORS[code];
  return {
    type: `urn:headroom:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...(errors === undefined ? {} : { errors }),
  };
}

function expectedProblem(error: unknown): Problem | undefined {
  if (error instanceof DomainError) {
    return problemOf(error.code, error.message, error.issues && [...error.issues]);
  }
  if (error instanceof HttpException) return problemOfStatus(error.getStatus(), error.message);
  if (isBodyParserError(error)) {
    return error.type === 'entity.too.large'
      ? problemOf('http/body-too-large', `A body may have at most ${error.limit} bytes.`)
      : problemOfStatus(error.status, 'The body is not valid JSON.');
  }
  return undefined;
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'http/not-found',
  405: 'http/method-not-allowed',
  413: 'http/body-too-large',
  415: 'http/unsupported-media-type',
  429: 'http/too-many-requests',
  503: 'http/not-ready',
};

function problemOfStatus(status: number, detail: string): Problem | undefined {
  if (status >= 500 && status !== 503) return undefined;
  return problemOf(CODE_OF_STATUS[status] ?? 'http/bad-request', detail);
}

interface BodyParserError {
  type: string;
  status: number;
  limit?: number;
}

function isBodyParserError(error: unknown): error is BodyParserError {
  return (
    error instanceof Error &&
    'type' in error &&
    typeof error.type === 'string' &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status < 500
  );
}
