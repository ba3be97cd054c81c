import { trainingStudy } from '@headroom/models';
import { engineOnThisThread } from '../testing/engine-on-this-thread';
import { type Member, type TestApi, testApi } from '../testing/test-api';

const STUDY = {
  model: 'llama-3.1-70b',
  tokens: 1e12,
  systems: ['nv-dgx-h100'],
  goal: { kind: 'chips', chips: 256 },
};

describe('training studies', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    engineOnThisThread(api);
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  const study = (body: object) => ann.agent.post('/api/v1/training-studies').send(body);

  it('answer with layouts, flags and the front of time, chips and cost', async () => {
    const { body } = await study(STUDY).expect(200);
    const answer = trainingStudy.parse(body);
    expect(answer.options[0]?.run.chips).toBe(256);
    expect(answer.flags.length).toBeGreaterThan(0);
    expect(answer.frontier.length).toBeGreaterThan(1);
  });

  it('start today where no day is stated', async () => {
    const { body } = await study(STUDY).expect(200);
    expect(body.options[0].run.startDay).toBe(new Date().toISOString().slice(0, 10));
  });

  it('answer with the first possible date where the one asked for lies before it', async () => {
    const goal = { kind: 'deadline', days: 0.5 };
    const { body } = await study({ ...STUDY, globalBatchTokens: 1e6, goal }).expect(200);
    expect(body.options).toEqual([]);
    expect(body.excuses[0]).toMatchObject({ code: 'training/deadline-too-early', unit: 'days' });
  });

  it('say where a question names what is not there', async () => {
    const { body } = await study({ ...STUDY, model: 'llama-9' }).expect(422);
    expect(body.code).toBe('training/not-valid');
    expect(body.errors[0]).toMatchObject({ code: 'training/unknown-model', pointer: '/model' });
  });

  it('refuse what the schema does not know', async () => {
    const { body } = await study({ ...STUDY, chips: 8 }).expect(422);
    expect(body.code).toBe('http/input-not-valid');
  });

  it('need somebody signed in', async () => {
    await api.anonymous().post('/api/v1/training-studies').send(STUDY).expect(401);
  });
});
