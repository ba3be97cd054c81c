import { STATUS_CODES } from 'node:http';
import { type Locale, type Problem, inputIssue } from '@headroom/models';
import { ERRORS, type ErrorCode, isErrorCode } from '../http/domain-error';
import { PROBLEM_CONTENT_TYPE, problemIn } from '../http/problem-filter';

const FIRST_ERROR = 400;
const TOO_MANY_REQUESTS = 429;
const FAULT = 500;

/**
 * An answer of the sign-in library as the product gives it: errors as problem details that keep the library's `code`,
 * everything else without the session's token, which is for the HttpOnly cookie only.
 */
export async function productAnswer(
  answer: Response,
  requestId: string,
  locale: Locale,
): Promise<Response> {
  const text = await answer.text();
  const body = asJson(text);
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  if (answer.status >= FIRST_ERROR) {
    headers.set('content-type', PROBLEM_CONTENT_TYPE);
    const problem = { ...problemIn(problemOfAnswer(answer.status, body), locale), requestId };
    return new Response(JSON.stringify(problem), { status: answer.status, headers });
  }
  const shown = body === undefined ? text : JSON.stringify(withoutTokens(body));
  return new Response(shown === '' ? null : shown, { status: answer.status, headers });
}

function problemOfAnswer(status: number, body: unknown): Problem {
  const said = isRecord(body) ? body : {};
  const code = typeof said['code'] === 'string' && status < FAULT ? said['code'] : codeOf(status);
  const issues = inputIssue.array().safeParse(said['errors']);
  return {
    type: `urn:headroom:problem:${code}`,
    title: titleOf(code) ?? STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(typeof said['message'] === 'string' && status < FAULT ? { detail: said['message'] } : {}),
    ...(issues.success ? { errors: issues.data } : {}),
  };
}

function codeOf(status: number): ErrorCode {
  if (status === TOO_MANY_REQUESTS) return 'http/too-many-requests';
  return status >= FAULT ? 'http/internal-error' : 'http/bad-request';
}

function titleOf(code: string): string | undefined {
  return isErrorCode(code) ? ERRORS[code][1] : undefined;
}

function withoutTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'token')
      .map(([name, inner]) => [name, withoutTokens(inner)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** `undefined` for what is not JSON. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
