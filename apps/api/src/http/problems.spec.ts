import { problem } from '@headroom/models';
import { DataSource } from 'typeorm';
import { type Member, type TestApi, testApi } from '../testing/test-api';

describe('what goes wrong', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());
  afterEach(() => jest.restoreAllMocks());

  it('is always told as a problem with a code and the id of the request', async () => {
    const answers = [
      await api.anonymous().get('/api/v1/session'),
      await ann.agent.get('/api/v1/nothing-here'),
      await ann.agent.post('/api/v1/scenarios').send({}),
      await ann.agent.post('/api/v1/scenarios').type('json').send('{"yaml":'),
      await ann.agent.get('/api/v1/scenarios?limit=0'),
      await ann.agent.get('/api/v1/scenarios/not-a-uuid'),
      await ann.agent.patch('/api/v1/scenarios'),
      await ann.agent.get('/api/auth/nothing-here'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 422, 400, 422, 404, 404, 404]);
    for (const { body, headers, status } of answers) {
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(problem.parse(body)).toMatchObject({
        status,
        type: `urn:headroom:problem:${body.code}`,
        requestId: headers['x-request-id'],
      });
    }
  });

  it('in a body is told field by field with pointers', async () => {
    const { body } = await ann.agent
      .post('/api/v1/api-keys')
      .send({ name: '', scopes: ['plans:read', 'plans:fly'], expiresInDays: 5, colour: 'red' })
      .expect(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/colour',
      '/name',
      '/scopes/1',
    ]);
  });

  it('names a field it does not know in a query too', async () => {
    const { body } = await ann.agent.get('/api/v1/scenarios?limt=5').expect(422);
    expect(body.errors).toMatchObject([{ code: 'input/unknown-field', pointer: '/limt' }]);
  });

  it('refuses a body that is too large with its limit', async () => {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: 'x'.repeat(2_200_000) })
      .expect(413);
    expect(body.code).toBe('http/body-too-large');
    expect(body.detail).toMatch(/\d{7} bytes/);
  });

  it('refuses a body that is not JSON', async () => {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .type('text/plain')
      .send('headroom: 1')
      .expect(415);
    expect(body.code).toBe('http/unsupported-media-type');
  });

  it('says that the database is away, and when to come back', async () => {
    for (const error of [
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('terminating connection'), { code: '57P01' }),
      new Error('Connection terminated unexpectedly'),
    ]) {
      jest.spyOn(api.app.get(DataSource), 'transaction').mockRejectedValueOnce(error);
      const { body, headers } = await ann.agent.get('/api/v1/scenarios').expect(503);
      expect(body.code).toBe('http/not-ready');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('unexpectedly says nothing but an id', async () => {
    jest
      .spyOn(api.app.get(DataSource), 'transaction')
      .mockRejectedValue(new Error('secret connection string'));
    const { body, text } = await ann.agent.get('/api/v1/scenarios').expect(500);
    expect(text).not.toContain('secret');
    expect(body).toMatchObject({ code: 'http/internal-error' });
    expect(body.instance).toMatch(/^urn:uuid:/);
  });

  it('with the database makes the service not ready, and still alive', async () => {
    jest.spyOn(api.app.get(DataSource), 'query').mockRejectedValue(new Error('gone'));
    const { body } = await api.anonymous().get('/health/ready').expect(503);
    expect(body.code).toBe('http/not-ready');
    await api.anonymous().get('/health/live').expect(200);
  });

  it('keeps a request id that came along, unless it is odd', async () => {
    const answer = (id: string) => api.anonymous().get('/health/live').set('X-Request-Id', id);
    expect((await answer('from-the-proxy-1')).headers['x-request-id']).toBe('from-the-proxy-1');
    expect((await answer('a b<c>')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('cannot come from a script of another origin', async () => {
    const { headers } = await api.anonymous().get('/health/live').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('tells how many requests are left', async () => {
    const { headers } = await ann.agent.get('/api/v1/scenarios').expect(200);
    const [limit, left] = [headers['ratelimit-limit'], headers['ratelimit-remaining']].map(Number);
    expect(limit).toBe(600);
    expect(left).toBeLessThan(600);
    expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
  });

  it('is said when a workspace asks the engine too often, whoever of it asks', async () => {
    const bob = await api.signUp('Busy');
    const ask = () => bob.agent.post('/api/v1/training-studies').send({});
    let refused = await ask();
    expect(refused.status).toBe(422);
    expect(refused.headers['ratelimit-limit']).toBe('120');
    for (let burst = 0; burst < 4 && refused.status !== 429; burst += 1) {
      const answers = await Promise.all(Array.from({ length: 40 }, ask));
      refused = answers.find(({ status }) => status === 429) ?? refused;
    }
    expect(refused.body.detail).toContain('questions to the engine');
    await bob.agent.get('/api/v1/session').expect(200);
  }, 120_000);

  it('is said when there were too many, to this account only', async () => {
    const bob = await api.signUp('Bob');
    let last = 200;
    for (let burst = 0; burst < 16 && last !== 429; burst += 1) {
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => bob.agent.get('/api/v1/session')),
      );
      const refused = answers.find(({ status }) => status === 429);
      last = refused?.status ?? 200;
      if (refused) {
        expect(refused.body.code).toBe('http/too-many-requests');
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      }
    }
    expect(last).toBe(429);
    await ann.agent.get('/api/v1/session').expect(200);
  }, 120_000);
});
