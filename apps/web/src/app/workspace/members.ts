import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { MemberResponse } from '@headroom/models';
import { WorkspaceApi } from '../api/workspace-api';
import { Session } from '../auth/session';
import { DataTable } from '../ui/data-table';
import { ErrorNotice } from '../ui/error-notice';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';

@Component({
  selector: 'hdr-members',
  imports: [DataTable, ErrorNotice, Loading],
  template: `
    <div class="page">
      <div class="page-head">
        <div class="titles">
          <h1>{{ t('nav.members') }}</h1>
          <p>{{ t('members.text') }}</p>
        </div>
      </div>
      @if (state.failure(); as problem) {
        <hdr-error-notice [failure]="problem" [canRetry]="true" (retry)="load()" />
      } @else if (state.value(); as members) {
        <section class="card">
          <hdr-data-table
            [label]="t('nav.members')"
            [columns]="columns()"
            [rows]="members"
            sortedBy="name"
          />
        </section>
      } @else {
        <hdr-loading />
      }
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Members {
  private readonly api = inject(WorkspaceApi);
  private readonly session = inject(Session);
  protected readonly t = inject(Words).t;
  protected readonly state = new LoadState<MemberResponse[]>();

  protected readonly columns = computed((): readonly Column<MemberResponse>[] => [
    {
      id: 'name',
      label: this.t('members.name'),
      cell: (member) => ({
        text: member.name,
        note: member.userId === this.session.current()?.user.id ? this.t('members.you') : undefined,
      }),
      sort: (member) => member.name,
    },
    {
      id: 'email',
      label: this.t('auth.email'),
      cell: (member) => member.email,
      sort: (member) => member.email,
    },
    {
      id: 'role',
      label: this.t('members.role'),
      cell: (member) => ({ text: this.t(`role.${member.role}`), badge: 'plain' }),
      sort: (member) => member.role,
    },
  ]);

  constructor() {
    void this.load();
  }

  protected load(): Promise<void> {
    return this.state.load(() => this.api.members());
  }
}
