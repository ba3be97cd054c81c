import { ChangeDetectionStrategy, Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import type { MailboxMessage, MailboxMessageDetail } from '@headroom/models';
import { toApiError } from '../api/api-error';
import { ReportsApi } from '../api/reports-api';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Words } from '../words/words';
import { MailFrame } from './mail-frame';

/** The mailbox that stands in for a mail server where none is configured. */
@Component({
  selector: 'hdr-mailbox',
  imports: [EmptyState, ErrorNotice, Icon, Loading, MailFrame, RouterLink, RouterLinkActive],
  templateUrl: './mailbox.html',
  styleUrl: './mailbox.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Mailbox {
  private readonly api = inject(ReportsApi);
  protected readonly format = inject(Format).current;
  protected readonly t = inject(Words).t;

  readonly id = input<string>();
  protected readonly state = new LoadState<MailboxMessage[]>();
  protected readonly mail = new LoadState<MailboxMessageDetail>();
  protected readonly isAbsent = computed(() => {
    const failure = this.state.failure();
    return failure !== null && toApiError(failure).code === 'mail/no-local-mailbox';
  });

  /** Files to take along; the pictures of a mail are seen in it already. */
  protected readonly files = computed(() =>
    (this.mail.value()?.attachments ?? []).filter(
      ({ contentType }) => !contentType.startsWith('image/'),
    ),
  );

  constructor() {
    void this.load();
    effect(() => {
      const id = this.id();
      if (id !== undefined) void this.mail.load(() => this.api.mail(id));
    });
  }

  protected load(): Promise<void> {
    return this.state.load(async () => (await this.api.mailbox()).items);
  }

  protected attachmentUrl(id: string, index: number): string {
    return this.api.attachmentUrl(id, index);
  }
}
