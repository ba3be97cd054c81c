import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePort } from '../setup/ports.mjs';
import { requireExternalServices } from './external-services.mjs';

describe('services named in the environment', () => {
  it('are not asked for when none is named', () => requireExternalServices({ REDIS_URL: '' }));

  for (const [variable, protocol] of [
    ['REDIS_URL', 'redis'],
    ['SMTP_URL', 'smtp'],
  ]) {
    it(`end the start with a way out when they do not answer: ${variable}`, async () => {
      const port = await freePort('127.0.0.1');
      const env = { [String(variable)]: `${protocol}://127.0.0.1:${port}` };
      await assert.rejects(
        requireExternalServices(env),
        new RegExp(`${variable}.*does not answer.*leave ${variable} out`),
      );
    });
  }

  it('have to be addresses of their kind', async () => {
    await assert.rejects(
      requireExternalServices({ SMTP_URL: 'mail.example.org' }),
      /is not an address such as smtp:/,
    );
  });

  it('never show the password in the sentence', async () => {
    const port = await freePort('127.0.0.1');
    const env = { REDIS_URL: `redis://:hunter2@127.0.0.1:${port}` };
    await assert.rejects(
      requireExternalServices(env),
      (/** @type {Error} */ error) => !error.message.includes('hunter2'),
    );
  });
});
