import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Overview } from '@headroom/models';
import { OverviewApi } from '../api/overview-api';
import { Session } from '../auth/session';
import { PlanStatusBadge } from '../plans/plan-status-badge';
import { ExampleCards } from '../scenarios/example-cards';
import { NewScenarios } from '../scenarios/new-scenarios';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Words } from '../words/words';
import { OverviewAhead } from './overview-ahead';
import { OverviewFirst } from './overview-first';
import { OverviewPlans } from './overview-plans';
import { OverviewReports } from './overview-reports';
import { OverviewRules } from './overview-rules';
import { OverviewView } from './overview-view';

/** While something is being planned the page looks again, so that it shows the answer when it is there. */
const LOOK_AGAIN_MS = 5000;

/** What stands this morning, over all plans of the workspace. */
@Component({
  selector: 'hdr-overview-page',
  imports: [
    EmptyState,
    ErrorNotice,
    ExampleCards,
    Icon,
    Loading,
    OverviewAhead,
    OverviewFirst,
    OverviewPlans,
    OverviewReports,
    OverviewRules,
    PlanStatusBadge,
    RouterLink,
  ],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
  providers: [NewScenarios, OverviewView],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewPage {
  private readonly api = inject(OverviewApi);
  protected readonly view = inject(OverviewView);
  protected readonly scenarios = inject(NewScenarios);
  protected readonly session = inject(Session);
  protected readonly t = inject(Words).t;
  protected readonly state = new LoadState<Overview>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isLeft = false;

  protected readonly asOf = computed(() => {
    const overview = this.state.value();
    return overview === null
      ? ''
      : this.t('overview.asOf', {
          day: this.view.format().date(overview.today),
          evidence: this.view.format().date(overview.catalogAsOf),
        });
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.isLeft = true;
      clearTimeout(this.timer);
    });
    void this.load();
  }

  protected async load(): Promise<void> {
    clearTimeout(this.timer);
    await this.state.load(async () => {
      const overview = await this.api.read();
      this.view.show(overview);
      return overview;
    });
    const { working = [] } = this.state.value() ?? {};
    if (!this.isLeft && working.length > 0) {
      this.timer = setTimeout(() => void this.load(), LOOK_AGAIN_MS);
    }
  }
}
