import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ReportScheduleResponse } from '@headroom/models';
import { ReportsApi } from '../api/reports-api';
import { Session } from '../auth/session';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Undo } from '../ui/undo';
import { Words } from '../words/words';
import { RhythmText } from './rhythm-text';

@Component({
  selector: 'hdr-schedule-list',
  imports: [EmptyState, ErrorNotice, Icon, Loading, RouterLink],
  templateUrl: './schedule-list.html',
  styleUrl: './schedule-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleList {
  private readonly api = inject(ReportsApi);
  private readonly undo = inject(Undo);
  protected readonly rhythms = inject(RhythmText);
  protected readonly session = inject(Session);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  protected readonly state = new LoadState<ReportScheduleResponse[]>();
  private readonly removed = signal<ReadonlySet<string>>(new Set());
  protected readonly schedules = computed(() =>
    (this.state.value() ?? []).filter((schedule) => !this.removed().has(schedule.id)),
  );

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(() => this.api.schedules());
  }

  protected remove(schedule: ReportScheduleResponse): void {
    this.removed.update((ids) => new Set([...ids, schedule.id]));
    this.undo.remove({
      said: this.t('report.deleted'),
      path: `/api/v1/report-schedules/${schedule.id}`,
      carryOut: () => this.api.remove(schedule.id),
      putBack: () =>
        this.removed.update((ids) => new Set([...ids].filter((id) => id !== schedule.id))),
    });
  }
}
