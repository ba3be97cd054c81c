import { join } from 'node:path';
import { fitKernels, summary } from './fit-kernels.mjs';
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
  writeSurfaces(result, engine.PARAMETERS, date);
  if (families === null) kernelPage(result, date);
  return result;
}

/** Writes one file a family: its surfaces, those of the population, and how far off they are on every chip. */
function writeSurfaces(result, allParameters, date) {
  for (const [family, { fits, population }] of Object.entries(result)) {
    const parameters = [...allParameters[family]];
    const valuesOf = (coefficients) => parameters.map((name) => coefficients[name]);
    const chips = [...new Set(fits.map((fit) => fit.chip))];
    writeData(`kernels/data/${family}.json`, {
      family,
      command: 'npm run calibrate -- --only kernels',
      fitted: date,
      source: 'NVIDIA AIConfigurator measurements (Apache-2.0)',
      parameters,
      chips: chips.map((chip) => {
        const of = fits.filter((fit) => fit.chip === chip);
        const rows = of.reduce((sum, fit) => sum + fit.rows, 0);
        const errors = of.flatMap((fit) => fit.errors);
        return { chip, ...summary(rows, errors) };
      }),
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
}
