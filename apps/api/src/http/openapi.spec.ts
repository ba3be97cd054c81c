import { createApiKeyRequest, scenarioResponse } from '@headroom/models';
import { z } from 'zod';
import { type TestApi, testApi } from '../testing/test-api';
import { ApiRoutes } from './api-routes';

interface ExpressLayer {
  route?: { path: string; methods: Record<string, boolean> };
}

describe('the OpenAPI document', () => {
  let api: TestApi;
  let document: {
    openapi: string;
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };

  beforeAll(async () => {
    api = await testApi();
    ({ body: document } = await api.anonymous().get('/api/v1/openapi.json').expect(200));
  });
  afterAll(() => api.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method,
        operation: operation as {
          operationId: string;
          summary: string;
          security: unknown[];
          responses: Record<string, { content?: Record<string, unknown> }>;
        },
      })),
    );

  it('has every route of the router and no other', () => {
    const { stack } = api.app.getHttpAdapter().getInstance().router as { stack: ExpressLayer[] };
    const routed = stack.flatMap(({ route }) =>
      // Nest mounts middleware as a route of the whole prefix.
      route === undefined || route.path === '/api/v1'
        ? []
        : Object.keys(route.methods).map(
            (method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
          ),
    );
    const documented = operations().map(({ path, method }) => `${method} ${path}`);
    expect(routed.length).toBeGreaterThan(20);
    expect([...documented].sort()).toEqual([...new Set(routed)].sort());
  });

  it('is OpenAPI 3.1 with an id, a summary and a 500 for each operation', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations()) {
      expect(operation.summary.length).toBeGreaterThan(5);
      expect(operation.responses['500']?.content).toHaveProperty(['application/problem+json']);
    }
  });

  it('says that everything but health and descriptions needs a key or a session', () => {
    const open = operations().filter(({ operation }) => operation.security.length === 0);
    expect(open.map(({ path }) => path).sort()).toEqual([
      '/api/v1/openapi.json',
      '/api/v1/scenario.schema.json',
      '/health/live',
      '/health/ready',
    ]);
  });

  it('is made from the schemas that check requests and answers', () => {
    const body = document.paths['/api/v1/api-keys']?.['post']?.['requestBody'];
    const { $schema: _dialect, ...request } = z.toJSONSchema(createApiKeyRequest, { io: 'input' });
    expect(body).toMatchObject({ content: { 'application/json': { schema: request } } });
    const answers = document.paths['/api/v1/scenarios/{id}']?.['get']?.['responses'];
    const { $schema: _other, ...answer } = z.toJSONSchema(scenarioResponse, { io: 'output' });
    expect(answers).toMatchObject({
      200: { content: { 'application/json': { schema: JSON.parse(JSON.stringify(answer)) } } },
    });
  });

  it('says which routes have a limit of their own because the engine works for them', () => {
    const limited = operations().filter(({ operation }) => 'description' in operation);
    expect(limited.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'get /api/v1/comparisons',
      'get /api/v1/report-schedules/{id}/preview.pdf',
      'post /api/v1/deployment-searches',
      'post /api/v1/plan-previews',
      'post /api/v1/plans',
      'post /api/v1/report-schedules/{id}/preview',
      'post /api/v1/serving-calibrations',
      'post /api/v1/training-studies',
    ]);
  });

  it('names both sides of a path parameter alike', () => {
    const routes = api.app.get(ApiRoutes).all();
    expect(routes.length).toBeGreaterThan(0);
    for (const { path, inputs } of routes) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const taken = inputs.filter(({ place }) => place === 'path').map(({ name }) => name);
      expect({ path, taken }).toEqual({ path, taken: inPath });
    }
  });
});
