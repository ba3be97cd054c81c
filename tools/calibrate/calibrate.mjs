/**
 * Refits the engine to measurements and writes the coefficients with their errors:
 *   npm run calibrate [-- --dir FOLDER] [--only kernels,serving,training] [--date YYYY-MM-DD] [--quick]
 * Without a folder of measurements nothing is changed.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildEngine } from './build-engine.mjs';
import { calibrateKernels } from './calibrate-kernels.mjs';
import { calibrateServing } from './calibrate-serving.mjs';
import { calibrateTraining } from './training.mjs';

const { values } = parseArgs({
  options: {
    dir: {
      type: 'string',
      default: fileURLToPath(new URL('../../../shared/measured', import.meta.url)),
    },
    only: { type: 'string', default: 'kernels,serving,training' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    quick: { type: 'boolean', default: false },
  },
});

if (!existsSync(values.dir)) {
  console.error(
    `No measurements in ${values.dir}. Give their folder with --dir; nothing was changed.`,
  );
  process.exit(2);
}
const parts = new Set(values.only.split(','));
const { date, dir, quick } = values;
let built = buildEngine();
if (parts.has('kernels')) {
  calibrateKernels({ engine: built.engine, dir, date });
  built = buildEngine();
}
if (parts.has('serving')) {
  await calibrateServing({
    engine: built.engine,
    rebuild: () => buildEngine().engine,
    dir,
    date,
    quick,
  });
  built = buildEngine();
}
if (parts.has('training'))
  await calibrateTraining(built.core, pathToFileURL(`${dir}/`), date, quick);
