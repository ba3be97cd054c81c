import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { RunStore } from './run-store';

const HOUR_MS = 60 * 60_000;
/** Long enough to see what went wrong last month. */
const KEPT_DAYS = 30;

/** Forgets runs that ended long ago, so that the table stays as small as the work there is. */
@Injectable()
export class RunHousekeeping implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RunHousekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: RunStore) {}

  start(everyMs = HOUR_MS): void {
    this.timer = setInterval(() => {
      this.store
        .prune(KEPT_DAYS)
        .catch((error: unknown) => this.logger.warn(`No runs were forgotten: ${String(error)}`));
    }, everyMs);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
