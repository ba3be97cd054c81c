import { randomUUID } from 'node:crypto';
import type { Test } from 'supertest';
import { makeEverything, scheduleOf } from '../testing/everything-owned';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

interface Operation {
  security: unknown[];
  parameters: { in: string; name: string }[];
  requestBody?: unknown;
}
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A word that stands in everything Ann owns and must never reach Bob. */
const MARK = 'quokka';

/**
 * Walks every route of the OpenAPI document as somebody else, with the ids of what Ann owns.
 * A new route with an id has to be told here whose id to try: the walk fails until it is.
 */
describe('two workspaces', () => {
  let api: TestApi;
  let ann: Member;
  let bob: Member;
  let bobsKey: string;
  let operations: { method: Method; path: string; operation: Operation }[];
  /** Id Ann owns, by the first step of the path it belongs in. */
  let annsIds: Record<string, string>;
  /** A body that would be valid for Ann, by route. */
  let bodies: Record<string, object>;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp(`Ann-${MARK}`);
    bob = await api.signUp('Bob');
    annsIds = await makeEverything(api, ann, MARK);
    bobsKey = (
      await post(bob, 'api-keys', {
        name: 'all',
        scopes: [
          'scenarios:read',
          'scenarios:write',
          'plans:read',
          'plans:write',
          'reports:read',
          'reports:write',
        ],
        expiresInDays: 1,
      })
    ).key;
    const { body: document } = await api.anonymous().get('/api/v1/openapi.json').expect(200);
    operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method as Method,
          path,
          operation,
        })),
    );
    bodies = {
      'put /api/v1/scenarios/{id}': { yaml: scenarioYaml('stolen') },
      'patch /api/v1/report-schedules/{id}': { name: 'stolen' },
      'patch /api/v1/members/{id}': { role: 'viewer' },
      'patch /api/v1/serving-calibrations/{id}': { active: true },
      'post /api/v1/plans': { scenarioId: annsIds['scenarios'] },
      'post /api/v1/report-schedules': scheduleOf(annsIds['scenarios'] ?? '', 'stolen'),
    };
  });
  afterAll(() => api.close());

  async function post(member: Member, collection: string, body: object) {
    const answer = await member.agent.post(`/api/v1/${collection}`).send(body);
    expect([201, 202]).toContain(answer.status);
    return answer.body;
  }

  function tenantOperations() {
    return operations.filter(
      ({ operation, path }) => operation.security.length > 0 && !path.includes('/catalog'),
    );
  }

  function addressWith(path: string, ids: Record<string, string>): string {
    const [resource = ''] = path.replace('/api/v1/', '').split('/');
    return path
      .replace('{id}', () => {
        const id = ids[resource];
        if (id === undefined) throw new Error(`Tell the walk an id Ann owns for ${path}.`);
        return id;
      })
      .replace(/\{(version|index)\}/, '1');
  }

  function ask(agent: Member['agent'], method: Method, path: string, address: string): Test {
    const request = agent[method](address).set('If-Match', '*');
    const body = bodies[`${method} ${path}`];
    return body === undefined ? request : request.send(body);
  }

  const everyone = () =>
    [
      ['his session', bob.agent],
      ['his API key', api.withKey(bobsKey)],
    ] as const;

  it('share no resource that has an id, whatever route asks for it', async () => {
    const withIds = tenantOperations().filter(({ path }) => path.includes('{id}'));
    expect(withIds.length).toBeGreaterThanOrEqual(8);
    for (const [how, agent] of everyone()) {
      for (const { method, path } of withIds) {
        const theirs = await ask(agent, method, path, addressWith(path, annsIds));
        const isClosed = theirs.status === 404 || theirs.status === 403;
        expect({ how, method, path, isClosed }).toEqual({ how, method, path, isClosed: true });
        expect(theirs.text).not.toContain(MARK);
      }
    }
  });

  it('cannot tell what exists elsewhere from what exists nowhere', async () => {
    const nowhere = Object.fromEntries(Object.keys(annsIds).map((key) => [key, randomUUID()]));
    const ofOne = tenantOperations().filter((o) => o.path.includes('{id}'));
    expect(ofOne.length).toBeGreaterThan(0);
    for (const { method, path } of ofOne) {
      const theirs = addressWith(path, annsIds);
      const none = addressWith(path, nowhere);
      const [one, two] = [
        await ask(bob.agent, method, path, theirs),
        await ask(bob.agent, method, path, none),
      ];
      expect(withoutIds(one)).toEqual(withoutIds(two));
    }
  });

  it('see nothing of each other in any list', async () => {
    const lists = tenantOperations().filter(
      ({ method, path }) => method === 'get' && !path.includes('{'),
    );
    expect(lists.length).toBeGreaterThanOrEqual(5);
    for (const [, agent] of everyone()) {
      for (const { path } of lists) {
        const { text } = await agent.get(path);
        expect(text).not.toContain(MARK);
        for (const id of Object.values(annsIds)) expect(text).not.toContain(id);
        expect(text).not.toContain(ann.workspaceId);
      }
    }
  });

  it('cannot name the scenario of the other in anything they create', async () => {
    for (const { method, path } of tenantOperations()) {
      if (method !== 'post' || path.includes('{') || !(`${method} ${path}` in bodies)) continue;
      for (const [, agent] of everyone()) {
        const answer = await ask(agent, method, path, path);
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      }
    }
  });

  it('cannot filter their way to the other', async () => {
    const { body } = await bob.agent
      .get('/api/v1/plans')
      .query({ scenarioId: annsIds['scenarios'] ?? '' })
      .expect(200);
    expect(body.items).toEqual([]);
  });

  it('do not share Idempotency-Keys', async () => {
    const send = (member: Member, name: string) =>
      member.agent
        .post('/api/v1/scenarios')
        .set('Idempotency-Key', 'the-same')
        .send({ yaml: scenarioYaml(name) })
        .expect(201);
    const anns = await send(ann, `${MARK} again`);
    const bobs = await send(bob, 'his own');
    expect(bobs.body.id).not.toBe(anns.body.id);
    expect(bobs.body.name).toBe('his own');
  });

  it('cannot switch into a workspace they are no member of', async () => {
    const switched = await bob.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: ann.workspaceId });
    expect(switched.status).toBeGreaterThanOrEqual(400);
    const { text } = await bob.agent.get('/api/v1/session').expect(200);
    expect(text).not.toContain(ann.workspaceId);
    expect(text).not.toContain(MARK);
    await bob.agent
      .post('/api/auth/organization/set-active')
      .send({ organizationId: bob.workspaceId })
      .expect(200);
  });

  it('leave what belongs to the other as it was', async () => {
    const { body } = await ann.agent.get(`/api/v1/scenarios/${annsIds['scenarios']}`).expect(200);
    expect(body).toMatchObject({ name: MARK, version: 1 });
    const keys = await ann.agent.get('/api/v1/api-keys').expect(200);
    expect(keys.body.items.map((key: { id: string }) => key.id)).toContain(annsIds['api-keys']);
  });

  it('are closed to whoever is nobody', async () => {
    for (const { method, path } of tenantOperations()) {
      const { status, body } = await ask(api.anonymous(), method, path, addressWith(path, annsIds));
      expect({ path, status }).toEqual({ path, status: 401 });
      expect(body.code).toBe('auth/sign-in-required');
    }
  });
});

/** What an answer says, without what has to differ. */
function withoutIds({ status, text }: { status: number; text: string }) {
  return { status, text: text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID') };
}
