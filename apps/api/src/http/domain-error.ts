import type { InputIssue } from '@headroom/models';

/** Every error the API answers with: its HTTP status and its title. Codes are stable once published. */
export const ERRORS = {
  'auth/sign-in-required': [401, 'Sign in, or send an API key'],
  'auth/key-not-valid': [401, 'The API key is not valid'],
  'auth/permission-missing': [403, 'Not permitted'],
  'auth/no-workspace': [403, 'No workspace is active'],
  'auth/origin-not-trusted': [403, 'The request came from another site'],
  'calibrations/not-found': [404, 'No such calibration'],
  'calibrations/not-usable': [422, 'No run can be used'],
  'catalog/entry-not-found': [404, 'No such catalogue entry'],
  'deployments/not-valid': [422, 'The search names what the catalogue does not have'],
  'training/not-valid': [422, 'The study names what is not there or asks for too little'],
  'engine/busy': [503, 'The engine is busy'],
  'http/bad-request': [400, 'The request could not be read'],
  'http/body-too-large': [413, 'The request body is too large'],
  'http/cursor-not-valid': [422, 'The cursor is not valid'],
  'http/idempotency-answer-lost': [409, 'The request was carried out, but its answer was lost'],
  'http/idempotency-key-in-use': [
    409,
    'The first request with this Idempotency-Key is not finished',
  ],
  'http/idempotency-key-not-valid': [422, 'The Idempotency-Key is not valid'],
  'http/idempotency-key-reused': [422, 'The Idempotency-Key was used for another request'],
  'http/input-not-valid': [422, 'The input is not valid'],
  'http/internal-error': [500, 'Something went wrong on our side'],
  'http/method-not-allowed': [405, 'The method is not allowed here'],
  'http/not-found': [404, 'Nothing is here'],
  'http/not-ready': [503, 'The service is not ready'],
  'http/too-many-requests': [429, 'Too many requests'],
  'http/unsupported-media-type': [415, 'The body must be JSON'],
  'http/version-required': [428, 'Say which version you edit'],
  'keys/not-found': [404, 'No such API key'],
  'keys/shown-once': [409, 'The key was shown when it was created'],
  'mail/no-local-mailbox': [404, 'There is no local mailbox'],
  'mail/not-found': [404, 'No such mail'],
  'plans/finished': [409, 'The plan is finished'],
  'plans/not-answered': [409, 'The plan has no answer'],
  'plans/not-found': [404, 'No such plan'],
  'reports/delivery-not-found': [404, 'No such delivery'],
  'reports/delivery-not-open': [409, 'The mail needs no further attempt'],
  'reports/no-plan': [409, 'The scenario has no plan to report on'],
  'reports/not-found': [404, 'No such report schedule'],
  'scenarios/not-found': [404, 'No such scenario'],
  'scenarios/not-valid': [422, 'The scenario is not valid'],
  'scenarios/version-conflict': [412, 'The scenario has been changed since'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected "no" of a service. What it becomes on the wire is decided in one place, by its code. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    detail: string,
    readonly issues?: readonly InputIssue[],
  ) {
    super(detail);
    this.name = 'DomainError';
  }
}
