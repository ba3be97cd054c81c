import {
  say,
  type Excuse,
  type Message,
  type System,
  type TrainingStudyRequest,
} from '@headroom/models';
import type { Catalog } from '../catalog/catalog';
import { findSystem } from '../catalog/lookup';
import type { Machine } from '../topology/machine';
import { machineOf } from '../topology/machine-of';
import { filterAllows } from '../workload/scenario-workloads';

/** A system of the catalogue that a study computes with. */
export interface StudySystem {
  readonly system: System;
  readonly machine: Machine;
}

export interface StudySystems {
  readonly systems: readonly StudySystem[];
  readonly excuses: readonly Excuse[];
}

/** Systems that are not products one can order. */
const UNSOLD: ReadonlySet<string> = new Set([
  'cancelled',
  'internal',
  'unknown',
  'end-of-life',
  'announced',
]);

/** The systems a study may use: those named, else all that are sold, and why not the others that were named. */
export function studySystems(
  request: Pick<TrainingStudyRequest, 'systems' | 'hardware' | 'acceptEstimates'>,
  catalog: Catalog,
): StudySystems {
  const systems: StudySystem[] = [];
  const excuses: Excuse[] = [];
  const names = request.systems ?? [];
  const isNamed = names.length > 0;
  const asked = isNamed ? namedSystems(names, catalog, excuses) : soldSystems(catalog);
  for (const system of asked) {
    const chip = catalog.chips.find((entry) => entry.id === system.chipId);
    if (chip === undefined) continue;
    const name = { systemId: system.id, chipId: chip.id, vendor: chip.vendor };
    if (!filterAllows(request.hardware, name)) continue;
    const result = machineOf(system, catalog, {
      acceptEstimates: request.acceptEstimates ?? false,
    });
    if (result.kind === 'usable') systems.push({ system, machine: result.machine });
    else if (isNamed) excuses.push({ ...result.excuse, systemId: system.id });
  }
  return { systems, excuses };
}

const soldSystems = (catalog: Catalog): readonly System[] =>
  catalog.systems.filter(
    (system) =>
      system.kind !== 'cluster' &&
      !UNSOLD.has(system.lifecycle) &&
      !UNSOLD.has(catalog.chips.find((chip) => chip.id === system.chipId)?.lifecycle ?? 'unknown'),
  );

function namedSystems(names: readonly string[], catalog: Catalog, excuses: Excuse[]): System[] {
  const found = new Map<string, System>();
  for (const name of names) {
    const lookup = findSystem(catalog, name);
    if (lookup.kind === 'found') {
      found.set(lookup.entry.id, lookup.entry);
      continue;
    }
    excuses.push(
      excuseOf(say('training/unknown-system', { system: name, ...nearestOf(lookup.nearest) })),
    );
  }
  return [...found.values()];
}

/** Names offered in place of one that is not known, in words of both languages where nothing is spelt alike. */
export const nearestOf = (names: readonly string[]): { nearest: string; nearestZh: string } => {
  const list = names.join(', ');
  return { nearest: list || 'none', nearestZh: list || '无' };
};

/** An excuse about a study as a whole. */
export const excuseOf = (
  message: Message,
  figures: Partial<
    Pick<Excuse, 'systemId' | 'chipId' | 'limit' | 'actual' | 'nearestFeasible' | 'unit'>
  > = {},
): Excuse => ({
  code: message.code,
  message,
  chipId: null,
  systemId: null,
  workloadId: null,
  limit: null,
  actual: null,
  nearestFeasible: null,
  unit: null,
  ...figures,
});
