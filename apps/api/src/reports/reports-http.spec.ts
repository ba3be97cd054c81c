import { randomUUID } from 'node:crypto';
import { eventually } from '../testing/eventually';
import { aPlan } from '../testing/a-plan';
import { pdfPages } from '../testing/pdf-text';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { type TestWorker, testWorker } from '../testing/test-worker';
import { DirectReportRenderer } from './render/direct-report-renderer';
import { ReportRenderer } from './render/report-renderer';

jest.setTimeout(60_000);

describe('reports over HTTP', () => {
  let api: TestApi;
  let ann: Member;
  let bob: Member;

  beforeAll(async () => {
    api = await testApi();
    // Threads need compiled files; what they do is done here.
    const direct = new DirectReportRenderer();
    const renderer = api.app.get(ReportRenderer, { strict: false });
    jest.spyOn(renderer, 'mail').mockImplementation((snapshot) => direct.mail(snapshot));
    jest.spyOn(renderer, 'pdf').mockImplementation((snapshot) => direct.pdf(snapshot));
    ann = await api.signUp('Ann');
    bob = await api.signUp('Bob');
  });

  afterAll(() => api.close());

  async function aScenario(member: Member): Promise<string> {
    const { body } = await member.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml() })
      .expect(201);
    return body.id as string;
  }

  const wish = (scenarioId: string, changes: object = {}) => ({
    name: 'Mondays',
    scenarioId,
    cron: '0 8 * * 1',
    timeZone: 'Asia/Shanghai',
    recipients: ['boss@example.com'],
    locale: 'en',
    currency: 'USD',
    enabled: true,
    ...changes,
  });

  async function aSchedule(member: Member, changes: object = {}) {
    const scenarioId = await aScenario(member);
    const { body } = await member.agent
      .post('/api/v1/report-schedules')
      .send(wish(scenarioId, changes))
      .expect(201);
    return body as { id: string; scenarioId: string; nextRunAt: string };
  }

  /** Answers the newest version of a scenario without an engine. */
  function planned({ workspaceId }: Member, scenarioId: string): Promise<unknown> {
    return api.database.owner.query(
      `insert into app.plan (id, workspace_id, scenario_id, scenario_version, scenario_name, status, seed,
                             planned_for, catalog_version, requested_by, finished_at, result)
       values ($1, $2, $3, 1, 'Tiny', 'ready', 1, '2026-01-01', '0', 'user:test', now(), $4)`,
      [randomUUID(), workspaceId, scenarioId, JSON.stringify(aPlan({ scenarioName: 'Tiny' }))],
    );
  }

  describe('schedules', () => {
    it('are made, read, changed and deleted', async () => {
      const { id } = await aSchedule(ann);
      const path = `/api/v1/report-schedules/${id}`;
      const { body: read } = await ann.agent.get(path).expect(200);
      expect(read).toMatchObject({ name: 'Mondays', scenarioName: 'Tiny', lastRunAt: null });
      // Mondays at eight in Shanghai.
      expect(new Date(read.nextRunAt).getUTCDay()).toBe(1);
      expect(read.nextRunAt).toMatch(/T00:00:00.000Z$/);
      const { body: renamed } = await ann.agent.patch(path).send({ name: 'New' }).expect(200);
      expect(renamed).toMatchObject({ name: 'New', nextRunAt: read.nextRunAt });
      const { body: paused } = await ann.agent.patch(path).send({ enabled: false }).expect(200);
      expect(paused.nextRunAt).toBeNull();
      const { body: moved } = await ann.agent
        .patch(path)
        .send({ enabled: true, timeZone: 'UTC' })
        .expect(200);
      expect(moved.nextRunAt).toMatch(/T08:00:00.000Z$/);
      await ann.agent.delete(path).expect(204);
      const { body: gone } = await ann.agent.get(path).expect(404);
      expect(gone.code).toBe('reports/not-found');
    });

    it('are refused with every reason when their rhythm is none', async () => {
      const scenarioId = await aScenario(ann);
      const { body } = await ann.agent
        .post('/api/v1/report-schedules')
        .send(wish(scenarioId, { cron: '61 * * * *', timeZone: 'Asia/Shangai' }))
        .expect(422);
      expect(body.errors.map((issue: { code: string }) => issue.code)).toEqual([
        'reports/cron-not-valid',
        'reports/time-zone-not-valid',
      ]);
    });

    it('have a name that is one visible line, as it stands in the subject of a mail', async () => {
      const scenarioId = await aScenario(ann);
      for (const name of ['Hi\r\nBcc: evil', 'Fleet\u202etxt', '  ']) {
        const { body } = await ann.agent
          .post('/api/v1/report-schedules')
          .send(wish(scenarioId, { name }))
          .expect(422);
        expect(body.errors[0].pointer).toBe('/name');
      }
    });

    it('keep their rhythm valid when they are changed', async () => {
      const { id } = await aSchedule(ann);
      const { body } = await ann.agent
        .patch(`/api/v1/report-schedules/${id}`)
        .send({ cron: '0 0 30 2 *' })
        .expect(422);
      expect(body.errors[0].pointer).toBe('/cron');
    });

    it('cannot be about a scenario of somebody else', async () => {
      const scenarioId = await aScenario(bob);
      await ann.agent.post('/api/v1/report-schedules').send(wish(scenarioId)).expect(404);
      const { id } = await aSchedule(ann);
      await ann.agent.patch(`/api/v1/report-schedules/${id}`).send({ scenarioId }).expect(404);
    });

    it('go with their scenario', async () => {
      const { id, scenarioId } = await aSchedule(ann);
      await ann.agent.delete(`/api/v1/scenarios/${scenarioId}`).expect(204);
      await ann.agent.get(`/api/v1/report-schedules/${id}`).expect(404);
    });
  });

  describe('previews', () => {
    it('need a plan, and say so', async () => {
      const { id } = await aSchedule(ann);
      const { body } = await ann.agent.post(`/api/v1/report-schedules/${id}/preview`).expect(409);
      expect(body.code).toBe('reports/no-plan');
    });

    it('show the mail in the language and currency of the schedule', async () => {
      const { id, scenarioId } = await aSchedule(ann, { locale: 'zh-CN', currency: 'CNY' });
      await planned(ann, scenarioId);
      const { body } = await ann.agent.post(`/api/v1/report-schedules/${id}/preview`).expect(200);
      expect(body.subject).toContain('¥8,642');
      expect(body.html).toContain('<html lang="zh-CN">');
      expect(body.html).not.toContain('cid:');
      const pdf = await ann.agent
        .get(`/api/v1/report-schedules/${id}/preview.pdf`)
        .buffer()
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200)
        .expect('Content-Type', 'application/pdf');
      expect((await pdfPages(pdf.body as Buffer)).join('')).toContain('¥8,642');
    });
  });

  describe('mails', () => {
    let worker: TestWorker;

    beforeAll(async () => {
      worker = await testWorker(api.env);
      await worker.start();
    });

    afterAll(() => worker.app.close());

    async function sentNow(member: Member) {
      const schedule = await aSchedule(member, {
        recipients: ['boss@example.com', 'cfo@example.com'],
      });
      await planned(member, schedule.scenarioId);
      const { body } = await member.agent
        .post(`/api/v1/report-schedules/${schedule.id}/send-now`)
        .expect(202);
      expect(body.items.map((item: { status: string }) => item.status)).toEqual([
        'pending',
        'pending',
      ]);
      await eventually(async () => {
        const { body: page } = await member.agent.get(
          `/api/v1/deliveries?scheduleId=${schedule.id}`,
        );
        return page.items.every((item: { status: string }) => item.status === 'sent');
      });
      const { body: mailbox } = await member.agent.get('/api/v1/mailbox?limit=1').expect(200);
      return { schedule, mail: mailbox.items[0] as { id: string; subject: string; to: string } };
    }

    it('are in the mailbox once for each recipient, with their parts', async () => {
      const { mail } = await sentNow(ann);
      const { body: all } = await ann.agent.get('/api/v1/mailbox').expect(200);
      expect(all.items.map((item: { to: string }) => item.to).sort()).toEqual([
        'boss@example.com',
        'cfo@example.com',
      ]);
      const { body: detail } = await ann.agent.get(`/api/v1/mailbox/${mail.id}`).expect(200);
      expect(detail.attachments[0]).toMatchObject({ index: 0, contentType: 'application/pdf' });
      expect(detail.text).toContain('Total cost: $1,235');
      const file = await ann.agent.get(`/api/v1/mailbox/${mail.id}/attachments/0`).expect(200);
      expect(file.headers['content-disposition']).toContain('attachment; filename="headroom-Tiny');
      await ann.agent.get(`/api/v1/mailbox/${mail.id}/attachments/99`).expect(404);
    });

    it('are what the preview showed', async () => {
      const { schedule, mail } = await sentNow(ann);
      const { body: preview } = await ann.agent
        .post(`/api/v1/report-schedules/${schedule.id}/preview`)
        .expect(200);
      const { body: detail } = await ann.agent.get(`/api/v1/mailbox/${mail.id}`).expect(200);
      expect(preview).toEqual({ subject: mail.subject, html: detail.html, text: detail.text });
    });

    it('are sent once when the request is repeated with its key', async () => {
      const { id, scenarioId } = await aSchedule(ann);
      await planned(ann, scenarioId);
      const send = () =>
        ann.agent.post(`/api/v1/report-schedules/${id}/send-now`).set('Idempotency-Key', 'once');
      const first = await send().expect(202);
      const second = await send().expect(202);
      expect(second.body).toEqual(first.body);
      const { body: page } = await ann.agent.get(`/api/v1/deliveries?scheduleId=${id}`);
      expect(page.items).toHaveLength(1);
    });

    it('need no second attempt when they are sent', async () => {
      const { schedule } = await sentNow(ann);
      const { body: page } = await ann.agent.get(`/api/v1/deliveries?scheduleId=${schedule.id}`);
      const { body } = await ann.agent
        .post(`/api/v1/deliveries/${page.items[0].id}/resend`)
        .expect(409);
      expect(body.code).toBe('reports/delivery-not-open');
    });

    it('are nobody else’s: no schedule, delivery, mail or file of another workspace is there', async () => {
      const { schedule, mail } = await sentNow(ann);
      const { body: mine } = await ann.agent.get('/api/v1/deliveries').expect(200);
      const delivery = mine.items[0].id as string;
      for (const path of ['report-schedules', 'deliveries', 'mailbox']) {
        const { body } = await bob.agent.get(`/api/v1/${path}`).expect(200);
        expect(body.items).toEqual([]);
      }
      const { body: filtered } = await bob.agent.get(
        `/api/v1/deliveries?scheduleId=${schedule.id}`,
      );
      expect(filtered.items).toEqual([]);
      const at = `/api/v1/report-schedules/${schedule.id}`;
      await bob.agent.get(at).expect(404);
      await bob.agent.patch(at).send({ name: 'Mine' }).expect(404);
      await bob.agent.delete(at).expect(404);
      await bob.agent.post(`${at}/preview`).expect(404);
      await bob.agent.get(`${at}/preview.pdf`).expect(404);
      await bob.agent.post(`${at}/send-now`).expect(404);
      await bob.agent.post(`/api/v1/deliveries/${delivery}/resend`).expect(404);
      await bob.agent.get(`/api/v1/mailbox/${mail.id}`).expect(404);
      await bob.agent.get(`/api/v1/mailbox/${mail.id}/attachments/0`).expect(404);
    });
  });
});

describe('the mailbox where there is a mail server', () => {
  it('is not there, and says where the mails are', async () => {
    const api = await testApi({ SMTP_URL: 'smtp://127.0.0.1:1' });
    try {
      const { agent } = await api.signUp('Cy');
      const { body } = await agent.get('/api/v1/mailbox').expect(404);
      expect(body.code).toBe('mail/no-local-mailbox');
    } finally {
      await api.close();
    }
  });
});
