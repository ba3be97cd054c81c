import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import supertest from 'supertest';
import { staticWeb } from './static-web';

describe('the web', () => {
  let root: string;
  let app: Express;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'web-'));
    writeFileSync(join(root, 'index.html'), '<title>Headroom</title>');
    writeFileSync(join(root, 'main-ABCD1234.js'), 'run()');
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'assets', 'en.json'), '{}');
    app = express();
    for (const handler of staticWeb(root)) app.use(handler);
    app.use((_request, response) => {
      response.status(404).send('the API');
    });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const get = (path: string, accept = 'text/html') =>
    supertest(app).get(path).set('Accept', accept);

  it('is its page at every address of its own, never kept', async () => {
    for (const path of ['/', '/scenarios', '/plans/1234', '/catalog/chips/a.b', '/apiary']) {
      const { text, headers } = await get(path).expect(200);
      expect(text).toContain('Headroom');
      expect(headers['cache-control']).toBe('no-cache');
    }
  });

  it('leaves the API’s addresses to the API', async () => {
    for (const path of ['/api/v1/nothing', '/api', '/health/nothing']) {
      expect((await get(path)).text).toBe('the API');
    }
  });

  it('lets files that change their name with their content be kept', async () => {
    const { headers } = await get('/main-ABCD1234.js', '*/*').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/en.json', '*/*')).headers['cache-control']).toBe('no-cache');
  });

  it('gives no page to a program that asked for data', async () => {
    await get('/scenarios', 'application/json').expect(404);
  });

  it('gives no page in place of a file that is not there', async () => {
    for (const path of ['/main.js.map', '/.env', '/assets/none.json', '/.git/config.lock']) {
      await get(path, '*/*').expect(404);
      await get(path).expect(404);
    }
  });

  it('does not give away files beside it', async () => {
    const { text } = await get('/..%2f..%2fetc/passwd');
    expect(text).not.toContain('root:');
  });

  it('is simply not there without a build', () => {
    expect(staticWeb(join(root, 'no-build'))).toEqual([]);
  });
});
