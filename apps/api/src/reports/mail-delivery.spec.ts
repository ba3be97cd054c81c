import { Logger } from '@nestjs/common';
import { readEnv } from '../config/env';
import { aDueReport } from '../testing/a-due-report';
import { eventually } from '../testing/eventually';
import { type FreshDatabase, freshDatabase } from '../testing/fresh-database';
import { MailServer } from '../testing/mail-server';
import { pdfPages } from '../testing/pdf-text';
import { type TestWorker, testWorker } from '../testing/test-worker';
import { DeliveriesRepository } from './deliveries-repository';
import { MailDeliverJob } from './mail-deliver.job';
import { ScheduleTicker } from './schedule-ticker';

// Refused and deferred mails are what is tested here; their log lines would hide a failure of the tests.
Logger.overrideLogger(false);

interface Delivery {
  id: string;
  workspace_id: string;
  recipient: string;
  status: string;
  attempts: number;
  answer: string | null;
  message_id: string;
}

/** An answer of a mail server. */
function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

jest.setTimeout(60_000);

describe('a mail over SMTP', () => {
  let database: FreshDatabase;
  let server: MailServer;
  let worker: TestWorker;

  beforeEach(async () => {
    database = await freshDatabase();
    server = await MailServer.start();
    worker = await testWorker(envOf(server.url));
  });

  afterEach(async () => {
    await worker.app.close();
    await server.stop();
    await database.drop();
  });

  function envOf(smtpUrl: string) {
    return readEnv({
      DATABASE_APP_URL: database.appUrl,
      DATABASE_AUTH_URL: database.authUrl,
      HEADROOM_SECRET: 'a secret only tests know, long enough',
      PUBLIC_URL: 'https://headroom.example',
      MAIL_FROM: 'Headroom <reports@headroom.example>',
      LOG_LEVEL: 'silent',
      SMTP_URL: smtpUrl,
    });
  }

  const deliveries = () =>
    database.owner.query<Delivery[]>(`select * from app.report_delivery order by recipient`);

  async function theDelivery(): Promise<Delivery> {
    const [delivery] = await deliveries();
    if (delivery === undefined) throw new Error('There is no delivery.');
    return delivery;
  }

  const ended = (status: string) =>
    eventually(async () => (await deliveries()).some((delivery) => delivery.status === status));

  it('brings HTML with its charts, text and the PDF, in every letter', async () => {
    await aDueReport(database);
    await worker.start();
    await ended('sent');
    const [received] = server.mails;
    const { mail } = received ?? {};
    expect(mail?.subject).toBe('Yearly: Total cost $1,235');
    expect(mail?.from?.text).toBe('"Headroom" <reports@headroom.example>');
    expect(mail?.messageId).toBe((await theDelivery()).message_id);
    expect(mail?.messageId).toMatch(/^<[0-9a-f-]{36}@headroom\.example>$/);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.html).toContain('Łódź 昇腾');
    expect(mail?.text).toContain('Total cost: $1,235');
    expect(mail?.text).toContain('https://headroom.example/plans/');
    const pdf = mail?.attachments.find(({ contentType }) => contentType === 'application/pdf');
    expect(pdf?.filename).toMatch(/^headroom-Łódź-昇腾-.*\.pdf$/);
    expect((await pdfPages(pdf?.content ?? Buffer.of())).join('')).toContain('Łódź 昇腾');
  });

  it('keeps the answer of the server', async () => {
    await aDueReport(database);
    await worker.start();
    await ended('sent');
    expect((await theDelivery()).answer).toMatch(/^250 /);
  });

  it('fails at once when the server refuses for good', async () => {
    server.hooks = { recipient: () => Promise.reject(answer(550, 'No such user here')) };
    await aDueReport(database);
    await worker.start();
    await ended('failed');
    expect(await theDelivery()).toMatchObject({ attempts: 1, answer: '550 No such user here' });
    expect(server.mails).toEqual([]);
  });

  it('tries again when the server says later, and keeps what it said', async () => {
    server.hooks = { recipient: () => Promise.reject(answer(451, 'Greylisted')) };
    await aDueReport(database);
    await worker.start();
    await eventually(async () => (await theDelivery().catch(() => null))?.attempts === 1);
    await eventually(async () => (await theDelivery()).status === 'pending');
    expect((await theDelivery()).answer).toContain('Greylisted');
    server.hooks = {};
    await database.owner.query(`update app.run set run_at = now() where state = 'queued'`);
    await ended('sent');
    expect((await theDelivery()).attempts).toBe(2);
    expect(server.mails).toHaveLength(1);
  });

  it('tries again a mail whose content the server refuses for now', async () => {
    server.hooks = { dataEnded: () => Promise.reject(answer(452, 'Disk full')) };
    await aDueReport(database);
    await worker.start();
    await eventually(
      async () => ((await theDelivery().catch(() => null))?.answer ?? null) !== null,
    );
    expect(await theDelivery()).toMatchObject({ status: 'pending', attempts: 1 });
  });

  it('waits when no server answers', async () => {
    await worker.app.close();
    worker = await testWorker(envOf('smtp://127.0.0.1:1'));
    await aDueReport(database);
    await worker.start();
    await eventually(
      async () => ((await theDelivery().catch(() => null))?.answer ?? null) !== null,
    );
    expect(await theDelivery()).toMatchObject({ status: 'pending' });
    expect((await theDelivery()).answer).toContain('ECONNREFUSED');
  });

  it('does not finish a mail when another attempt has taken over', async () => {
    await aDueReport(database);
    server.hooks = {
      recipient: async () => {
        await database.owner.query(`update app.report_delivery set attempts = attempts + 1`);
      },
    };
    await worker.start();
    await eventually(async () => {
      const [run] = await database.owner.query<{ state: string }[]>(
        `select state from app.run where kind = 'mail.deliver'`,
      );
      return run?.state === 'done';
    });
    expect(server.mails).toEqual([]);
    expect(await theDelivery()).toMatchObject({ status: 'sending', attempts: 2 });
  });

  it('leaves alone what is sent, when its job comes again', async () => {
    await aDueReport(database);
    await worker.start();
    await ended('sent');
    const { id, workspace_id } = await theDelivery();
    await worker.app.get(MailDeliverJob).handle({ workspaceId: workspace_id, deliveryId: id });
    expect(server.mails).toHaveLength(1);
  });

  it('can be sent again, under its old Message-ID, when its outcome is not known', async () => {
    await aDueReport(database);
    await worker.start();
    await ended('sent');
    const { id, workspace_id, message_id } = await theDelivery();
    await database.owner.query(`update app.report_delivery set status = 'unknown', sent_at = null`);
    const repository = worker.app.get(DeliveriesRepository, { strict: false });
    const attempts = await database.scope.run({ workspaceId: workspace_id }, (transaction) =>
      repository.reopen(transaction, id),
    );
    expect(attempts).toBe(1);
    await worker.app.get(MailDeliverJob).handle({ workspaceId: workspace_id, deliveryId: id });
    expect(server.mails.map(({ mail }) => mail.messageId)).toEqual([message_id, message_id]);
    expect(await theDelivery()).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('is given up with its last answer when tries are used up', async () => {
    await aDueReport(database);
    await worker.app.get(ScheduleTicker).tick();
    const { id, workspace_id } = await theDelivery();
    await worker.app
      .get(MailDeliverJob)
      .giveUp({ workspaceId: workspace_id, deliveryId: id }, '451 Greylisted');
    expect(await theDelivery()).toMatchObject({ status: 'failed', answer: '451 Greylisted' });
  });
});
