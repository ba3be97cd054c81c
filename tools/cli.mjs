// `npm run --silent headroom -- ...`: the command line, built first when it has to be. Standard output belongs to the command.
import { requireNode } from './setup/require-node.mjs';

requireNode();
const { prepareCommandLine } = await import('./setup/prepare-command-line.mjs');
await prepareCommandLine();
await import(new URL('../dist/apps/cli/main.js', import.meta.url).href);
