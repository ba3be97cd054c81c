import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { type Observable, Subject, filter } from 'rxjs';
import { ENV } from '../config/config.module';
import type { Env } from '../config/env';
import { PLAN_CHANNEL } from './plans-repository';

const RECONNECT_MS = 2_000;

/** Hears from PostgreSQL which plans changed, on one connection for all who follow one. */
@Injectable()
export class PlanAnnouncements implements OnModuleDestroy {
  private readonly logger = new Logger(PlanAnnouncements.name);
  private readonly heard = new Subject<string>();
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(@Inject(ENV) private readonly env: Env) {}

  /** Emits whenever this plan changed. May miss changes while the connection is away: look now and then as well. */
  of(planId: string): Observable<string> {
    this.listen();
    return this.heard.pipe(filter((id) => id === planId));
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  /** Opened by the first follower, so that processes nobody follows plans in have no such connection. */
  private listen(): void {
    if (this.client !== undefined || this.isStopping) return;
    const client = new Client({ connectionString: this.env.databaseAppUrl, keepAlive: true });
    this.client = client;
    client.on('notification', ({ payload }) => this.heard.next(payload ?? ''));
    client.on('error', (error) => this.logger.warn(`Listening broke: ${error.message}`));
    client
      .connect()
      .then(() => {
        client.once('end', () => this.listenLater());
        return client.query(`listen ${PLAN_CHANNEL}`);
      })
      .catch((error: unknown) => {
        this.logger.warn(`Not listening for plans: ${String(error)}`);
        this.listenLater();
      });
  }

  private listenLater(): void {
    this.client = undefined;
    if (this.isStopping) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.listen(), RECONNECT_MS);
  }
}
