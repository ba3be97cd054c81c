import { join } from 'node:path';
import { fitKernels } from './fit-kernels.mjs';
import { kernelPage } from './kernel-page.mjs';
import { writeData } from './write-json.mjs';

/** Fits every kernel surface and writes one file per family. */
export function calibrateKernels({ engine, dir, date }) {
  const catalog = engine.loadCatalog();
  const deviceOf = (chip) => {
    const found = engine.measuredMachine(chip, 8, null, catalog);
    if (found.kind !== 'machine') throw new Error(`The catalogue has no ${chip}`);
    const { machine } = found;
    const peak = Object.fromEntries(
      Object.entries(machine.peakFlops).map(([p, v]) => [p, v ?? machine.peakFlops.bf16]),
    );
    return { peak, bandwidth: machine.memoryBandwidth, scaleUp: machine.fabric.scaleUpBandwidth };
  };
  const result = fitKernels({ folder: join(dir, 'kernels'), kernels: engine, deviceOf });
  for (const [family, surfaces] of Object.entries(result)) {
    const parameters = [...engine.PARAMETERS[family]];
    writeData(`kernels/data/${family}.json`, {
      family,
      command: 'npm run calibrate',
      fitted: date,
      source: 'NVIDIA AIConfigurator measurements (Apache-2.0)',
      parameters,
      surfaces: surfaces.map(({ coefficients, ...rest }) => ({
        ...rest,
        values: parameters.map((name) => coefficients[name]),
      })),
    });
  }
  kernelPage(result, date);
  return result;
}
