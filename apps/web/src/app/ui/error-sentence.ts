import { type ApiError, toApiError } from '../api/api-error';
import type { WordKey } from '../words/all-words';
import type { Words } from '../words/words';

/** Codes that have a sentence of their own; the sign-in service's codes are its own upper-case words. */
const BY_CODE: Readonly<Record<string, WordKey>> = {
  'network/unreachable': 'error.unreachable',
  'engine/busy': 'error.engineBusy',
  'mail/no-local-mailbox': 'mailbox.absent',
  'invitations/not-valid': 'join.error.notValid',
  'invitations/expired': 'join.error.expired',
  'invitations/used': 'join.error.used',
  'invitations/other-address': 'join.error.otherAddress',
  INVALID_EMAIL_OR_PASSWORD: 'auth.error.credentials',
  USER_ALREADY_EXISTS: 'auth.error.exists',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'auth.error.exists',
  PASSWORD_TOO_SHORT: 'auth.error.passwordShort',
  PASSWORD_TOO_LONG: 'auth.error.passwordLong',
  INVALID_EMAIL: 'auth.error.email',
};

const BY_STATUS: Readonly<Record<number, WordKey>> = {
  401: 'error.signedOut',
  403: 'error.forbidden',
  404: 'error.notFound',
  409: 'error.conflict',
  412: 'error.changedMeanwhile',
  413: 'error.tooLarge',
  429: 'error.tooMany',
  503: 'error.unavailable',
};

/** What happened, as one sentence in the reader's language. */
export function errorSentence(failure: unknown, t: Words['t']): string {
  const error = toApiError(failure);
  const byCode = BY_CODE[error.code];
  if (byCode !== undefined) return t(byCode);
  if (error.code === 'ACCOUNT_LOCKED') {
    return t('auth.error.locked', { minutes: Math.ceil((error.retryAfterSeconds ?? 900) / 60) });
  }
  if (error.status === 429 && error.retryAfterSeconds !== null) {
    return t('error.tooManyWait', { seconds: error.retryAfterSeconds });
  }
  return ownWords(error) ?? t(BY_STATUS[error.status] ?? 'error.fault');
}

/** The server's own sentence where it says more than the status: about the input, never about a fault. */
function ownWords(error: ApiError): string | null {
  const aboutInput = error.status === 400 || error.status === 409 || error.status === 422;
  return aboutInput ? (error.detail ?? (error.title === '' ? null : error.title)) : null;
}
