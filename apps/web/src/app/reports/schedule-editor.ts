import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router, RouterLink } from '@angular/router';
import type {
  CreateReportScheduleRequest,
  DeliveryResponse,
  ReportPreviewResponse,
  ReportScheduleResponse,
  ScenarioSummary,
} from '@headroom/models';
import { ReportsApi } from '../api/reports-api';
import { ScenariosApi } from '../api/scenarios-api';
import { Session } from '../auth/session';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Icon } from '../ui/icon';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { Words } from '../words/words';
import { DeliveryLog } from './delivery-log';
import { MailFrame } from './mail-frame';
import { ScheduleForm } from './schedule-form';

interface Loaded {
  schedule: ReportScheduleResponse | null;
  scenarios: ScenarioSummary[];
}

/** A worker takes the mails out of the queue; by then the log has something to say. */
const LOG_AFTER_SEND_MS = 2500;

/** One report schedule: its fields, what it would send, and what it has sent. */
@Component({
  selector: 'hdr-schedule-editor',
  imports: [
    DeliveryLog,
    EmptyState,
    ErrorNotice,
    Icon,
    Loading,
    MailFrame,
    RouterLink,
    ScheduleForm,
  ],
  templateUrl: './schedule-editor.html',
  styleUrl: './schedule-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleEditor {
  private readonly api = inject(ReportsApi);
  private readonly scenariosApi = inject(ScenariosApi);
  private readonly router = inject(Router);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly session = inject(Session);
  protected readonly t = inject(Words).t;

  /** Left out in the address of a new schedule. */
  readonly id = input<string>();
  protected readonly state = new LoadState<Loaded>();
  protected readonly preview = new LoadState<ReportPreviewResponse>();
  protected readonly deliveries = new LoadState<DeliveryResponse[]>();
  protected readonly busy = signal<'saving' | 'sending' | null>(null);
  protected readonly failure = signal<unknown>(null);
  protected readonly pdfUrl = computed(() => this.api.previewPdfUrl(this.id() ?? ''));

  constructor() {
    effect(() => {
      const id = this.id();
      void this.load(id);
    });
  }

  protected async load(id: string | undefined): Promise<void> {
    if (id !== undefined) {
      void this.loadDeliveries(id);
      void this.showPreview(id);
    }
    await this.state.load(async () => {
      const [scenarios, schedule] = await Promise.all([
        this.scenariosApi.list(),
        id === undefined ? null : this.api.schedule(id),
      ]);
      return { scenarios, schedule };
    });
  }

  protected showPreview(id: string): Promise<void> {
    return this.preview.load(() => this.api.preview(id));
  }

  protected loadDeliveries(id: string): Promise<void> {
    return this.deliveries.load(async () => (await this.api.deliveries(id)).items);
  }

  protected async save(request: CreateReportScheduleRequest): Promise<void> {
    await this.during('saving', async () => {
      const id = this.id();
      if (id === undefined) {
        const created = await this.api.create(request);
        await this.router.navigate(['/reports', created.id]);
        return;
      }
      const schedule = await this.api.update(id, request);
      this.state.put({ scenarios: this.state.value()?.scenarios ?? [], schedule });
      this.snackBar.open(this.t('report.saved'), undefined, { duration: 3000 });
      await this.showPreview(id);
    });
  }

  protected async sendNow(id: string): Promise<void> {
    await this.during('sending', async () => {
      await this.api.sendNow(id);
      await this.watchSending(id);
    });
  }

  protected async sendAgain(id: string, delivery: DeliveryResponse): Promise<void> {
    await this.during('sending', async () => {
      await this.api.resend(delivery.id);
      await this.watchSending(id);
    });
  }

  private async watchSending(id: string): Promise<void> {
    this.snackBar.open(this.t('report.sentNow'), undefined, { duration: 5000 });
    await this.loadDeliveries(id);
    setTimeout(() => void this.loadDeliveries(id), LOG_AFTER_SEND_MS);
  }

  private async during(busy: 'saving' | 'sending', work: () => Promise<void>): Promise<void> {
    this.busy.set(busy);
    this.failure.set(null);
    try {
      await work();
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(null);
    }
  }
}
