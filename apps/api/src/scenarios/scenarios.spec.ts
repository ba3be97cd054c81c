import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';

describe('scenarios', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  async function create(name = 'Tiny') {
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .send({ yaml: scenarioYaml(name) })
      .expect(201);
    return body;
  }

  it('come back as they were written, comments included', async () => {
    const yaml = `# for the board\n${scenarioYaml('Written')}`;
    const created = await ann.agent.post('/api/v1/scenarios').send({ yaml }).expect(201);
    expect(created.headers['etag']).toBe('"1"');
    const read = await ann.agent.get(created.headers['location'] ?? '').expect(200);
    expect(read.body).toEqual(created.body);
    expect(read.body).toMatchObject({ name: 'Written', version: 1, yaml, latestPlan: null });
    expect(read.body.scenario.services[0].id).toBe('chat');
  });

  it('that are not valid are refused with the line of every mistake', async () => {
    const yaml = scenarioYaml().replace('region:', 'regoin:');
    const { body } = await ann.agent.post('/api/v1/scenarios').send({ yaml }).expect(422);
    expect(body).toMatchObject({ code: 'scenarios/not-valid', status: 422 });
    expect(body.errors).toContainEqual(
      expect.objectContaining({ pointer: '/sites/0/regoin', line: 6, nearest: ['region'] }),
    );
  });

  it('that name what the catalogue does not have are refused with the nearest names', async () => {
    const yaml = scenarioYaml().replace('deepseek-r1', 'deepsek-r1');
    const { body } = await ann.agent.post('/api/v1/scenarios').send({ yaml }).expect(422);
    expect(body.code).toBe('scenarios/not-valid');
    expect(body.errors).toMatchObject([{ pointer: '/services/0/model', line: 9 }]);
    expect(body.errors[0].nearest).toContain('deepseek-r1');
  });

  it('get a new version by an edit, and keep the old one', async () => {
    const { id } = await create('Before');
    const edited = await ann.agent
      .put(`/api/v1/scenarios/${id}`)
      .set('If-Match', '"1"')
      .send({ yaml: scenarioYaml('After') })
      .expect(200);
    expect(edited.headers['etag']).toBe('"2"');
    expect(edited.body).toMatchObject({ name: 'After', version: 2 });
    const old = await ann.agent.get(`/api/v1/scenarios/${id}/versions/1`).expect(200);
    expect(old.body).toMatchObject({ name: 'Before', version: 1 });
    const { body } = await ann.agent.get(`/api/v1/scenarios/${id}/versions`).expect(200);
    expect(body.items).toMatchObject([
      { version: 2, createdBy: 'Ann' },
      { version: 1, createdBy: 'Ann' },
    ]);
  });

  it('do not get a version by saving the same text again', async () => {
    const { id, yaml } = await create('Same');
    const { body } = await ann.agent
      .put(`/api/v1/scenarios/${id}`)
      .set('If-Match', '"1"')
      .send({ yaml })
      .expect(200);
    expect(body.version).toBe(1);
  });

  it('are not overwritten by an edit of an older version', async () => {
    const { id } = await create('Contested');
    const edit = (name: string) =>
      ann.agent
        .put(`/api/v1/scenarios/${id}`)
        .set('If-Match', '"1"')
        .send({ yaml: scenarioYaml(name) });
    const answers = await Promise.all([edit('One'), edit('Two'), edit('Three')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const loser = answers.find(({ status }) => status === 412);
    expect(loser?.body.code).toBe('scenarios/version-conflict');
  });

  it('are edited only by someone who says which version they saw', async () => {
    const { id } = await create('Blind');
    const { body } = await ann.agent
      .put(`/api/v1/scenarios/${id}`)
      .send({ yaml: scenarioYaml('Blinder') })
      .expect(428);
    expect(body.code).toBe('http/version-required');
  });

  it('are gone when deleted', async () => {
    const { id } = await create('Gone');
    await ann.agent.delete(`/api/v1/scenarios/${id}`).expect(204);
    const { body } = await ann.agent.get(`/api/v1/scenarios/${id}`).expect(404);
    expect(body.code).toBe('scenarios/not-found');
    await ann.agent.delete(`/api/v1/scenarios/${id}`).expect(404);
  });

  it('are listed page by page without a gap or a repeat', async () => {
    const bea = await api.signUp('Bea');
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await bea.agent
        .post('/api/v1/scenarios')
        .send({ yaml: scenarioYaml(name) })
        .expect(201);
    }
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await bea.agent.get('/api/v1/scenarios').query(query).expect(200);
      expect(body.items.length).toBeLessThanOrEqual(2);
      names.push(...body.items.map((item: { name: string }) => item.name));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('refuse a cursor nobody gave out', async () => {
    const { body } = await ann.agent.get('/api/v1/scenarios?cursor=abc').expect(422);
    expect(body.code).toBe('http/cursor-not-valid');
  });
});
