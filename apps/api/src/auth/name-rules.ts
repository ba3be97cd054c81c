import { personName } from '@headroom/models';
import { APIError } from 'better-auth/api';

const PATHS_WITH_NAME: ReadonlySet<string> = new Set(['/sign-up/email', '/update-user']);

/**
 * Asks of names of people, and of the workspaces named after them, what is asked of all other names.
 * @throws APIError 422 with the pointer of the name.
 */
export function refuseBadName({ path, body }: { path: string; body?: unknown }): void {
  if (!PATHS_WITH_NAME.has(path) || typeof body !== 'object' || body === null) return;
  // The endpoint itself asks for a name where it needs one.
  if (!('name' in body) || body.name === undefined) return;
  const { error } = personName.safeParse(body.name);
  if (error === undefined) return;
  throw new APIError('UNPROCESSABLE_ENTITY', {
    code: 'http/input-not-valid',
    message: 'Some fields are not as expected; see errors.',
    errors: error.issues.map(({ message }) => ({
      code: 'input/bad-value',
      pointer: '/name',
      detail: message,
    })),
  });
}
