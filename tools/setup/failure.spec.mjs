import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asFolderFailure, Failure } from './failure.mjs';

describe('an error from writing to a folder', () => {
  const cases = [
    ['ENOSPC', /disk .* is full/],
    ['EACCES', /may not write/],
    ['EROFS', /read-only/],
    ['ENOTDIR', /cannot be made/],
  ];
  for (const [code, sentence] of cases) {
    it(`is one sentence with the folder in it: ${code}`, () => {
      const failure = asFolderFailure(Object.assign(new Error(), { code }), '/data/here');
      assert.ok(failure instanceof Failure);
      assert.match(failure.message, /** @type {RegExp} */ (sentence));
      assert.match(failure.message, /\/data\/here/);
    });
  }

  it('stays what it is when it is a fault of ours', () => {
    const fault = new TypeError('x is not a function');
    assert.equal(asFolderFailure(fault, '/data/here'), fault);
  });
});
