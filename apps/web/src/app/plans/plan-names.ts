import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import {
  nameOf,
  type NamedKind,
  type PlanNames as Names,
  type ScenarioResponse,
} from '@headroom/models';
import { ScenariosApi } from '../api/scenarios-api';
import { Words } from '../words/words';
import { PlanStore } from './plan-store';

type Named = Pick<ScenarioResponse['scenario'], 'sites' | 'services' | 'training'>;

/**
 * Names of what the plan on the page tells of by id: those kept in it; of a plan of before they were kept, those of
 * sites and workloads in the version of the scenario it was made of.
 */
@Injectable()
export class PlanNames {
  private readonly scenarios = inject(ScenariosApi);
  private readonly store = inject(PlanStore);
  private readonly words = inject(Words);
  private readonly ofScenario = signal<Names | undefined>(undefined);

  /** All names there are, for sentences; `undefined` while none is known. */
  readonly known = computed((): Names | undefined => this.store.plan()?.names ?? this.ofScenario());
  private readonly origin = computed(
    () => {
      const response = this.store.response();
      return response === null || response.plan === null || response.plan.names !== undefined
        ? null
        : { id: response.scenarioId, version: response.version };
    },
    { equal: (a, b) => a?.id === b?.id && a?.version === b?.version },
  );

  constructor() {
    effect(() => {
      const origin = this.origin();
      untracked(() => void this.load(origin));
    });
  }

  site(id: string): string {
    return this.name('sites', id);
  }

  /** Of a part by length, the name of its service with the number of the part. */
  workload(id: string): string {
    return this.name('workloads', id);
  }

  /** The name the plan was made with, in the reader's language; `undefined` where it keeps none. */
  hardware(kind: 'systems' | 'chips', id: string): string | undefined {
    const name = this.name(kind, id);
    return name === id ? undefined : name;
  }

  private name(kind: NamedKind, id: string): string {
    return nameOf(this.known(), kind, id, this.words.locale());
  }

  private async load(origin: { id: string; version: number } | null): Promise<void> {
    this.ofScenario.set(undefined);
    if (origin === null) return;
    try {
      const { scenario } = await this.scenarios.version(origin.id, origin.version);
      if (this.origin() === origin) this.ofScenario.set(namesIn(scenario));
    } catch {
      // A scenario that was deleted since leaves its plans whole: they are then read by ids.
      this.ofScenario.set(undefined);
    }
  }
}

function namesIn({ sites, services = [], training = [] }: Named): Names {
  const entries = (
    items: readonly { readonly id: string; readonly name?: string | undefined }[],
  ): Names['sites'] =>
    Object.fromEntries(
      items.flatMap(({ id, name }) => (name === undefined ? [] : [[id, { name }] as const])),
    );
  return {
    sites: entries(sites),
    workloads: entries([...services, ...training]),
    systems: {},
    chips: {},
    acts: {},
  };
}
