import { ChangeDetectionStrategy, Component, effect, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PlanSummary, ScenarioVersionSummary } from '@headroom/models';
import { PlansApi } from '../api/plans-api';
import { ScenariosApi } from '../api/scenarios-api';
import { PlanStatusBadge } from '../plans/plan-status-badge';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Words } from '../words/words';

interface History {
  versions: ScenarioVersionSummary[];
  plans: PlanSummary[];
}

/** Versions of a scenario and the plans made from them. */
@Component({
  selector: 'hdr-scenario-history',
  imports: [ErrorNotice, Icon, Loading, PlanStatusBadge, RouterLink],
  templateUrl: './scenario-history.html',
  styleUrl: './scenario-history.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScenarioHistory {
  private readonly scenarios = inject(ScenariosApi);
  private readonly plansApi = inject(PlansApi);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  readonly scenarioId = input.required<string>();
  readonly version = input.required<number>();
  readonly restored = output<number>();
  readonly closed = output();
  protected readonly state = new LoadState<History>();

  constructor() {
    effect(() => {
      const [id] = [this.scenarioId(), this.version()];
      void this.state.load(async () => {
        const [versions, plans] = await Promise.all([
          this.scenarios.versions(id),
          this.plansApi.ofScenario(id),
        ]);
        return { versions: versions.items, plans: plans.items };
      });
    });
  }
}
