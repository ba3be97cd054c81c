import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session } from '../auth/session';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { OverviewView } from './overview-view';

/** Reports that are due, and the one sent last. */
@Component({
  selector: 'hdr-overview-reports',
  imports: [Icon, RouterLink],
  template: `@if (reports(); as reports) {
    <section class="card" [attr.aria-label]="t('overview.reports')">
      <header class="card-head">
        <div class="titles">
          <h2 class="card-title">{{ t('overview.reports') }}</h2>
        </div>
        @if (session.may('reports:write')) {
          <div class="actions">
            <a class="btn small" routerLink="/reports/new">{{ t('overview.schedule') }}</a>
          </div>
        }
      </header>
      @if (reports.failed > 0) {
        <p class="failed small">
          <hdr-icon name="alert" [size]="16" />
          <a routerLink="/reports">{{ t('overview.mailsFailed', { n: reports.failed }) }}</a>
        </p>
      }
      <dl>
        <div>
          <dt>{{ t('overview.due') }}</dt>
          @for (due of reports.due; track due.id) {
            <dd>
              <a [routerLink]="['/reports', due.id]">{{ due.name }}</a>
              <span class="small faint"
                >{{ view.format().dateTime(due.dueAt, due.timeZone) }} ·
                {{ due.scenarioName }}</span
              >
            </dd>
          } @empty {
            <dd class="faint">{{ t('overview.noDue') }}</dd>
          }
        </div>
        <div>
          <dt>{{ t('overview.lastSent') }}</dt>
          @if (reports.lastSent; as sent) {
            <dd>
              <a [routerLink]="['/reports', sent.scheduleId]">{{
                t('overview.recipients', { name: sent.scheduleName, n: sent.recipients })
              }}</a>
              <span class="small faint">{{ view.format().dateTime(sent.sentAt) }}</span>
            </dd>
          } @else {
            <dd class="faint">{{ t('overview.notSent') }}</dd>
          }
        </div>
      </dl>
    </section>
  }`,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
      gap: 14px 24px;
      padding: 14px 16px;
    }
    dl > div {
      display: grid;
      gap: 6px;
      align-content: start;
    }
    dt {
      color: var(--text-2);
      font-size: 12.5px;
    }
    dd {
      display: grid;
    }
    .failed {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 10px 16px;
      border-block-end: 1px solid var(--border);
      background: var(--danger-soft);
      color: var(--danger);

      a {
        color: inherit;
        text-decoration: underline;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewReports {
  protected readonly view = inject(OverviewView);
  protected readonly session = inject(Session);
  protected readonly t = inject(Words).t;
  protected readonly reports = computed(() => this.view.overview().reports);
}
