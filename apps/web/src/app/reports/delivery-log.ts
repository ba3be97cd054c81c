import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { DeliveryResponse } from '@headroom/models';
import { Format } from '../ui/format';
import { TableCard } from '../ui/table-card';
import type { Cell, Column, Tone } from '../ui/table-column';
import { Words } from '../words/words';

const TONES: Readonly<Record<DeliveryResponse['status'], Tone | 'plain'>> = {
  pending: 'plain',
  sending: 'accent',
  sent: 'ok',
  failed: 'danger',
  unknown: 'warn',
};

/** States in which a mail is not under way and may not have arrived. */
const SENT_AGAIN: ReadonlySet<DeliveryResponse['status']> = new Set(['failed', 'unknown']);

/** What became of each mail; those that may not have arrived can be sent again. */
@Component({
  selector: 'hdr-delivery-log',
  imports: [TableCard],
  template: `<hdr-table-card
    [level]="2"
    [heading]="t('report.deliveries')"
    [columns]="columns()"
    [rows]="deliveries()"
    [emptyText]="t('report.noDeliveries')"
    csvName="deliveries"
    sortedBy="-due"
  >
    <button type="button" class="btn ghost small" (click)="refreshed.emit()">
      {{ t('report.refresh') }}
    </button>
  </hdr-table-card>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeliveryLog {
  private readonly format = inject(Format);
  protected readonly t = inject(Words).t;
  readonly deliveries = input.required<readonly DeliveryResponse[]>();
  readonly maySend = input(false);
  readonly refreshed = output();
  readonly sentAgain = output<DeliveryResponse>();

  protected readonly columns = computed((): readonly Column<DeliveryResponse>[] => {
    const format = this.format.current();
    return [
      {
        id: 'recipient',
        label: this.t('report.recipient'),
        cell: (row) => row.recipient,
        sort: (row) => row.recipient,
      },
      {
        id: 'due',
        label: this.t('report.due'),
        cell: (row) => format.dateTime(row.dueAt),
        sort: (row) => row.dueAt,
        csv: (row) => row.dueAt,
      },
      {
        id: 'status',
        label: this.t('report.status'),
        cell: (row) => ({
          text: this.t(`delivery.${row.status}`),
          badge: TONES[row.status],
          ...(this.maySend() && SENT_AGAIN.has(row.status) ? { action: this.sendAgain(row) } : {}),
        }),
        sort: (row) => row.status,
      },
      {
        id: 'sent',
        label: this.t('report.sentAt'),
        cell: (row) => (row.sentAt === null ? '–' : format.dateTime(row.sentAt)),
        sort: (row) => row.sentAt,
        csv: (row) => row.sentAt,
      },
      {
        id: 'attempts',
        label: this.t('report.attempts'),
        align: 'end',
        cell: (row) => format.integer(row.attempts),
        sort: (row) => row.attempts,
      },
      {
        id: 'answer',
        label: this.t('report.answer'),
        wide: true,
        cell: (row) => ({ text: row.answer ?? '–', tone: 'muted' }),
      },
    ];
  });

  private sendAgain(row: DeliveryResponse): NonNullable<Cell['action']> {
    return {
      label: this.t('report.sendAgain'),
      of: row.recipient,
      run: () => this.sentAgain.emit(row),
    };
  }
}
