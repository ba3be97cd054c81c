import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceIn } from '@headroom/models';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { ERRORS } from './domain-error';

const CHINESE = /[\u4e00-\u9fff]/;
const SOURCES = join(__dirname, '..');
const ENGINE = join(__dirname, '../../../../libs/planner-core/src');
/** The sentence a problem is made with: a literal after the code, whatever stands in its holes. */
const SENTENCE =
  /(?:new DomainError|problemOf)\(\s*[\w'/.-]+,\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g;

function sentencesOfTheApi(): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => [...readFileSync(join(SOURCES, file), 'utf8').matchAll(SENTENCE)])
    .map(([, literal, template]) => literal ?? String(template).replaceAll(/\$\{[^}]*\}/g, '7'));
}

describe('problems in the language of the reader', () => {
  let api: TestApi;
  let ann: Member;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
  });
  afterAll(() => api.close());

  it('have a Chinese title and, for every sentence in the sources, a Chinese one', () => {
    for (const [code, [, , titleZh]] of Object.entries(ERRORS)) {
      expect([code, CHINESE.test(titleZh)]).toEqual([code, true]);
    }
    const sentences = sentencesOfTheApi();
    expect(sentences.length).toBeGreaterThan(35);
    const untold = sentences.filter((sentence) => !CHINESE.test(sentenceIn(sentence, 'zh-CN')));
    expect(untold).toEqual([]);
  });

  it('tell every finding of the check of a scenario in Chinese', () => {
    const source = readdirSync(join(ENGINE, 'plan'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)check-[^/]*(?<!\.spec)\.ts$/.test(file))
      .map((file) => readFileSync(join(ENGINE, 'plan', file), 'utf8'))
      .join('\n');
    const found = [...source.matchAll(/(['`])([A-Z][^'`]*\.)\1/g)].map(([, , text]) =>
      String(text).replaceAll(/\$\{[^}]*\}/g, '7'),
    );
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter((text) => !CHINESE.test(sentenceIn(text, 'zh-CN')))).toEqual([]);
  });

  const ask = (language: string) =>
    ann.agent
      .get('/api/v1/plans/7a0e8b6e-3f0c-4f57-9d5c-0d3a3c1f0000')
      .set('Accept-Language', language);

  it('are told in Chinese to who prefers it, under the same code', async () => {
    const { body, headers } = await ask('zh-CN,zh;q=0.9,en;q=0.8').expect(404);
    expect(body).toMatchObject({
      code: 'plans/not-found',
      title: '没有此规划',
      detail: '没有规划 7a0e8b6e-3f0c-4f57-9d5c-0d3a3c1f0000。',
    });
    expect(headers['content-language']).toBe('zh-CN');
    expect(headers['vary']).toContain('Accept-Language');
  });

  it('are told in English to everybody else', async () => {
    for (const language of ['en', 'de', '*']) {
      const { body, headers } = await ask(language).expect(404);
      expect(body.title).toBe('No such plan');
      expect(headers['content-language']).toBe('en');
    }
  });

  it('tell what is wrong with a scenario line by line', async () => {
    const yaml = scenarioYaml('Wrong')
      .replace('headroom: 1', 'headroom: 1\nhorizn: 3')
      .replace(/model: .*/, 'model: no-such-model');
    const { body } = await ann.agent
      .post('/api/v1/scenarios')
      .set('Accept-Language', 'zh')
      .send({ yaml })
      .expect(422);
    expect(body.code).toBe('scenarios/not-valid');
    expect(body.detail).toMatch(CHINESE);
    for (const issue of body.errors) expect(issue.detail).toMatch(CHINESE);
    expect(body.errors[0]).toMatchObject({ code: 'scenario/unknown-field', pointer: '/horizn' });
  });

  it('tell fields of a body, and what the sign-in refuses, in Chinese too', async () => {
    const { body } = await ann.agent
      .post('/api/v1/api-keys')
      .set('Accept-Language', 'zh-CN')
      .send({ name: '', scopes: ['plans:fly'], expiresInDays: 'many', colour: 'red' })
      .expect(422);
    expect(body.errors).toHaveLength(4);
    for (const issue of body.errors) expect(issue.detail).toMatch(CHINESE);
    const { body: signIn } = await api
      .anonymous()
      .get('/api/auth/nothing-here')
      .set('Accept-Language', 'zh-CN')
      .expect(404);
    expect(signIn.detail).toMatch(CHINESE);
  });
});
