import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { describe, expect, it } from 'vitest';
import { toApiError } from '../api/api-error';
import type { Words } from '../words/words';
import { errorSentence } from './error-sentence';

/** Says the key, so that a test sees which sentence was chosen. */
const keys: Words['t'] = (key, params = {}) =>
  [key, ...Object.values(params)].map(String).join(' ');

function answer(status: number, error: unknown, headers: Record<string, string> = {}) {
  return new HttpErrorResponse({ status, error, headers: new HttpHeaders(headers) });
}

describe('errors of the API in words', () => {
  it('reads the fields of a problem', () => {
    const error = toApiError(
      answer(422, {
        type: 'about:blank',
        title: 'Not a scenario',
        status: 422,
        code: 'scenario/invalid',
        detail: 'The scenario has 1 error.',
        errors: [{ code: 'scenario/missing-field', pointer: '/name', detail: 'name is missing.' }],
      }),
    );
    expect(error.issues).toHaveLength(1);
    expect(errorSentence(error, keys)).toBe('The scenario has 1 error.');
  });

  it('says that the server cannot be reached when there was no answer', () => {
    expect(errorSentence(answer(0, null), keys)).toBe('error.unreachable');
  });

  it('says that the engine is busy, not that the server is not there', () => {
    const busy = answer(503, { code: 'engine/busy', title: 'The engine is busy', status: 503 });
    expect(errorSentence(busy, keys)).toBe('error.engineBusy');
  });

  it('knows the codes of the sign-in service', () => {
    const wrong = answer(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid' });
    expect(errorSentence(wrong, keys)).toBe('auth.error.credentials');
  });

  it('says how long to wait when the server says it', () => {
    expect(errorSentence(answer(429, {}, { 'retry-after': '30' }), keys)).toBe(
      'error.tooManyWait 30',
    );
  });

  it('never shows what a fault of the server says about itself', () => {
    expect(errorSentence(answer(500, { code: 'x', detail: 'stack of the server' }), keys)).toBe(
      'error.fault',
    );
  });

  it('reads a problem that came as text', () => {
    const text = JSON.stringify({ title: 'Gone', code: 'scenario/gone', status: 404 });
    expect(toApiError(answer(404, text)).code).toBe('scenario/gone');
  });
});
