import { randomUUID } from 'node:crypto';
import type { Role } from '@headroom/models';
import { eventually } from '../testing/eventually';
import {
  type Member,
  PASSWORD,
  TEST_ORIGIN,
  type TestApi,
  scenarioYaml,
  testApi,
} from '../testing/test-api';
import { type TestWorker, testWorker } from '../testing/test-worker';
import { InvitationTokens } from './invitation-token';

jest.setTimeout(60_000);

describe('invitations', () => {
  let api: TestApi;
  let worker: TestWorker;
  let olga: Member;

  beforeAll(async () => {
    api = await testApi();
    worker = await testWorker(api.env);
    await worker.start();
    olga = await api.signUp('Olga');
  });
  afterAll(async () => {
    await worker.app.close();
    await api.close();
  });

  const invite = (by: Member, email: string, role: Role, locale = 'en') =>
    by.agent.post('/api/v1/invitations').send({ email, role, locale });

  async function invited(email: string, role: Role, by = olga): Promise<string> {
    const { body } = await invite(by, email, role).expect(201);
    return body.id as string;
  }

  const tokenOf = (invitationId: string, by = olga) =>
    api.app.get(InvitationTokens).tokenOf({ workspaceId: by.workspaceId, invitationId });

  const accept = (who: Member, token: string) =>
    who.agent.post('/api/v1/invitations/accept').send({ token });

  /** Somebody who joined and whose session is turned to Olga's workspace. */
  async function colleague(name: string, role: Role): Promise<Member> {
    const member = await api.signUp(name);
    await accept(member, tokenOf(await invited(member.email, role))).expect(200);
    await member.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: olga.workspaceId })
      .expect(200);
    return { ...member, workspaceId: olga.workspaceId };
  }

  const roleIn = async (member: Member): Promise<unknown> => {
    const rows = await api.database.owner.query(
      `select role from auth.member where "organizationId" = $1 and "userId" = $2`,
      [olga.workspaceId, member.userId],
    );
    return rows[0]?.role ?? null;
  };

  interface Mail {
    id: string;
    subject: string;
    text: string;
    html: string;
  }

  async function mailTo(email: string): Promise<Mail> {
    let id: string | undefined;
    await eventually(async () => {
      const { body } = await olga.agent.get('/api/v1/mailbox').expect(200);
      id = body.items.find((mail: { to: string }) => mail.to === email)?.id;
      return id !== undefined;
    });
    return (await olga.agent.get(`/api/v1/mailbox/${id}`).expect(200)).body;
  }

  it('bring a mail with a link in text and HTML, by which the invited person joins in the role', async () => {
    const id = await invited('Pia@Example.com', 'planner');
    const mail = await mailTo('pia@example.com');
    const link = `${TEST_ORIGIN}/join?token=${tokenOf(id)}`;
    expect(mail.subject).toBe('Olga invites you to Olga in Headroom');
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
    const { body: open } = await olga.agent.get('/api/v1/invitations').expect(200);
    expect(open.items[0]).toMatchObject({ id, email: 'pia@example.com', mail: 'sent' });

    const pia = await api.signUp('Pia');
    const { body } = await accept(pia, tokenOf(id)).expect(200);
    expect(body).toEqual({
      workspace: { id: olga.workspaceId, name: 'Olga', role: 'planner' },
    });
    const before = await pia.agent.get('/api/v1/session').expect(200);
    expect(before.body.workspace.id).toBe(pia.workspaceId);
    await pia.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: olga.workspaceId })
      .expect(200);
    const after = await pia.agent.get('/api/v1/session').expect(200);
    expect(after.body.workspace).toMatchObject({ id: olga.workspaceId, role: 'planner' });
    await pia.agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }).expect(201);
    const left = await olga.agent.get('/api/v1/invitations').expect(200);
    expect(left.text).not.toContain(id);
  });

  it('are written in the language of who invites', async () => {
    await invite(olga, 'li@example.com', 'viewer', 'zh-CN').expect(201);
    const mail = await mailTo('li@example.com');
    expect(mail.subject).toBe('Olga 邀请您加入 Headroom 工作区“Olga”');
    expect(mail.html).toContain('lang="zh-CN"');
  });

  it('keep no secret in the database except in the local mailbox', async () => {
    const id = await invited('secret@example.com', 'viewer');
    await mailTo('secret@example.com');
    const rows = await api.database.owner.query(
      `select coalesce(string_agg(t, ' '), '') as all from (
         select row_to_json(i)::text as t from app.invitation i
         union all select row_to_json(r)::text from app.run r) x`,
    );
    expect(rows[0].all).toContain(id);
    expect(rows[0].all).not.toContain(tokenOf(id).slice(-64));
  });

  it('show their mails to nobody who does not manage members', async () => {
    const vic = await colleague('Vic', 'viewer');
    await invited('chief@example.com', 'admin');
    const mail = await mailTo('chief@example.com');
    const list = await vic.agent.get('/api/v1/mailbox').expect(200);
    expect(list.text).not.toContain('chief@example.com');
    await vic.agent.get(`/api/v1/mailbox/${mail.id}`).expect(404);
  });

  it('are refused to planners, viewers and keys', async () => {
    const plum = await colleague('Plum', 'planner');
    const viola = await colleague('Viola', 'viewer');
    for (const member of [plum, viola]) {
      const { body } = await invite(member, 'x@example.com', 'viewer').expect(403);
      expect(body.code).toBe('auth/permission-missing');
      await member.agent.get('/api/v1/invitations').expect(403);
      await member.agent.delete(`/api/v1/invitations/${randomUUID()}`).expect(403);
      await member.agent
        .patch(`/api/v1/members/${olga.userId}`)
        .send({ role: 'viewer' })
        .expect(403);
      await member.agent.delete(`/api/v1/members/${olga.userId}`).expect(403);
    }
    await viola.agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }).expect(403);
  });

  it('belong to one workspace: another neither sees nor cancels them', async () => {
    const id = await invited('own@example.com', 'viewer');
    const bob = await api.signUp('Bob');
    const seen = await bob.agent.get('/api/v1/invitations').expect(200);
    expect(seen.body.items).toEqual([]);
    const { body } = await bob.agent.delete(`/api/v1/invitations/${id}`).expect(404);
    expect(body.code).toBe('invitations/not-found');
    const { text } = await olga.agent.get('/api/v1/invitations').expect(200);
    expect(text).toContain(id);
  });

  it('let nobody in whose address is not the invited one', async () => {
    const id = await invited('right@example.com', 'admin');
    const wrong = await api.signUp('Wrong');
    const { body } = await accept(wrong, tokenOf(id)).expect(403);
    expect(body.code).toBe('invitations/other-address');
    expect(JSON.stringify(body)).not.toContain('right@example.com');
    expect(await roleIn(wrong)).toBeNull();
  });

  it('let nobody in by a token that was changed or made up', async () => {
    const eve = await api.signUp('Eve');
    const id = await invited(eve.email, 'viewer');
    const token = tokenOf(id);
    const last = token.endsWith('0') ? '1' : '0';
    const forged = [
      `${token.slice(0, -1)}${last}`,
      token.slice(0, -1),
      `${eve.workspaceId.replaceAll('-', '')}${token.slice(32)}`,
      'nonsense',
    ];
    for (const tried of forged) {
      const { body } = await accept(eve, tried).expect(404);
      expect(body.code).toBe('invitations/not-valid');
    }
    expect(await roleIn(eve)).toBeNull();
    await api.anonymous().post('/api/v1/invitations/accept').send({ token }).expect(401);
  });

  it('work once, even when the person was removed since', async () => {
    const una = await api.signUp('Una');
    const token = tokenOf(await invited(una.email, 'viewer'));
    const answers = await Promise.all([accept(una, token), accept(una, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await olga.agent.delete(`/api/v1/members/${una.userId}`).expect(204);
    const { body } = await accept(una, token).expect(409);
    expect(body.code).toBe('invitations/used');
    expect(await roleIn(una)).toBeNull();
  });

  it('end when they are cancelled, and after seven days', async () => {
    const dan = await api.signUp('Dan');
    const cancelled = await invited(dan.email, 'viewer');
    await olga.agent.delete(`/api/v1/invitations/${cancelled}`).expect(204);
    await olga.agent.delete(`/api/v1/invitations/${cancelled}`).expect(404);
    expect((await accept(dan, tokenOf(cancelled)).expect(404)).body.code).toBe(
      'invitations/not-valid',
    );

    const old = await invited(dan.email, 'viewer');
    await api.database.owner.query(
      `update app.invitation set expires_at = now() - interval '1 second' where id = $1`,
      [old],
    );
    expect((await accept(dan, tokenOf(old)).expect(410)).body.code).toBe('invitations/expired');
    const { text } = await olga.agent.get('/api/v1/invitations').expect(200);
    expect(text).not.toContain(old);
    await invited(dan.email, 'viewer');
    expect(await roleIn(dan)).toBeNull();
  });

  it('end with the authority of who made them', async () => {
    const ada = await colleague('Ada', 'admin');
    const zoe = await api.signUp('Zoe');
    const id = await invited(zoe.email, 'admin', ada);
    await olga.agent.patch(`/api/v1/members/${ada.userId}`).send({ role: 'planner' }).expect(204);
    expect((await accept(zoe, tokenOf(id)).expect(404)).body.code).toBe('invitations/not-valid');
    expect(await roleIn(zoe)).toBeNull();
  });

  it('are made once for an address, and not for who is in already', async () => {
    await invited('twice@example.com', 'viewer');
    const again = await invite(olga, 'TWICE@example.com', 'planner').expect(409);
    expect(again.body.code).toBe('invitations/open-already');
    const self = await invite(olga, olga.email, 'viewer').expect(409);
    expect(self.body.code).toBe('members/already');
  });

  it('are made once for an Idempotency-Key', async () => {
    const once = () =>
      invite(olga, 'retry@example.com', 'viewer').set('Idempotency-Key', 'invite-once').expect(201);
    const [first, second] = [await once(), await once()];
    expect(second.body.id).toBe(first.body.id);
  });

  it('are at most a hundred a day, cancelled ones too', async () => {
    const max = await api.signUp('Max');
    await api.database.owner.query(
      `insert into app.invitation (id, workspace_id, workspace_name, email, role, locale, invited_by,
         invited_by_name, status, expires_at)
       select gen_random_uuid(), $1, 'Max', 'n' || n || '@example.com', 'viewer', 'en', $2, 'Max', 'cancelled', now()
         from generate_series(1, 100) n`,
      [max.workspaceId, max.userId],
    );
    const { body } = await invite(max, 'more@example.com', 'viewer').expect(429);
    expect(body.code).toBe('invitations/too-many');
  });

  describe('and roles', () => {
    it('of members are changed, and hold from the next request on', async () => {
      const rea = await colleague('Rea', 'viewer');
      await rea.agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }).expect(403);
      await olga.agent.patch(`/api/v1/members/${rea.userId}`).send({ role: 'planner' }).expect(204);
      await rea.agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }).expect(201);
    });

    it('of owners are neither given, taken nor invited by an admin', async () => {
      const alf = await colleague('Alf', 'admin');
      const ned = await colleague('Ned', 'viewer');
      const asked = [
        await invite(alf, 'boss@example.com', 'owner'),
        await alf.agent.patch(`/api/v1/members/${ned.userId}`).send({ role: 'owner' }),
        await alf.agent.patch(`/api/v1/members/${alf.userId}`).send({ role: 'owner' }),
        await alf.agent.patch(`/api/v1/members/${olga.userId}`).send({ role: 'viewer' }),
        await alf.agent.delete(`/api/v1/members/${olga.userId}`),
      ];
      expect(asked.map(({ body }) => body.code)).toEqual(
        asked.map(() => 'auth/permission-missing'),
      );
      expect(await roleIn(olga)).toBe('owner');
      await alf.agent.patch(`/api/v1/members/${ned.userId}`).send({ role: 'planner' }).expect(204);
    });

    it('leave a workspace at least one owner, also when two step down at once', async () => {
      const own = `/api/v1/members/${olga.userId}`;
      const demoted = await olga.agent.patch(own).send({ role: 'viewer' }).expect(409);
      expect(demoted.body.code).toBe('members/last-owner');
      expect((await olga.agent.delete(own).expect(409)).body.code).toBe('members/last-owner');

      const otto = await colleague('Otto', 'owner');
      const both = await Promise.all([
        olga.agent.patch(own).send({ role: 'admin' }),
        otto.agent.patch(`/api/v1/members/${otto.userId}`).send({ role: 'admin' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
      const owners = await api.database.owner.query(
        `select "userId" from auth.member where "organizationId" = $1 and role = 'owner'`,
        [olga.workspaceId],
      );
      expect(owners).toHaveLength(1);
      await api.database.owner.query(
        `update auth.member set role = 'owner' where "organizationId" = $1 and "userId" = $2`,
        [olga.workspaceId, olga.userId],
      );
    });

    it('are not there for strangers', async () => {
      const far = await api.signUp('Far');
      for (const userId of [far.userId, randomUUID(), 'nonsense']) {
        const { body } = await olga.agent
          .patch(`/api/v1/members/${userId}`)
          .send({ role: 'viewer' })
          .expect(404);
        expect(body.code).toBe('members/not-found');
        await olga.agent.delete(`/api/v1/members/${userId}`).expect(404);
      }
    });

    it('end with membership at once, and the removed person is back in their own workspace', async () => {
      const rob = await colleague('Rob', 'admin');
      const { body } = await olga.agent
        .post('/api/v1/scenarios')
        .send({ yaml: scenarioYaml('Kept') })
        .expect(201);
      await rob.agent.get(`/api/v1/scenarios/${body.id}`).expect(200);
      await olga.agent.delete(`/api/v1/members/${rob.userId}`).expect(204);
      await rob.agent.get(`/api/v1/scenarios/${body.id}`).expect(404);
      const session = await rob.agent.get('/api/v1/session').expect(200);
      expect(session.body.workspace).toMatchObject({ name: 'Rob', role: 'owner' });
      const signedIn = await api
        .anonymous()
        .post('/api/auth/sign-in/email')
        .send({ email: rob.email, password: PASSWORD });
      expect(signedIn.status).toBe(200);
    });
  });
});
