// `npm run bench -- --runs 5 --only fleet`: how long the engine takes, piece by piece, each figure beside its limit.
import { requireNode } from '../setup/require-node.mjs';

requireNode();
const { main } = await import('./main.mjs');
process.exit(await main());
