import { execFileSync, spawnSync } from 'node:child_process';

/**
 * The account a server runs as. PostgreSQL refuses to run as root, so root hands over to somebody without rights.
 * @typedef {{ name: string, uid: number, gid: number }} Account
 */

const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account to run the server as, or `null` for the one we are.
 * @returns {Account | null}
 */
export function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  return null;
}

/**
 * Whether the account may run or enter `path`. Asked of the system as that account, since folders above count too.
 * @param {Account} account
 * @param {string} path
 */
export function canReach(account, path) {
  const [uid, gid] = [account.uid | 0, account.gid | 0];
  return spawnSync('/usr/bin/env', ['test', '-x', path], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * @param {'-u' | '-g'} flag
 * @param {string} name
 * @returns {number | null} null when there is no such account
 */
function idOf(flag, name) {
  try {
    const answer = execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(answer.toString().trim());
  } catch {
    return null; // `id` fails for an account that does not exist
  }
}
