import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FreshDatabase } from './fresh-database';

/** A worker in a process of its own, to be killed without warning. */
export class WorkerProcess {
  private readonly output: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
  }

  /** `leaseMs`: how long its runs are kept from others after it died. */
  static start(database: FreshDatabase, smtpUrl?: string, leaseMs = 3_000): WorkerProcess {
    const child = spawn(
      process.execPath,
      [
        '-r',
        join(__dirname, 'register-typescript.cjs'),
        join(__dirname, 'source-worker.ts'),
        String(leaseMs),
      ],
      {
        env: {
          DATABASE_APP_URL: database.appUrl,
          DATABASE_AUTH_URL: database.authUrl,
          HEADROOM_SECRET: 'a secret only tests know, long enough',
          LOG_LEVEL: 'warn',
          ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
        },
      },
    );
    return new WorkerProcess(child);
  }

  /** What the worker wrote, for a test that fails. */
  get log(): string {
    return this.output.join('');
  }

  /** SIGKILL: nothing is closed, nothing is finished. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}
