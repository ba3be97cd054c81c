import { problem } from '@headroom/models';
import { type Member, PASSWORD, TEST_ORIGIN, type TestApi, testApi } from '../testing/test-api';

describe('signing in', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  const signIn = (email: string, password: string) =>
    api.anonymous().post('/api/auth/sign-in/email').send({ email, password });

  it('starts with a workspace of one’s own after signing up', async () => {
    const { body } = await ann.agent.get('/api/v1/session').expect(200);
    expect(body).toMatchObject({
      user: { email: 'ann@example.com', name: 'Ann' },
      workspace: { name: 'Ann', role: 'owner' },
    });
    expect(body.permissions).toContain('keys:write');
  });

  it('returns to the same workspace', async () => {
    const again = api.anonymous();
    await again
      .post('/api/auth/sign-in/email')
      .send({ email: ann.email, password: PASSWORD })
      .expect(200);
    const { body } = await again.get('/api/v1/session').expect(200);
    expect(body.workspace.id).toBe(ann.workspaceId);
  });

  it('keeps the password as argon2id only', async () => {
    const [{ password }] = await api.database.owner.query(
      `select a.password from auth.account a join auth."user" u on u.id = a."userId" where u.email = $1`,
      [ann.email],
    );
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('gives a cookie that scripts cannot read and other sites do not send along', async () => {
    const { headers } = await signIn(ann.email, PASSWORD).expect(200);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^headroom\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('ends when one signs out, also for a copy of the cookie', async () => {
    const { headers } = await signIn(ann.email, PASSWORD).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const copy = () => api.anonymous().get('/api/v1/session').set('Cookie', cookie);
    await copy().expect(200);
    await api.anonymous().post('/api/auth/sign-out').set('Cookie', cookie).expect(200);
    await copy().expect(401);
  });

  it('does not accept a cookie that was changed', async () => {
    const { headers } = await signIn(ann.email, PASSWORD).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const changed = `${cookie.slice(0, -6)}AAAAAA`;
    await api.anonymous().get('/api/v1/session').set('Cookie', changed).expect(401);
  });

  it('refuses short passwords', async () => {
    const { status, body } = await api
      .anonymous()
      .post('/api/auth/sign-up/email')
      .send({ name: 'Cy', email: 'cy@example.com', password: 'short' });
    expect(status).toBe(400);
    expect(body.code).toBe('PASSWORD_TOO_SHORT');
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await signIn(ann.email, 'not her password').expect(401);
    const unknown = await signIn('nobody@example.com', 'not her password').expect(401);
    const told = ({ requestId: _ours, ...problem }: Record<string, unknown>) => problem;
    expect(told(unknown.body)).toEqual(told(wrong.body));
  });

  it('locks an account after ten failures, whether it exists or not, and says for how long', async () => {
    await api.signUp('Dora');
    for (const email of ['dora@example.com', 'ghost@example.com']) {
      await api.database.owner.query(
        `insert into auth.sign_in_failure (account, failures, window_start)
         values (encode(sha256(convert_to($1, 'utf8')), 'hex'), 9, now())`,
        [email],
      );
      await signIn(email, 'wrong for the tenth time').expect(401);
      const { headers, body } = await signIn(email, PASSWORD).expect(429);
      expect(body.code).toBe('ACCOUNT_LOCKED');
      expect(Number(headers['retry-after'])).toBeGreaterThan(600);
    }
  });

  it('forgets failures after a success', async () => {
    const eve = await api.signUp('Eve');
    await signIn(eve.email, 'wrong password').expect(401);
    await signIn(eve.email, PASSWORD).expect(200);
    const rows = await api.database.owner.query(
      `select 1 from auth.sign_in_failure where account = encode(sha256(convert_to($1, 'utf8')), 'hex')`,
      [eve.email],
    );
    expect(rows).toEqual([]);
  });

  it('takes changes with a session from pages of this site only', async () => {
    const change = (origin: string | undefined) => {
      const request = ann.agent.post('/api/v1/scenarios');
      return (origin === undefined ? request.unset('Origin') : request.set('Origin', origin)).send({
        yaml: 'x',
      });
    };
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const { body } = await change(origin).expect(403);
      expect(body.code).toBe('auth/origin-not-trusted');
    }
    await change(TEST_ORIGIN).expect(422);
  });

  it('takes no sign-in from a page of another site', async () => {
    const { status } = await signIn(ann.email, PASSWORD).set('Origin', 'https://evil.example');
    expect(status).toBe(403);
  });

  it('offers none of the library’s routes that would go around our own checks', async () => {
    for (const path of [
      '/api-key/create',
      '/organization/invite-member',
      '/organization/update-member-role',
      '/organization/create',
      '/organization/delete',
      '/api-key/verify',
      '/revoke-session',
    ]) {
      const { body } = await ann.agent.post(`/api/auth${path}`).send({}).expect(404);
      expect(body.code).toBe('http/not-found');
    }
  });

  it('lets a removed member see nothing from the next request on', async () => {
    const fay = await api.signUp('Fay');
    await api.database.owner.query(`delete from auth.member where "userId" = $1`, [fay.userId]);
    const { body } = await fay.agent.get('/api/v1/scenarios').expect(403);
    expect(body.code).toBe('auth/no-workspace');
    const session = await fay.agent.get('/api/v1/session').expect(200);
    expect(session.body).toMatchObject({ workspace: null, permissions: [] });
  });

  it('answers errors as problems that keep the library’s code', async () => {
    const { body, headers } = await signIn(ann.email, 'not her password').expect(401);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(body)).toMatchObject({
      status: 401,
      code: 'INVALID_EMAIL_OR_PASSWORD',
      requestId: headers['x-request-id'],
    });
    const unreadable = await signIn('not an address', PASSWORD).expect(400);
    expect(problem.parse(unreadable.body).detail).toBeTruthy();
  });

  it('shows the token of a session to nobody', async () => {
    const signedIn = await signIn(ann.email, PASSWORD).expect(200);
    expect(signedIn.body.user.email).toBe(ann.email);
    expect(signedIn.text).not.toContain('"token"');
    const session = await ann.agent.get('/api/auth/get-session').expect(200);
    expect(session.body.session.userId).toBe(ann.userId);
    expect(session.text).not.toContain('"token"');
    await ann.agent.get('/api/auth/list-sessions').expect(404);
  });

  it('takes only names that are one visible line', async () => {
    for (const name of ['Gus\r\nBcc: evil', 'Gus\u202etxt', ' \u3000']) {
      const { body } = await api
        .anonymous()
        .post('/api/auth/sign-up/email')
        .send({ name, email: 'gus@example.com', password: PASSWORD })
        .expect(422);
      expect(body.errors[0].pointer).toBe('/name');
      await ann.agent.post('/api/auth/update-user').send({ name }).expect(422);
    }
    const { body } = await ann.agent.get('/api/v1/session').expect(200);
    expect(body.user.name).toBe('Ann');
  });

  it('keeps its workspace when a switch to somebody else’s is refused', async () => {
    const bob = await api.signUp('Bob');
    for (const wish of [
      { organizationId: bob.workspaceId },
      { organizationSlug: bob.userId },
      { organizationId: 'none' },
    ]) {
      const { body } = await ann.agent
        .post('/api/auth/organization/set-active')
        .send(wish)
        .expect(403);
      expect(body.code).toBe('USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION');
      const session = await ann.agent.get('/api/v1/session').expect(200);
      expect(session.body.workspace.id).toBe(ann.workspaceId);
    }
    await ann.agent.get('/api/v1/scenarios').expect(200);
    await ann.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: ann.workspaceId })
      .expect(200);
  });

  it('falls back to one’s own workspace when none is active', async () => {
    await ann.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: null })
      .expect(200);
    const { body } = await ann.agent.get('/api/v1/session').expect(200);
    expect(body.workspace).toMatchObject({ id: ann.workspaceId, role: 'owner' });
  });

  it('refuses a body that is too large before reading it', async () => {
    const { body } = await api
      .anonymous()
      .post('/api/auth/sign-in/email')
      .send({ email: 'a@example.com', password: 'x'.repeat(20_000) })
      .expect(413);
    expect(body.code).toBe('http/body-too-large');
  });
});

describe('signing in too often', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api.close());

  it('is refused by address, whatever the account, and says when to come back', async () => {
    const guess = (i: number) =>
      api
        .anonymous()
        .post('/api/auth/sign-in/email')
        .send({ email: `guess${i}@example.com`, password: 'a wrong password' });
    for (let i = 0; i < 30; i += 1) await guess(i).expect(401);
    const { headers } = await guess(30).expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('cannot be hidden by a made-up address', async () => {
    await api
      .anonymous()
      .post('/api/auth/sign-in/email')
      .set('X-Forwarded-For', '203.0.113.9')
      .set('X-Headroom-Client-Address', '203.0.113.9')
      .send({ email: 'guess@example.com', password: 'a wrong password' })
      .expect(429);
  });
});

describe('signing in over HTTPS', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await testApi({ PUBLIC_URL: 'https://headroom.example' });
  });
  afterAll(() => api.close());

  it('gives a cookie that travels over HTTPS only', async () => {
    const { headers } = await api
      .anonymous()
      .set('Origin', 'https://headroom.example')
      .post('/api/auth/sign-up/email')
      .send({ name: 'Ann', email: 'ann@example.com', password: PASSWORD })
      .expect(200);
    expect(String(headers['set-cookie'])).toMatch(/^__Secure-headroom\.session_token=.*Secure/);
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
  });
});
