import { loadCatalog } from '../catalog/catalog';
import type { Machine } from '../topology/machine';
import { machineOfChip } from '../topology/machine-of';

const catalog = loadCatalog();

/** Eight chips of the catalogue in one scale-up domain, estimates accepted. */
export function usableMachine(id: string): Machine {
  const chip = catalog.chips.find((c) => c.id === id);
  if (!chip) throw new Error(`The catalogue lost ${id}`);
  const result = machineOfChip(chip, catalog, {
    acceptEstimates: true,
    chips: 8,
    scaleUpDomain: 8,
  });
  if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
  return result.machine;
}
