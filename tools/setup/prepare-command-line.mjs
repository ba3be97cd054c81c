import { fileURLToPath } from 'node:url';
import { buildWhenStale } from './build.mjs';
import { report } from './failure.mjs';
import { installWhenNeeded } from './install.mjs';
import { Progress } from './progress.mjs';

/** Installs and builds what the command line needs; says so on standard error only, and ends the process when it cannot. */
export async function prepareCommandLine() {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const progress = new Progress(process.stderr);
  try {
    await installWhenNeeded(root, progress);
    await buildWhenStale(root, ['models', 'planner-core', 'cli'], progress);
  } catch (error) {
    process.exit(report(error));
  }
}
