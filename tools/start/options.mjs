import { parseArgs } from 'node:util';
import { Failure } from '../setup/failure.mjs';

const DEFAULT_PORT = 4600;
const BAD_INPUT = 2;

export const HELP = `Starts Headroom on this machine: installs and builds what is missing, starts a database,
plans an example and serves the web application.

  npm start                    start; Ctrl-C stops everything
  npm start -- --help          this text
  npm start -- --reset-demo    give the demo user a new password and print it
  npm start -- --verbose       show what the services write, too

Settings, as environment variables:
  PORT               where the web application is served (${DEFAULT_PORT})
  HOST               the address it listens on (127.0.0.1)
  HEADROOM_DATA_DIR  where database, secrets and logs are kept
                     (default: /var/lib/headroom for root, the user's state folder otherwise)
  DATABASE_URL       a PostgreSQL 18 to use in place of the built-in one, as the owner of the database
  REDIS_URL          a Redis for the job queue in place of PostgreSQL
  SMTP_URL           a mail server in place of the local mailbox
  MAIL_FROM          the sender of reports
  PUBLIC_URL         the address people reach it at, when that is another
  PLAN_TIME_LIMIT_SECONDS  how long a plan may take before it fails (300)

Example: PORT=4700 npm start`;

/**
 * @typedef {object} Options
 * @property {boolean} help
 * @property {boolean} resetDemo
 * @property {boolean} verbose
 * @property {number} port
 * @property {string} host
 */

/**
 * Reads the command line and the environment of `npm start`.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Options}
 */
export function readOptions(args, env) {
  const flags = readFlags(args);
  return {
    help: flags.help === true,
    resetDemo: flags['reset-demo'] === true,
    verbose: flags.verbose === true,
    port: readPort(env['PORT']),
    host: env['HOST'] ?? '127.0.0.1',
  };
}

/**
 * @param {readonly string[]} args
 */
function readFlags(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        'reset-demo': { type: 'boolean' },
        verbose: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new Failure(`${what}. See npm start -- --help.`, { exitCode: BAD_INPUT, cause: error });
  }
}

/**
 * @param {string | undefined} text
 * @returns {number}
 */
function readPort(text) {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Failure(
    `PORT is "${text}", but a port is a whole number from 1 to 65535, such as ${DEFAULT_PORT}.`,
    {
      exitCode: BAD_INPUT,
    },
  );
}
