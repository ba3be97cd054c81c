// `npm test`. Works on a bare checkout: nothing but built-in modules until the packages are there.
import { requireNode } from '../setup/require-node.mjs';

requireNode();
const { main } = await import('./main.mjs');
process.exit(await main());
