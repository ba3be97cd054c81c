import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprints } from '../setup/build.mjs';
import { runCommand } from '../setup/run-command.mjs';
import { recall, remember } from './state-folder.mjs';

export const EXAMPLE = 'examples/a-chinese-cloud-deepseek.yaml';
const ISO_DAY_LENGTH = 10;

/**
 * The plan of the example scenario as text. Planning is a pure function, so what the same build said of the same
 * scenario on the same day is not reckoned again.
 * @param {{ root: string, folder: string, signal: AbortSignal }} options
 * @returns {Promise<{ text: string, isPlanned: boolean }>} the plan, or what went wrong with it
 */
export async function planExample({ root, folder, signal }) {
  const key = createHash('sha256')
    .update(Object.values(fingerprints(root, ['cli'])).join())
    .update(readFileSync(join(root, EXAMPLE)))
    .update(new Date().toISOString().slice(0, ISO_DAY_LENGTH))
    .digest('hex');
  const { example } = recall(folder);
  if (example?.key === key) return { text: example.text, isPlanned: true };
  const { exitCode, lines } = await runCommand(
    process.execPath,
    ['dist/apps/cli/main.js', 'plan', '--brief', '-f', EXAMPLE],
    { cwd: root, signal },
  );
  const text = lines.join('\n');
  if (exitCode === 0) remember(folder, { example: { key, text } });
  return { text, isPlanned: exitCode === 0 };
}
