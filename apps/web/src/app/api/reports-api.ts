import { inject, Injectable } from '@angular/core';
import type {
  CreateReportScheduleRequest,
  DeliveryResponse,
  MailboxMessage,
  MailboxMessageDetail,
  Page,
  ReportPreviewResponse,
  ReportScheduleResponse,
  UpdateReportScheduleRequest,
} from '@headroom/models';
import { Http } from './http';

const SCHEDULES = '/api/v1/report-schedules';

@Injectable({ providedIn: 'root' })
export class ReportsApi {
  private readonly http = inject(Http);

  schedules(): Promise<ReportScheduleResponse[]> {
    return this.http.all(SCHEDULES);
  }
  schedule(id: string): Promise<ReportScheduleResponse> {
    return this.http.get(`${SCHEDULES}/${id}`);
  }
  create(request: CreateReportScheduleRequest): Promise<ReportScheduleResponse> {
    return this.http.post(SCHEDULES, request);
  }
  update(id: string, request: UpdateReportScheduleRequest): Promise<ReportScheduleResponse> {
    return this.http.patch(`${SCHEDULES}/${id}`, request);
  }
  remove(id: string): Promise<void> {
    return this.http.delete(`${SCHEDULES}/${id}`);
  }
  preview(id: string): Promise<ReportPreviewResponse> {
    return this.http.post(`${SCHEDULES}/${id}/preview`);
  }
  previewPdfUrl(id: string): string {
    return `${SCHEDULES}/${id}/preview.pdf`;
  }
  sendNow(id: string): Promise<unknown> {
    return this.http.post(`${SCHEDULES}/${id}/send-now`);
  }
  deliveries(scheduleId: string): Promise<Page<DeliveryResponse>> {
    return this.http.get('/api/v1/deliveries', { scheduleId, limit: 50 });
  }
  /** Sends a mail again that failed or whose outcome is not known. */
  resend(deliveryId: string): Promise<DeliveryResponse> {
    return this.http.post(`/api/v1/deliveries/${deliveryId}/resend`);
  }
  mailbox(): Promise<Page<MailboxMessage>> {
    return this.http.get('/api/v1/mailbox', { limit: 100 });
  }
  mail(id: string): Promise<MailboxMessageDetail> {
    return this.http.get(`/api/v1/mailbox/${id}`);
  }
  attachmentUrl(id: string, index: number): string {
    return `/api/v1/mailbox/${id}/attachments/${index}`;
  }
}
