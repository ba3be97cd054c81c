import { TenantScope } from '../database/tenant-scope';
import { GiveUp } from '../jobs/job-handler';
import { MailIdentity } from '../mail/mail-identity';
import { type DeliveryAttempt, Mailer, MailRefused, OutcomeUnknown } from '../mail/mailer';
import { type Member, type TestApi, testApi } from '../testing/test-api';
import { InvitationMailJob } from './invitation-mail.job';
import { InvitationTokens } from './invitation-token';
import { InvitationsRepository } from './invitations-repository';

/** A mail server that does as the test says, one script for each mail handed to it. */
class ScriptedMailer extends Mailer {
  readonly scripts: ((attempt: DeliveryAttempt) => Promise<void>)[] = [];
  handed = 0;

  async send(_: unknown, attempt: DeliveryAttempt): Promise<void> {
    this.handed += 1;
    const script = this.scripts.shift();
    if (script === undefined) throw new Error('No mail is expected.');
    await script(attempt);
  }
}

const taken = async (attempt: DeliveryAttempt) => {
  await attempt.closing();
  await attempt.sent('250 OK');
};

describe('the mail of an invitation', () => {
  let api: TestApi;
  let owner: Member;
  let mailer: ScriptedMailer;
  let job: InvitationMailJob;
  let payload: { workspaceId: string; invitationId: string };

  beforeAll(async () => {
    api = await testApi();
    owner = await api.signUp('Owner');
  });
  afterAll(() => api.close());

  let invited = 0;
  beforeEach(async () => {
    mailer = new ScriptedMailer();
    job = new InvitationMailJob(
      api.app.get(TenantScope, { strict: false }),
      api.app.get(InvitationsRepository, { strict: false }),
      api.app.get(InvitationTokens, { strict: false }),
      mailer,
      new MailIdentity(api.env),
    );
    invited += 1;
    const { body } = await owner.agent
      .post('/api/v1/invitations')
      .send({ email: `guest-${invited}@example.com`, role: 'viewer', locale: 'en' })
      .expect(201);
    payload = { workspaceId: owner.workspaceId, invitationId: body.id };
  });

  const told = async () => {
    const { body } = await owner.agent.get('/api/v1/invitations').expect(200);
    const { mail, mailAnswer } = body.items.find(
      ({ id }: { id: string }) => id === payload.invitationId,
    );
    return { mail, mailAnswer };
  };

  it('is not sent again after it was taken', async () => {
    mailer.scripts.push(taken);
    await job.handle(payload);
    await job.handle(payload);
    expect(mailer.handed).toBe(1);
    expect(await told()).toEqual({ mail: 'sent', mailAnswer: '250 OK' });
  });

  it('is not sent again where a worker died after handing it over', async () => {
    let closed = (): void => undefined;
    const handedOver = new Promise<void>((resolve) => {
      closed = resolve;
    });
    mailer.scripts.push(async (attempt) => {
      await attempt.closing();
      closed();
      await new Promise<never>(() => undefined);
    });
    void job.handle(payload);
    await handedOver;
    await job.handle(payload);
    expect(mailer.handed).toBe(1);
    expect((await told()).mail).toBe('unknown');
  });

  it('is sent again where the server said to try later', async () => {
    mailer.scripts.push(async (attempt) => {
      await attempt.closing();
      throw new Error('451 later');
    }, taken);
    await expect(job.handle(payload)).rejects.toThrow('451 later');
    expect((await told()).mail).toBe('pending');
    await job.handle(payload);
    expect(mailer.handed).toBe(2);
    expect((await told()).mail).toBe('sent');
  });

  it('is told as unknown where nobody knows whether it was taken, and is not sent again', async () => {
    mailer.scripts.push(async (attempt) => {
      await attempt.closing();
      throw new OutcomeUnknown('The connection broke.');
    });
    await job.handle(payload);
    await job.handle(payload);
    expect(mailer.handed).toBe(1);
    expect(await told()).toEqual({ mail: 'unknown', mailAnswer: 'The connection broke.' });
  });

  it('is handed over by one of two workers', async () => {
    mailer.scripts.push(taken, taken);
    await Promise.all([job.handle(payload), job.handle(payload)]);
    expect(await told()).toEqual({ mail: 'sent', mailAnswer: '250 OK' });
  });

  it('tells what the server said where it refused for good', async () => {
    mailer.scripts.push(() => Promise.reject(new MailRefused('550 no such box')));
    await expect(job.handle(payload)).rejects.toBeInstanceOf(GiveUp);
    await job.giveUp(payload, '550 no such box');
    expect(await told()).toEqual({ mail: 'failed', mailAnswer: '550 no such box' });
  });

  it('is not sent once the invitation is cancelled', async () => {
    await owner.agent.delete(`/api/v1/invitations/${payload.invitationId}`).expect(204);
    await job.handle(payload);
    expect(mailer.handed).toBe(0);
  });
});
