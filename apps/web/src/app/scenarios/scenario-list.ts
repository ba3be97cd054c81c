import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import type { ScenarioSummary } from '@headroom/models';
import { ScenariosApi } from '../api/scenarios-api';
import { Session } from '../auth/session';
import { PlanStatusBadge } from '../plans/plan-status-badge';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Undo } from '../ui/undo';
import { Words } from '../words/words';
import { withValue } from './draft-text';
import { ExampleCards } from './example-cards';
import { NewScenarios } from './new-scenarios';

/** From here on a list is long enough to be searched. */
const SEARCHABLE_FROM = 6;

@Component({
  selector: 'hdr-scenario-list',
  imports: [
    EmptyState,
    ErrorNotice,
    ExampleCards,
    Icon,
    Loading,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PlanStatusBadge,
    RouterLink,
  ],
  templateUrl: './scenario-list.html',
  styleUrl: './scenario-list.scss',
  providers: [NewScenarios],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScenarioList {
  private readonly api = inject(ScenariosApi);
  private readonly undo = inject(Undo);
  protected readonly scenarios = inject(NewScenarios);
  protected readonly session = inject(Session);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  protected readonly state = new LoadState<ScenarioSummary[]>();
  protected readonly wanted = signal('');
  protected readonly showsExamples = signal(false);
  private readonly removed = signal<ReadonlySet<string>>(new Set());
  private readonly openedAt = new Date();

  protected readonly all = computed(() =>
    (this.state.value() ?? []).filter((scenario) => !this.removed().has(scenario.id)),
  );
  protected readonly isSearchable = computed(() => this.all().length >= SEARCHABLE_FROM);
  protected readonly found = computed(() => {
    const wanted = this.wanted().trim().toLowerCase();
    return this.all().filter((s) =>
      `${s.name} ${s.description ?? ''}`.toLowerCase().includes(wanted),
    );
  });

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(() => this.api.list());
  }

  protected ago(iso: string): string {
    return this.format().ago(iso, this.openedAt);
  }

  protected async duplicate(scenario: ScenarioSummary): Promise<void> {
    await this.scenarios.create(async () => {
      const { yaml } = await this.api.one(scenario.id);
      return withValue(yaml, ['name'], this.t('scenario.copyOf', { name: scenario.name }));
    });
  }

  protected remove(scenario: ScenarioSummary): void {
    this.removed.update((ids) => new Set([...ids, scenario.id]));
    this.undo.remove({
      said: this.t('scenario.deleted'),
      path: `/api/v1/scenarios/${scenario.id}`,
      carryOut: () => this.api.remove(scenario.id),
      putBack: () =>
        this.removed.update((ids) => new Set([...ids].filter((id) => id !== scenario.id))),
    });
  }
}
