import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

describe('an Idempotency-Key', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  const create = (key: string, name: string) =>
    ann.agent
      .post('/api/v1/scenarios')
      .set('Idempotency-Key', key)
      .send({ yaml: scenarioYaml(name) });

  async function named(name: string): Promise<number> {
    const { body } = await ann.agent.get('/api/v1/scenarios?limit=200').expect(200);
    return body.items.filter((item: { name: string }) => item.name === name).length;
  }

  it('makes a repeat get the first answer, header by header, and do nothing', async () => {
    const first = await create('k-repeat', 'repeated').expect(201);
    const second = await create('k-repeat', 'repeated').expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await named('repeated')).toBe(1);
  });

  it('lets only one of many at the same moment through', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('k-race', 'raced')));
    const codes = answers.map(({ status, body }) => (status === 201 ? 201 : body.code));
    expect(codes).toContain(201);
    expect(codes.every((code) => code === 201 || code === 'http/idempotency-key-in-use')).toBe(
      true,
    );
    expect(await named('raced')).toBe(1);
  });

  it('is refused for another body', async () => {
    await create('k-other', 'one').expect(201);
    const { body } = await create('k-other', 'two').expect(422);
    expect(body.code).toBe('http/idempotency-key-reused');
    expect(await named('two')).toBe(0);
  });

  it('is refused for another route', async () => {
    const { body: scenario } = await create('k-route', 'routed').expect(201);
    const { body } = await ann.agent
      .post('/api/v1/plans')
      .set('Idempotency-Key', 'k-route')
      .send({ scenarioId: scenario.id })
      .expect(422);
    expect(body.code).toBe('http/idempotency-key-reused');
  });

  it('may be used again after a request that failed', async () => {
    const send = (yaml: string) =>
      ann.agent.post('/api/v1/scenarios').set('Idempotency-Key', 'k-failed').send({ yaml });
    await send('nonsense').expect(422);
    await send(scenarioYaml('mended')).expect(201);
  });

  it('queues one plan however often it is sent', async () => {
    const { body: scenario } = await create('k-scenario', 'planned').expect(201);
    const plan = () =>
      ann.agent
        .post('/api/v1/plans')
        .set('Idempotency-Key', 'k-plan')
        .send({ scenarioId: scenario.id })
        .expect(202);
    const [one, two] = [await plan(), await plan()];
    expect(two.body.id).toBe(one.body.id);
    const runs = await api.database.owner.query(`select 1 from app.run where natural_key = $1`, [
      one.body.id,
    ]);
    expect(runs).toHaveLength(1);
  });

  it('does not let anything happen twice when the server died before it could keep the answer', async () => {
    await create('k-died', 'survivor').expect(201);
    await api.database.owner.query(
      `update app.idempotency_key set status = null, location = null, etag = null, body = null,
              created_at = now() - interval '10 minutes' where key = 'k-died'`,
    );
    const { body } = await create('k-died', 'survivor').expect(409);
    expect(body.code).toBe('http/idempotency-answer-lost');
    expect(await named('survivor')).toBe(1);
  });

  it('lets a request be made again whose server died before it was carried out', async () => {
    await create('k-early', 'never made').expect(201);
    await api.database.owner.query(
      `update app.idempotency_key set status = null, body = null, carried_out = false,
              created_at = now() - interval '10 minutes' where key = 'k-early'`,
    );
    await create('k-early', 'never made').expect(201);
  });

  it('is not used up by a request that only looked', async () => {
    const { body } = await ann.agent
      .post('/api/v1/plans')
      .set('Idempotency-Key', 'k-looked')
      .send({ scenarioId: '00000000-0000-4000-8000-000000000000' })
      .expect(404);
    expect(body.code).toBe('scenarios/not-found');
    const rows = await api.database.owner.query(
      `select 1 from app.idempotency_key where key = 'k-looked'`,
    );
    expect(rows).toEqual([]);
  });

  it('has to be printable and short', async () => {
    const { body } = await create('k'.repeat(201), 'long').expect(422);
    expect(body.code).toBe('http/idempotency-key-not-valid');
  });
});
