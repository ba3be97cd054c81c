import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OverviewTurn } from '@headroom/models';
import { Words } from '../words/words';
import { OverviewView } from './overview-view';

const TONES: Readonly<Record<OverviewTurn['after'], string>> = {
  allowed: 'ok',
  licensed: 'warn',
  banned: 'danger',
};

/** Rules that change for what is planned, and the plans they touch. */
@Component({
  selector: 'hdr-overview-rules',
  imports: [RouterLink],
  template: `<section class="card" [attr.aria-label]="t('overview.rules')">
    <header class="card-head">
      <div class="titles">
        <h2 class="card-title">{{ t('overview.rules') }}</h2>
        <p class="small faint">{{ t('overview.rulesCaption') }}</p>
      </div>
    </header>
    <ul>
      @for (turn of view.overview().policy; track $index) {
        <li>
          <span class="day num">{{ view.format().date(turn.day) }}</span>
          <div class="what">
            <p>
              @if (turn.eventId !== null) {
                <a [routerLink]="['/catalog', 'policy-events', turn.eventId]">{{ title(turn) }}</a>
              } @else {
                <span class="title">{{ title(turn) }}</span>
              }
              <span class="badge" [class]="tone(turn)">{{ change(turn) }}</span>
            </p>
            <p class="small muted">
              {{ chips(turn) }}
              @if (turn.branch; as branch) {
                ·
                {{
                  t('overview.inFuture', {
                    name: branch.name,
                    share: view.format().percent(branch.probability),
                  })
                }}
              }
            </p>
            <p class="small row">
              @for (plan of turn.plans; track plan.planId) {
                <a [routerLink]="['/plans', plan.planId]">{{ plan.scenarioName }}</a>
              }
            </p>
          </div>
        </li>
      } @empty {
        <li class="none">{{ t('overview.noRules') }}</li>
      }
    </ul>
  </section>`,
  styles: `
    li {
      display: grid;
      grid-template-columns: 104px minmax(0, 1fr);
      gap: 4px 16px;
      padding: 12px 16px;
      border-block-end: 1px solid var(--border);

      &:last-child {
        border-block-end: 0;
      }
    }
    .none {
      grid-template-columns: minmax(0, 1fr);
      padding-block: 28px;
      color: var(--text-3);
      font-size: 13px;
      text-align: center;
    }
    .day {
      color: var(--text-2);
      font-size: 13px;
    }
    .what {
      display: grid;
      gap: 3px;
    }
    .title {
      font-weight: 500;
    }
    .badge {
      margin-inline-start: 6px;
    }
    @media (width < 700px) {
      li {
        grid-template-columns: minmax(0, 1fr);
      }
      .badge {
        margin-inline-start: 0;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewRules {
  protected readonly view = inject(OverviewView);
  protected readonly t = inject(Words).t;

  protected title({ title, titleZh }: OverviewTurn): string {
    const said = this.view.isChinese() ? (titleZh ?? title) : title;
    return said ?? this.t('overview.assumed');
  }

  protected change({ before, after }: OverviewTurn): string {
    return this.t('overview.turns', {
      before: this.t(`overview.verdict.${before}`),
      after: this.t(`overview.verdict.${after}`),
    });
  }

  protected tone({ after }: OverviewTurn): string {
    return TONES[after];
  }

  protected chips({ chips }: OverviewTurn): string {
    return chips.map((chip) => this.view.chipName(chip)).join(', ');
  }
}
