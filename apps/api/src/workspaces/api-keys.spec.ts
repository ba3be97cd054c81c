import type { KeyScope, Role } from '@headroom/models';
import type { Pool } from 'pg';
import { AUTH_POOL } from '../auth/auth-directory';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

describe('API keys', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  async function newKey(scopes: KeyScope[], member = ann) {
    const { body } = await member.agent
      .post('/api/v1/api-keys')
      .send({ name: 'pipeline', scopes, expiresInDays: 30 })
      .expect(201);
    return body as { id: string; key: string; start: string };
  }

  it('are shown once, when made, and never again', async () => {
    const made = await newKey(['plans:read']);
    expect(made.key).toMatch(/^hdr_\w{40,}$/);
    const list = await ann.agent.get('/api/v1/api-keys').expect(200);
    expect(list.text).not.toContain(made.key);
    expect(list.text).not.toContain(made.key.slice(made.start.length));
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ id: made.id, start: made.start, scopes: ['plans:read'] }),
    );
  });

  it('are kept as a hash only', async () => {
    const made = await newKey(['plans:read']);
    const rows = await api.database.owner.query(
      `select row_to_json(a)::text as row from auth.apikey a where id = $1`,
      [made.id],
    );
    expect(rows[0].row).not.toContain(made.key);
  });

  it('are not stored for a repeat of the request that made them', async () => {
    const make = () =>
      ann.agent
        .post('/api/v1/api-keys')
        .set('Idempotency-Key', 'make-a-key')
        .send({ name: 'once', scopes: ['plans:read'], expiresInDays: null });
    const { body: made } = await make().expect(201);
    const { body } = await make().expect(409);
    expect(body.code).toBe('keys/shown-once');
    const stored = await api.database.owner.query(
      `select coalesce(string_agg(row_to_json(k)::text, ''), '') as all from app.idempotency_key k`,
    );
    expect(stored[0].all).not.toContain(made.key);
    const { body: list } = await ann.agent.get('/api/v1/api-keys').expect(200);
    expect(list.items.filter((key: { name: string }) => key.name === 'once')).toHaveLength(1);
  });

  it('work for their workspace, need no Origin and no cookie', async () => {
    const { key } = await newKey(['scenarios:read', 'scenarios:write']);
    const { body } = await api
      .withKey(key)
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml('By key') })
      .expect(201);
    const seen = await ann.agent.get(`/api/v1/scenarios/${body.id}/versions`).expect(200);
    expect(seen.body.items[0].createdBy).toBe('pipeline');
  });

  it('may do what their scopes say and nothing else', async () => {
    const { key } = await newKey(['scenarios:read']);
    const agent = api.withKey(key);
    await agent.get('/api/v1/scenarios').expect(200);
    await agent.get('/api/v1/catalog').expect(200);
    const refused = [
      await agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }),
      await agent.get('/api/v1/plans'),
      await agent.get('/api/v1/api-keys'),
      await agent.get('/api/v1/members'),
      await agent.post('/api/v1/api-keys').send({}),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(403);
      expect(body.code).toBe('auth/permission-missing');
    }
  });

  it('are no person', async () => {
    const { key } = await newKey(['scenarios:read']);
    await api.withKey(key).get('/api/v1/session').expect(401);
  });

  it('are refused when unknown, malformed, revoked or expired', async () => {
    const revoked = await newKey(['scenarios:read']);
    await ann.agent.delete(`/api/v1/api-keys/${revoked.id}`).expect(204);
    const expired = await newKey(['scenarios:read']);
    await api.database.owner.query(
      `update auth.apikey set "expiresAt" = now() - interval '1 second' where id = $1`,
      [expired.id],
    );
    for (const key of [revoked.key, expired.key, 'hdr_unknown', 'nonsense']) {
      const { body } = await api.withKey(key).get('/api/v1/scenarios').expect(401);
      expect(body.code).toBe('auth/key-not-valid');
    }
  });

  it('are not called invalid when they could not be looked up', async () => {
    const { key } = await newKey(['scenarios:read']);
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const pool = api.app.get<Pool>(AUTH_POOL);
    jest.spyOn(pool, 'connect').mockImplementation(() => Promise.reject(away));
    jest.spyOn(pool, 'query').mockImplementation(() => Promise.reject(away));
    const { body } = await api.withKey(key).get('/api/v1/scenarios').expect(503);
    expect(body.code).toBe('http/not-ready');
    const { body: session } = await ann.agent.get('/api/v1/session').expect(503);
    expect(session.code).toBe('http/not-ready');
    jest.restoreAllMocks();
    await api.withKey(key).get('/api/v1/scenarios').expect(200);
  });

  it('cannot be given what would hand out more access', async () => {
    const { body } = await ann.agent
      .post('/api/v1/api-keys')
      .send({ name: 'greedy', scopes: ['keys:write'], expiresInDays: null })
      .expect(422);
    expect(body.errors[0].pointer).toBe('/scopes/0');
  });

  it('say when they were last used', async () => {
    const { key, id } = await newKey(['scenarios:read']);
    await api.withKey(key).get('/api/v1/scenarios').expect(200);
    const { body } = await ann.agent.get('/api/v1/api-keys').expect(200);
    const used = body.items.find((item: { id: string }) => item.id === id);
    expect(Date.parse(used.lastUsedAt)).not.toBeNaN();
  });

  describe('and roles', () => {
    async function memberWith(role: Role, name: string): Promise<Member> {
      const member = await api.signUp(name);
      await api.database.owner.query(`update auth.member set role = $1 where "userId" = $2`, [
        role,
        member.userId,
      ]);
      return member;
    }

    it('let a viewer look and change nothing', async () => {
      const { agent } = await memberWith('viewer', 'Vic');
      await agent.get('/api/v1/scenarios').expect(200);
      await agent.get('/api/v1/members').expect(200);
      await agent.post('/api/v1/scenarios').send({ yaml: scenarioYaml() }).expect(403);
      await agent.get('/api/v1/api-keys').expect(403);
    });

    it('let a planner plan but make no keys', async () => {
      const { agent } = await memberWith('planner', 'Pia');
      const { body } = await agent
        .post('/api/v1/scenarios')
        .send({ yaml: scenarioYaml() })
        .expect(201);
      await agent.post('/api/v1/plans').send({ scenarioId: body.id }).expect(202);
      await agent
        .post('/api/v1/api-keys')
        .send({ name: 'x', scopes: ['plans:read'], expiresInDays: null })
        .expect(403);
    });

    it('let an admin make and revoke keys', async () => {
      const admin = await memberWith('admin', 'Ada');
      const { id } = await newKey(['plans:read', 'plans:write'], admin);
      await admin.agent.delete(`/api/v1/api-keys/${id}`).expect(204);
    });
  });

  it('and members are listed page by page', async () => {
    const { body } = await ann.agent.get('/api/v1/members').expect(200);
    expect(body).toEqual({
      items: [{ userId: ann.userId, name: 'Ann', email: ann.email, role: 'owner' }],
      nextCursor: null,
    });
  });
});
