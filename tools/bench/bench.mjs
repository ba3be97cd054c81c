// `npm run bench -- --runs 5`: how long the engine takes, piece by piece, for every example scenario.
import { requireNode } from '../setup/require-node.mjs';

requireNode();
const { main } = await import('./main.mjs');
process.exit(await main());
