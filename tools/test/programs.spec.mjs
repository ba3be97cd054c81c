import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findProgram } from './programs.mjs';

const program = {
  name: 'Anything',
  variable: 'ANYTHING_PATH',
  commands: ['anything-we-test'],
  files: [],
  apt: 'anything',
  brew: ['anything'],
  windows: 'winget install anything',
};

describe('a program the tests need', () => {
  it('is found on the PATH', () => {
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    const file = join(folder, 'anything-we-test');
    writeFileSync(file, '');
    chmodSync(file, 0o755);
    assert.equal(findProgram(program, { PATH: folder }), file);
    rmSync(folder, { recursive: true });
  });

  it('is missing when it is nowhere', () => assert.equal(findProgram(program, { PATH: '' }), null));

  it('has to be where its variable says', () => {
    assert.throws(() => findProgram(program, { ANYTHING_PATH: '/no/such/file' }), /no such file/);
  });
});
