import { runCommand } from '../setup/run-command.mjs';
import { Failure } from '../setup/failure.mjs';

/**
 * The demo user; the password is known only when it was made just now.
 * @typedef {{ email: string, password: string | null }} Demo
 */

/**
 * Makes the demo user, workspace and scenario when they are not there.
 * @param {{ script: string, root: string, env: NodeJS.ProcessEnv, reset: boolean, signal: AbortSignal }} options
 * @returns {Promise<Demo>}
 */
export async function seedDemo({ script, root, env, reset, signal }) {
  const args = [script, ...(reset ? ['--reset'] : [])];
  const { exitCode, lines } = await runCommand(process.execPath, args, { cwd: root, env, signal });
  const answer = exitCode === 0 ? lines.map(parseDemo).find((demo) => demo !== null) : undefined;
  if (answer === undefined || answer === null) {
    throw new Failure('The demo workspace could not be made: see the lines above.', {
      details: lines.slice(-20).join('\n'),
    });
  }
  return answer;
}

/**
 * @param {string} line
 * @returns {Demo | null} `null` for a line that is something else
 */
export function parseDemo(line) {
  if (!line.startsWith('{')) return null;
  try {
    const { email, password } = JSON.parse(line);
    if (typeof email !== 'string') return null;
    return { email, password: typeof password === 'string' && password !== '' ? password : null };
  } catch {
    return null; // a log line that only looks like the answer
  }
}

/**
 * How to sign in, for a person to read.
 * @param {Demo} demo
 * @returns {string[]}
 */
export function demoLines({ email, password }) {
  if (password !== null) {
    return [`Sign in as ${email}`, `   password ${password}   (shown only this once)`];
  }
  return [
    `Sign in as ${email} with the password printed at the first start`,
    '   (a new one: npm start -- --reset-demo)',
  ];
}
