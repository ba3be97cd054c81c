import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Words } from '../words/words';
import { OverviewView } from './overview-view';

interface First {
  label: string;
  value: string;
  note: string;
  tone?: 'danger' | 'warn';
}

/** The four things that come first over all plans: an order, a full pool, a rule, a report. */
@Component({
  selector: 'hdr-overview-first',
  template: `<section class="card" [attr.aria-label]="t('overview.first')">
    <dl>
      @for (fact of facts(); track fact.label) {
        <div>
          <dt>{{ fact.label }}</dt>
          <dd>
            <span class="value num" [class]="fact.tone">{{ fact.value }}</span>
            <span class="note">{{ fact.note }}</span>
          </dd>
        </div>
      }
    </dl>
  </section>`,
  styles: `
    .card {
      overflow: hidden;
    }
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 1px;
      background: var(--border);
    }
    dl > div {
      display: grid;
      gap: 3px;
      align-content: start;
      padding: 14px 20px;
      background: var(--surface);
    }
    dt {
      color: var(--text-2);
      font-size: 12.5px;
    }
    dd {
      display: grid;
      gap: 2px;
    }
    .value {
      font-size: 21px;
      font-weight: 500;
      letter-spacing: -0.02em;
    }
    .value.danger {
      color: var(--danger);
    }
    .value.warn {
      color: var(--warn);
    }
    .note {
      color: var(--text-3);
      font-size: 12.5px;
      overflow-wrap: anywhere;
    }
    @media (width < 700px) {
      dl {
        grid-template-columns: 1fr 1fr;
      }
      dl > div {
        padding: 12px 16px;
      }
      .value {
        font-size: 18px;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverviewFirst {
  private readonly view = inject(OverviewView);
  protected readonly t = inject(Words).t;
  protected readonly facts = computed((): readonly First[] => [
    this.order(),
    this.pool(),
    this.rule(),
    ...this.report(),
  ]);

  private order(): First {
    const { orders, ordersLate } = this.view.overview();
    const [next] = orders;
    const isLate = ordersLate > 0;
    const label = this.t(isLate ? 'overview.lateOrders' : 'overview.nextOrder');
    if (next === undefined) {
      return {
        label,
        value: this.t('overview.noOrder'),
        note: this.t('overview.noOrderNote'),
      };
    }
    const month = this.view.format().date(next.orderBy);
    const what = `${this.view.format().integer(next.units)} × ${this.view.systemName(next.system)} · ${next.site.name}`;
    return isLate
      ? {
          label,
          value: this.view.format().integer(ordersLate),
          note: `${this.t('overview.orderBy', { month })}: ${what}`,
          tone: 'danger',
        }
      : { label, value: month, note: what };
  }

  private pool(): First {
    const [first] = this.view.overview().pools;
    const label = this.t('overview.firstFull');
    if (first === undefined) {
      return {
        label,
        value: this.t('overview.neverFull'),
        note: this.t('overview.neverFullNote'),
      };
    }
    return {
      label,
      value: this.view.format().date(first.fullAtP90),
      note: `${this.view.systemName(first.system)} · ${first.site.name}`,
      ...(first.status === 'safe' ? {} : { tone: first.status === 'late' ? 'danger' : 'warn' }),
    };
  }

  private rule(): First {
    const [first] = this.view.overview().policy;
    const label = this.t('overview.nextRule');
    if (first === undefined) {
      return { label, value: this.t('overview.noRule'), note: this.t('overview.noRuleNote') };
    }
    const title = this.view.isChinese() ? (first.titleZh ?? first.title) : first.title;
    const assumed = first.branch?.name ?? this.t('overview.assumed');
    return {
      label,
      value: this.view.format().date(first.day),
      note: title ?? assumed,
      ...(first.after === 'allowed' ? {} : { tone: 'warn' }),
    };
  }

  private report(): readonly First[] {
    const { reports } = this.view.overview();
    if (reports === null) return [];
    const [next] = reports.due;
    const label = this.t('overview.nextReport');
    return [
      next === undefined
        ? { label, value: this.t('overview.noReport'), note: '' }
        : {
            label,
            value: this.view.format().date(next.dueAt),
            note: `${next.name} · ${next.scenarioName}`,
          },
    ];
  }
}
