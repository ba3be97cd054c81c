import { readEnv } from '../config/env';
import { aDueReport } from '../testing/a-due-report';
import { eventually } from '../testing/eventually';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { type TestWorker, testWorker } from '../testing/test-worker';
import { ReportRunJob } from './report-run.job';
import { ScheduleTicker } from './schedule-ticker';

const DAY_MS = 24 * 60 * 60_000;

jest.setTimeout(60_000);

describe('due schedules', () => {
  let database: FreshDatabase;
  let worker: TestWorker;
  let ticker: ScheduleTicker;

  beforeEach(async () => {
    database = await freshDatabase();
    worker = await testWorker(
      readEnv({
        DATABASE_APP_URL: database.appUrl,
        DATABASE_AUTH_URL: database.authUrl,
        HEADROOM_SECRET: 'a secret only tests know, long enough',
        LOG_LEVEL: 'silent',
      }),
    );
    ticker = worker.app.get(ScheduleTicker);
  });

  afterEach(async () => {
    await worker.app.close();
    await database.drop();
  });

  const runs = () =>
    database.owner.query<{ due_at: Date; trigger: string }[]>(
      `select due_at, trigger from app.report_run order by due_at`,
    );

  it('make up once for all the times that were missed, and go on from now', async () => {
    const missedSince = new Date('2026-01-05T08:00:00Z');
    await aDueReport(database, { cron: '0 8 * * *', nextRunAt: missedSince });
    const before = Date.now();
    expect(await ticker.tick()).toBe(1);
    expect(await ticker.tick()).toBe(0);
    expect(await runs()).toEqual([{ due_at: missedSince, trigger: 'schedule' }]);
    const [schedule] = await database.owner.query<{ next_run_at: Date; last_run_at: Date }[]>(
      `select next_run_at, last_run_at from app.report_schedule`,
    );
    expect(schedule?.last_run_at).toEqual(missedSince);
    const next = schedule?.next_run_at ?? missedSince;
    expect(next.toISOString()).toMatch(/T08:00:00.000Z$/);
    expect(next.getTime() - before).toBeGreaterThan(0);
    expect(next.getTime() - before).toBeLessThanOrEqual(DAY_MS + 60_000);
  });

  it('wait while they are not due', async () => {
    await aDueReport(database, { nextRunAt: new Date(Date.now() + 60_000) });
    expect(await ticker.tick()).toBe(0);
    expect(await runs()).toEqual([]);
  });

  it('are begun once by many who look at the same moment', async () => {
    for (let index = 0; index < 5; index++) await aDueReport(database);
    const begun = await Promise.all(Array.from({ length: 4 }, () => ticker.tick()));
    expect(begun.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(await runs()).toHaveLength(5);
  });

  it('get one delivery for each recipient, however often one is named', async () => {
    await aDueReport(database, { recipients: ['a@example.com', 'b@example.com', 'a@example.com'] });
    await ticker.tick();
    const rows = await database.owner.query<{ recipient: string; status: string }[]>(
      `select recipient, status from app.report_delivery order by recipient`,
    );
    expect(rows).toEqual([
      { recipient: 'a@example.com', status: 'pending' },
      { recipient: 'b@example.com', status: 'pending' },
    ]);
  });

  it('have the scenario planned first when its newest version has no plan', async () => {
    const { workspaceId } = await aDueReport(database, { isPlanned: false });
    await ticker.tick();
    const [run] = await database.owner.query<{ id: string }[]>(`select id from app.report_run`);
    const payload = { workspaceId, reportRunId: run?.id ?? '' };
    const job = worker.app.get(ReportRunJob);
    await expect(job.handle(payload)).rejects.toThrow('The scenario is being planned.');
    await expect(job.handle(payload)).rejects.toThrow('The plan is not ready yet.');
    const plans = await database.owner.query<{ requested_by: string }[]>(
      `select requested_by from app.plan`,
    );
    expect(plans).toHaveLength(1);
    expect(plans[0]?.requested_by).toMatch(/^schedule:/);
  });

  it('say why there is no mail when the scenario cannot be planned', async () => {
    await aDueReport(database, { isPlanned: false });
    await worker.start();
    // The document of this scenario is none, so the engine's thread cannot even begin.
    await eventually(async () => {
      const [plan] = await database.owner.query<{ id: string }[]>(`select id from app.plan`);
      if (plan === undefined) return false;
      await database.owner.query(
        `update app.plan set status = 'failed', finished_at = now(), failure_code = 'test', failure_detail = 'No such chip.'
          where status <> 'failed'`,
      );
      return true;
    });
    await eventually(async () => {
      const [delivery] = await database.owner.query<{ status: string; answer: string }[]>(
        `select status, answer from app.report_delivery`,
      );
      return delivery?.status === 'failed' && delivery.answer.includes('No such chip.');
    });
  });
});
