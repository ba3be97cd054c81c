// The tests of tools/ and docker/ alone: `npx nx test tools`.
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nodeTest } from './layers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { status } = spawnSync(process.execPath, nodeTest(root, devNull), {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
