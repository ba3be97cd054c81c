import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryResponse, Page, PageQuery } from '@headroom/models';
import { TenantScope, type TenantTransaction } from '../database/tenant-scope';
import { pageByTime, readTimeCursor } from '../http/cursor';
import { DomainError } from '../http/domain-error';
import { JobQueue } from '../jobs/job-queue';
import type { Tenant } from '../tenancy/tenant';
import {
  type DeliveryRow,
  DeliveriesRepository,
  toDeliveryResponse,
} from './deliveries-repository';

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly scope: TenantScope,
    private readonly deliveries: DeliveriesRepository,
    @Inject(JobQueue) private readonly queue: JobQueue,
  ) {}

  list(
    tenant: Tenant,
    { cursor, limit, scheduleId }: PageQuery & { scheduleId?: string },
  ): Promise<Page<DeliveryResponse>> {
    const after = readTimeCursor(cursor);
    return this.scope.run(tenant, async (transaction) =>
      pageByTime(
        await this.deliveries.list(transaction, scheduleId ?? null, after, limit + 1),
        limit,
        (row) => row.created_at,
        toDeliveryResponse,
      ),
    );
  }

  /**
   * Sends a mail again that failed or whose outcome is not known: a person has looked and decided.
   * It keeps its Message-ID, so a receiver that got it already can tell.
   */
  resend(tenant: Tenant, id: string): Promise<DeliveryResponse> {
    return this.scope.run(tenant, async (transaction) => {
      await this.require(transaction, id);
      const attempts = await this.deliveries.reopen(transaction, id);
      if (attempts === undefined) {
        throw new DomainError(
          'reports/delivery-not-open',
          'Only a delivery that failed, or whose outcome is not known, can be sent again.',
        );
      }
      await this.queue.enqueue(transaction, {
        kind: 'mail.deliver',
        key: `${id}:${attempts}`,
        payload: { deliveryId: id },
      });
      return toDeliveryResponse(await this.require(transaction, id));
    });
  }

  private async require(transaction: TenantTransaction, id: string): Promise<DeliveryRow> {
    const row = await this.deliveries.find(transaction, id);
    if (row === undefined) {
      throw new DomainError('reports/delivery-not-found', `There is no delivery ${id}.`);
    }
    return row;
  }
}
