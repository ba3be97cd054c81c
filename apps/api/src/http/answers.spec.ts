import { z } from 'zod';
import { type OwnedIds, makeEverything } from '../testing/everything-owned';
import { type Member, type TestApi, testApi } from '../testing/test-api';
import { type ApiRoute, ApiRoutes } from './api-routes';

/** Needs two plans that are answered, which nothing is here; its own test holds it to its shape. */
const NEEDS_ANSWERED_PLANS = '/comparisons';

describe('every answer', () => {
  let api: TestApi;
  let ann: Member;
  let ids: OwnedIds;
  let routes: ApiRoute[];

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
    ids = await makeEverything(api, ann, 'mine');
    routes = api.app.get(ApiRoutes).all();
  });
  afterAll(() => api.close());

  function addressOf({ path, tag }: ApiRoute): string {
    const id = ids[tag as keyof OwnedIds];
    const prefix = tag === 'health' ? '' : '/api/v1';
    return `${prefix}${path.replace('{id}', id).replace(/\{(version|index)\}/, '1')}`;
  }

  it('to a question has exactly the shape that is documented', async () => {
    const questions = routes.filter(
      ({ method, endpoint, path }) =>
        method === 'get' &&
        endpoint.returns instanceof z.ZodType &&
        !path.startsWith('/catalog/') &&
        path !== NEEDS_ANSWERED_PLANS,
    );
    expect(questions.length).toBeGreaterThan(12);
    for (const route of questions) {
      const { body, status } = await ann.agent.get(addressOf(route));
      expect({ path: route.path, status }).toEqual({ path: route.path, status: 200 });
      const shape = route.endpoint.returns as z.ZodType;
      expect({ path: route.path, issues: shape.safeParse(body).error?.issues }).toEqual({
        path: route.path,
        issues: undefined,
      });
    }
  });

  it('of a list has something in it here, so that its items were looked at too', async () => {
    for (const path of ['scenarios', 'plans', 'api-keys', 'report-schedules', 'deliveries']) {
      const { body } = await ann.agent.get(`/api/v1/${path}`).expect(200);
      expect(body.items.length).toBeGreaterThan(0);
    }
  });
});
