import { setTimeout as sleep } from 'node:timers/promises';
import { type DueReport, aDueReport } from '../testing/a-due-report';
import { eventually } from '../testing/eventually';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { MailServer, type MailServerHooks } from '../testing/mail-server';
import { WorkerProcess } from '../testing/worker-process';

const RECIPIENTS = ['a@example.com', 'b@example.com', 'c@example.com'];
/** A worker has to start, and the lease of the one before it to run out, on a machine that may have much else to do. */
const PATIENCE_MS = 100_000;
/** Where no worker dies, none may look dead for drawing slowly. */
const LONG_LEASE_MS = 60_000;

jest.setTimeout(240_000);

describe('a worker killed without warning', () => {
  let database: FreshDatabase;
  let server: MailServer;
  const workers: WorkerProcess[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
    server = await MailServer.start();
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
    await server.stop();
    await database.drop();
  });

  function start(smtpUrl?: string, leaseMs?: number): WorkerProcess {
    const worker = WorkerProcess.start(database, smtpUrl, leaseMs);
    workers.push(worker);
    return worker;
  }

  function deliveries(): Promise<{ recipient: string; status: string }[]> {
    return database.owner.query(
      `select recipient, status from app.report_delivery order by recipient`,
    );
  }

  /** Waits until every recipient's delivery has an end. */
  async function settled(): Promise<void> {
    const open = ['pending', 'sending'];
    await eventually(async () => {
      const rows = await deliveries();
      return rows.length > 0 && rows.every(({ status }) => !open.includes(status));
    }, PATIENCE_MS).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${workers.map(({ log }) => log).join('\n')}`);
    });
  }

  const blocked = () =>
    eventually(async () => {
      const [row] = await database.owner.query<{ n: number }[]>(
        `select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return (row?.n ?? 0) > 0;
    }, PATIENCE_MS);

  /** Kills a worker at the moment it waits for the lock that `statement` takes. */
  async function killWhileWaitingFor(statement: string, smtpUrl?: string): Promise<void> {
    const lock = database.owner.createQueryRunner();
    await lock.startTransaction();
    await lock.query(statement);
    const worker = start(smtpUrl);
    await blocked();
    await worker.kill();
    await lock.rollbackTransaction();
    await lock.release();
  }

  /** Has the worker killed at the first moment a hook names; the moment itself passes. */
  function killAt(hook: keyof MailServerHooks, worker: WorkerProcess): Promise<void> {
    return new Promise((resolve) => {
      server.hooks = {
        [hook]: async () => {
          server.hooks = {};
          await worker.kill();
          resolve();
        },
      };
    });
  }

  /** Kills a worker that has sent the text of a mail and waits, the deliveries being locked, to write down its end. */
  async function killBeforeTheEndOfTheText(): Promise<void> {
    const lock = database.owner.createQueryRunner();
    const textArrived = new Promise<void>((resolve) => {
      server.hooks = {
        recipient: async () => {
          server.hooks.recipient = undefined;
          await lock.startTransaction();
          await lock.query(`select 1 from app.report_delivery for update`);
        },
        dataBegun: resolve,
      };
    });
    const worker = start(server.url);
    await textArrived;
    await blocked();
    server.hooks = {};
    await worker.kill();
    await lock.rollbackTransaction();
    await lock.release();
  }

  const received = () => server.mails.map(({ to }) => to).sort();

  describe('with a mail server', () => {
    it.each([
      ['connected', () => killAt('connected', start(server.url))],
      ['recipient', () => killAt('recipient', start(server.url))],
      ['text', () => killBeforeTheEndOfTheText()],
    ] as const)(
      'sends each mail once when it dies before the end of a mail (%s)',
      async (_moment, kill) => {
        await aDueReport(database, { recipients: RECIPIENTS });
        await kill();
        start(server.url);
        await settled();
        expect(received()).toEqual(RECIPIENTS);
        expect((await deliveries()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
      },
    );

    it('does not send again what the server may have taken, and says so', async () => {
      await aDueReport(database, { recipients: ['a@example.com'] });
      const worker = start(server.url);
      await killAt('dataEnded', worker);
      start(server.url);
      await settled();
      await sleep(500);
      expect(received()).toEqual(['a@example.com']);
      expect((await deliveries()).map(({ status }) => status)).toEqual(['unknown']);
    });

    it('does not send again when it dies between the answer of the server and writing it down', async () => {
      await aDueReport(database, { recipients: ['a@example.com'] });
      const lock = database.owner.createQueryRunner();
      server.hooks = {
        dataEnded: async () => {
          await lock.startTransaction();
          await lock.query(`select 1 from app.report_delivery for update`);
        },
      };
      const worker = start(server.url);
      await blocked();
      await worker.kill();
      await lock.rollbackTransaction();
      await lock.release();
      start(server.url);
      await settled();
      expect(received()).toEqual(['a@example.com']);
      expect((await deliveries())[0]?.status).toBe('unknown');
    });

    it('sends no mail twice whenever it dies, and loses none without a word', async () => {
      await aDueReport(database, { recipients: RECIPIENTS });
      server.hooks = { recipient: () => sleep(20), dataEnded: () => sleep(20) };
      for (let life = 0; life < 4; life++) {
        const worker = start(server.url);
        const mails = server.mails.length;
        await eventually(
          async () =>
            server.mails.length > mails ||
            (await deliveries()).some(({ status }) => status === 'sending'),
          PATIENCE_MS,
        );
        await sleep(life * 9);
        await worker.kill();
      }
      start(server.url);
      await settled();
      const mails = received();
      expect(new Set(mails).size).toBe(mails.length);
      for (const { recipient, status } of await deliveries()) {
        if (status === 'sent') expect(mails).toContain(recipient);
        else expect(status).toBe('unknown');
      }
    });
  });

  describe('with the local mailbox', () => {
    const inMailbox = async () => {
      const rows = await database.owner.query<{ recipient: string }[]>(
        `select recipient from app.mailbox_message order by recipient`,
      );
      return rows.map(({ recipient }) => recipient);
    };

    it.each([
      ['while it begins the run', 'lock table app.report_run in exclusive mode'],
      ['while it begins the mails', 'lock table app.report_delivery in exclusive mode'],
      ['while it puts them into the mailbox', 'lock table app.mailbox_message in exclusive mode'],
    ])('puts each mail into it once when it dies %s', async (_moment, statement) => {
      await aDueReport(database, { recipients: RECIPIENTS });
      await killWhileWaitingFor(statement);
      start();
      await settled();
      expect(await inMailbox()).toEqual(RECIPIENTS);
    });

    it('begins a due report once however many workers there are', async () => {
      const due: DueReport[] = [];
      for (let index = 0; index < 3; index++) due.push(await aDueReport(database));
      start(undefined, LONG_LEASE_MS);
      start(undefined, LONG_LEASE_MS);
      await eventually(async () => (await inMailbox()).length === due.length, PATIENCE_MS);
      await sleep(500);
      expect(await inMailbox()).toHaveLength(due.length);
      const [runs] = await database.owner.query<{ n: number }[]>(
        `select count(*)::int as n from app.report_run`,
      );
      expect(runs?.n).toBe(due.length);
    });
  });
});
