import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { ScenarioResponse } from '@headroom/models';
import { ScenariosApi } from '../api/scenarios-api';
import { PlanStore } from './plan-store';

type Named = Pick<ScenarioResponse['scenario'], 'sites' | 'services' | 'training'>;

/** Names of sites and workloads, as the version of the scenario says that the plan was made of. */
@Injectable()
export class PlanNames {
  private readonly scenarios = inject(ScenariosApi);
  private readonly store = inject(PlanStore);
  private readonly scenario = signal<Named | null>(null);

  private readonly sites = computed(() => namesOf(this.scenario()?.sites));
  private readonly workloads = computed(
    () => new Map([...namesOf(this.scenario()?.services), ...namesOf(this.scenario()?.training)]),
  );
  private readonly origin = computed(
    () => {
      const response = this.store.response();
      return response === null ? null : { id: response.scenarioId, version: response.version };
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
    return this.sites().get(id) ?? id;
  }

  /** Of a part by length, the name of its service with the number of the part. */
  workload(id: string): string {
    const names = this.workloads();
    const cut = id.lastIndexOf('/');
    const whole = cut < 0 ? undefined : names.get(id.slice(0, cut));
    return names.get(id) ?? (whole === undefined ? id : `${whole} / ${id.slice(cut + 1)}`);
  }

  private async load(origin: { id: string; version: number } | null): Promise<void> {
    this.scenario.set(null);
    if (origin === null) return;
    try {
      const { scenario } = await this.scenarios.version(origin.id, origin.version);
      if (this.origin() === origin) this.scenario.set(scenario);
    } catch {
      // A scenario that was deleted since leaves its plans whole: they are then read by ids.
      this.scenario.set(null);
    }
  }
}

function namesOf(
  items: readonly { readonly id: string; readonly name?: string | undefined }[] | undefined,
): Map<string, string> {
  return new Map(
    (items ?? []).flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const])),
  );
}
