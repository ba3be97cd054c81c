import { HttpErrorResponse } from '@angular/common/http';
import type { InputIssue } from '@headroom/models';

/** What went wrong with a request, in the terms of the API's problem details. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly issues: readonly InputIssue[];
  readonly requestId: string | null;
  /** Seconds the server asks to wait, when it says so. */
  readonly retryAfterSeconds: number | null;

  constructor(fields: Partial<Omit<ApiError, keyof Error>> & { status: number; code: string }) {
    super(fields.detail ?? fields.title ?? fields.code);
    this.name = 'ApiError';
    this.status = fields.status;
    this.code = fields.code;
    this.title = fields.title ?? '';
    this.detail = fields.detail ?? null;
    this.issues = fields.issues ?? [];
    this.requestId = fields.requestId ?? null;
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null;
  }
}

/**
 * Reads any failure of a request: problem+json of the API, the sign-in service's `{code, message}`,
 * or no answer at all (`network/unreachable`, status 0).
 */
export function toApiError(failure: unknown): ApiError {
  if (failure instanceof ApiError) return failure;
  if (!(failure instanceof HttpErrorResponse)) {
    return new ApiError({ status: 0, code: 'client/fault', detail: String(failure) });
  }
  if (failure.status === 0) return new ApiError({ status: 0, code: 'network/unreachable' });
  const body = asRecord(failure.error);
  const retryAfter = Number(failure.headers.get('retry-after') ?? NaN);
  return new ApiError({
    status: failure.status,
    code: text(body['code']) ?? `http/${failure.status}`,
    title: text(body['title']) ?? failure.statusText,
    detail: text(body['detail']) ?? text(body['message']),
    issues: Array.isArray(body['errors']) ? body['errors'].filter(isIssue) : [],
    requestId: text(body['requestId']),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') {
    try {
      return asRecord(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isIssue(value: unknown): value is InputIssue {
  const issue = asRecord(value);
  return typeof issue['pointer'] === 'string' && typeof issue['detail'] === 'string';
}
