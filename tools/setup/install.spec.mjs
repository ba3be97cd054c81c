import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchesLock } from './install.mjs';

const locked = {
  '': {},
  'libs/models': { version: '0.1.0' },
  'node_modules/@headroom/models': { link: true },
  'node_modules/left': { version: '1.0.0' },
  'node_modules/for-another-system': { version: '2.0.0', optional: true },
};

describe('whether packages have to be installed', () => {
  it('takes a fresh clone as not installed', () => assert.equal(matchesLock(locked, null), false));

  it('does not ask for packages of other systems', () => {
    assert.equal(matchesLock(locked, { 'node_modules/left': { version: '1.0.0' } }), true);
  });

  it('notices another version in the lock file', () => {
    assert.equal(matchesLock(locked, { 'node_modules/left': { version: '0.9.0' } }), false);
  });

  it('notices a package that is new in the lock file', () => {
    assert.equal(matchesLock(locked, {}), false);
  });
});
