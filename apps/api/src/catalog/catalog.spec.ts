import { chip, llm, offer, pageOf, policyEvent, region, source, system } from '@headroom/models';
import type { z } from 'zod';
import { type Member, type TestApi, testApi } from '../testing/test-api';

describe('the catalogue', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  it('tells its version, its date and how much is in it', async () => {
    const { body } = await ann.agent.get('/api/v1/catalog').expect(200);
    expect(body.version).toMatch(/\S/);
    expect(body.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(body.counts.chips).toBeGreaterThanOrEqual(112);
    expect(body.counts.models).toBeGreaterThanOrEqual(93);
  });

  it('answers every collection in the shape that is documented', async () => {
    const shapes: Record<string, z.ZodType> = {
      chips: chip,
      systems: system,
      models: llm,
      'policy-events': policyEvent,
      regions: region,
      offers: offer,
      sources: source,
    };
    for (const [name, shape] of Object.entries(shapes)) {
      const { body } = await ann.agent.get(`/api/v1/catalog/${name}?limit=200`).expect(200);
      expect(() => pageOf(shape).parse(body)).not.toThrow();
      expect(body.items.length).toBeGreaterThan(0);
    }
  });

  it('can be read to the end page by page, each entry once', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '50', ...(cursor ? { cursor } : {}) };
      const { body } = await ann.agent.get('/api/v1/catalog/chips').query(query).expect(200);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const { body } = await ann.agent.get('/api/v1/catalog').expect(200);
    expect(new Set(ids).size).toBe(body.counts.chips);
    expect(ids).toHaveLength(body.counts.chips);
  });

  it('gives an entry with exactly the sources its figures name', async () => {
    const { body: page } = await ann.agent.get('/api/v1/catalog/chips?limit=5').expect(200);
    expect(page.items).toHaveLength(5);
    for (const { id } of page.items) {
      const { body } = await ann.agent.get(`/api/v1/catalog/chips/${id}`).expect(200);
      expect(body.entry.id).toBe(id);
      const named = new Set(
        [...JSON.stringify(body.entry).matchAll(/"sourceId":"([^"]+)"/g)].map(([, key]) => key),
      );
      for (const key of body.entry.sourceIds) named.add(key);
      expect(new Set(body.sources.map((item: { id: string }) => item.id))).toEqual(named);
    }
  });

  it('does not send again what the client has', async () => {
    const first = await ann.agent.get('/api/v1/catalog/regions').expect(200);
    const etag = first.headers['etag'] ?? '';
    const second = await ann.agent
      .get('/api/v1/catalog/regions')
      .set('If-None-Match', etag)
      .expect(304);
    expect(second.text).toBe('');
  });

  it('says when there is no such entry', async () => {
    const { body } = await ann.agent.get('/api/v1/catalog/chips/abacus').expect(404);
    expect(body.code).toBe('catalog/entry-not-found');
  });

  it('is for people and keys, not for everybody', async () => {
    await api.anonymous().get('/api/v1/catalog/chips').expect(401);
  });
});
