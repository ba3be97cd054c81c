import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = `${root}libs/planner-core/dist/`;

/**
 * Builds planner-core and loads it anew, so that coefficients just written are used. Besides what the library
 * exports, calibration needs the parts between a row and its prediction.
 */
export function buildEngine() {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-b', `${root}libs/planner-core/tsconfig.lib.json`],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('planner-core does not build');
  const require = createRequire(import.meta.url);
  for (const file of Object.keys(require.cache))
    if (file.startsWith(dist)) delete require.cache[file];
  const core = require(`${dist}index.js`);
  return {
    core,
    // Read only by what fits serving and kernels; training needs what the library exports.
    get engine() {
      return Object.assign({ loadCatalog: core.loadCatalog }, ...engineParts(require));
    },
  };
}

/** Modules of the engine that calibration looks into, below its `src`. */
export const ENGINE_PARTS = [
  'catalog/lookup',
  'inference/measured/answer-serving',
  'inference/engine/closed-loop',
  'inference/engine/engine-profile',
  'inference/measured/measured-machine',
  'inference/measured/predict-serving',
  'inference/engine/profiles',
  'inference/measured/residual',
  'inference/measured/residual-features',
  'kernels/attention',
  'kernels/choose-surface',
  'kernels/exchange',
  'kernels/gemm',
  'kernels/grouped-gemm',
  'kernels/kernel-set',
  'kernels/parameters',
  'kernels/smooth',
];

const engineParts = (require) => ENGINE_PARTS.map((name) => require(`${dist}${name}.js`));
