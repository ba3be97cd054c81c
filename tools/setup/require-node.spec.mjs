import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeComplaint } from './require-node.mjs';

describe('the check of the Node version', () => {
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
    it(`accepts ${version}`, () => assert.equal(nodeComplaint(version), null));
  }
  for (const version of ['20.18.3', '18.20.0', '8.17.0']) {
    it(`refuses ${version} in one sentence that names both versions`, () => {
      assert.match(String(nodeComplaint(version)), new RegExp(`20\\.19.*${version}`));
    });
  }
});
