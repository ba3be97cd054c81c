import { join } from 'node:path';
import { fitKernels } from './fit-kernels.mjs';
import { kernelPage } from './kernel-page.mjs';
import { writeData } from './write-json.mjs';

/** Fits every kernel surface and writes one file per family. */
export function calibrateKernels({ engine, dir, date, families = null }) {
  const catalog = engine.loadCatalog();
  const deviceOf = (chip) => {
    const found = engine.measuredMachine(chip, 8, null, catalog);
    if (found.kind !== 'machine') throw new Error(`The catalogue has no ${chip}`);
    const { machine } = found;
    const peak = Object.fromEntries(
      Object.entries(machine.peakFlops).map(([p, v]) => [p, v ?? machine.peakFlops.bf16]),
    );
    return {
      target: machine,
      peak,
      bandwidth: machine.memoryBandwidth,
      scaleUp: machine.fabric.scaleUpBandwidth,
    };
  };
  const result = fitKernels({ folder: join(dir, 'kernels'), kernels: engine, deviceOf, families });
  for (const [family, { fits, population }] of Object.entries(result)) {
    const parameters = [...engine.PARAMETERS[family]];
    const valuesOf = (coefficients) => parameters.map((name) => coefficients[name]);
    writeData(`kernels/data/${family}.json`, {
      family,
      command: 'npm run calibrate -- --only kernels',
      fitted: date,
      source: 'NVIDIA AIConfigurator measurements (Apache-2.0)',
      parameters,
      surfaces: fits.map((fit) => ({
        chip: fit.chip,
        engine: fit.engine,
        engineVersion: fit.engineVersion,
        precision: fit.precision,
        kernel: fit.kernel,
        rows: fit.rows,
        medianError: fit.medianError,
        p90Error: fit.p90Error,
        values: valuesOf(fit.coefficients),
      })),
      population: population.map(({ coefficients, ...rest }) => ({
        ...rest,
        values: valuesOf(coefficients),
      })),
    });
  }
  if (families === null) kernelPage(result, date);
  return result;
}
