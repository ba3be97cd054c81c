import { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { accessLog } from './logging';

describe('the log of requests', () => {
  it('tells every address, and no secret of an invitation', async () => {
    let written = '';
    const into = new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    });
    const app = express();
    app.use(accessLog(pino(into)));
    await request(app).get('/join?lang=en&token=abc123&x=1');
    await request(app).get('/sign-up?returnTo=%2Fjoin%3Ftoken%3Dabc123');
    await request(app).get('/plans?cursor=token-less');
    const urls = written
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { req: { url: string } }).req.url);
    expect(urls).toEqual([
      '/join?lang=en&token=[Redacted]&x=1',
      '/sign-up?returnTo=%2Fjoin%3Ftoken%3D[Redacted]',
      '/plans?cursor=token-less',
    ]);
  });
});
