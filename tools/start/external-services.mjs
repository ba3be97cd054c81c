import { Failure } from '../setup/failure.mjs';
import { answers } from '../setup/ports.mjs';

const LIMIT_MS = 5_000;

/** @type {Readonly<Record<string, { protocols: Readonly<Record<string, number>>, what: string, without: string }>>} */
const SERVICES = {
  REDIS_URL: {
    protocols: { 'redis:': 6379, 'rediss:': 6379 },
    what: 'Redis',
    without: 'leave REDIS_URL out to keep the queue in the database',
  },
  SMTP_URL: {
    protocols: { 'smtp:': 587, 'smtps:': 465 },
    what: 'mail server',
    without: 'leave SMTP_URL out to use the local mailbox',
  },
};

/**
 * Checks that the services named in the environment answer, before anything relies on them.
 * @param {NodeJS.ProcessEnv} env
 * @throws {Failure} naming the one that does not
 */
export async function requireExternalServices(env) {
  for (const [variable, { protocols, what, without }] of Object.entries(SERVICES)) {
    const text = env[variable];
    if (text === undefined || text === '') continue;
    const url = URL.canParse(text) ? new URL(text) : null;
    const port = url === null ? undefined : protocols[url.protocol];
    if (url === null || port === undefined || url.hostname === '') {
      const example = `${Object.keys(protocols)[0]}//127.0.0.1:${Object.values(protocols)[0]}`;
      throw new Failure(`${variable} is not an address such as ${example}; ${without}.`);
    }
    if (!(await answers(url.hostname, Number(url.port) || port, LIMIT_MS))) {
      throw new Failure(
        `The ${what} of ${variable} at ${url.host} does not answer: start it, or ${without}.`,
      );
    }
  }
}
