import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoLines, parseDemo } from './demo.mjs';

describe('the demo user', () => {
  it('is read from the line the seed prints, and from no other', () => {
    assert.deepEqual(
      parseDemo('{"email":"demo@headroom.local","password":"p","workspaceId":"w"}'),
      {
        email: 'demo@headroom.local',
        password: 'p',
      },
    );
    assert.equal(parseDemo('{"level":30,"msg":"seeding"}'), null);
    assert.equal(parseDemo('{broken'), null);
  });

  it('is shown with its password once, and with the way to a new one later', () => {
    const email = 'demo@headroom.local';
    assert.match(demoLines({ email, password: 'p4ss' }).join('\n'), /p4ss/);
    assert.match(demoLines({ email, password: null }).join('\n'), /--reset-demo/);
  });
});
