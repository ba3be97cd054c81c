import type { Env } from '../config/env';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Origins whose pages may send requests with a session cookie: the public one, under all its loopback names. */
export function trustedOrigins(env: Pick<Env, 'publicUrl'>): readonly string[] {
  const url = new URL(env.publicUrl);
  if (!LOOPBACK_NAMES.includes(url.hostname)) return [url.origin];
  const port = url.port === '' ? '' : `:${url.port}`;
  return LOOPBACK_NAMES.map((name) => `${url.protocol}//${name}${port}`);
}
