import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fingerprints, PARTS, staleParts } from './build.mjs';

const EVERYTHING = Object.keys(PARTS);

describe('what has to be built', () => {
  let root = '';
  const write = (/** @type {string} */ file, text = '') => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const markBuilt = () => {
    for (const part of Object.values(PARTS)) write(part.output);
    write('dist/.built-from.json', JSON.stringify(fingerprints(root, EVERYTHING)));
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'build-'));
    for (const file of ['package-lock.json', 'tsconfig.base.json', 'nx.json']) write(file, '{}');
    write('libs/models/src/index.ts', 'export const a = 1;');
    write('apps/web/src/main.ts', 'start();');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is everything in a fresh clone', () => {
    assert.deepEqual(staleParts(root, EVERYTHING), EVERYTHING);
  });

  it('is nothing when nothing changed', () => {
    markBuilt();
    assert.deepEqual(staleParts(root, EVERYTHING), []);
  });

  it('is one application when only that one changed', () => {
    markBuilt();
    write('apps/web/src/main.ts', 'startBetter();');
    assert.deepEqual(staleParts(root, EVERYTHING), ['web']);
  });

  it('is all that uses a library when the library changed', () => {
    markBuilt();
    write('libs/models/src/index.ts', 'export const a = 2;');
    assert.deepEqual(staleParts(root, EVERYTHING), EVERYTHING);
  });

  it('is not a matter of tests, nor of when a file was written', () => {
    markBuilt();
    write('libs/models/src/index.spec.ts', 'it("holds")');
    write('apps/web/src/main.ts', 'start();');
    assert.deepEqual(staleParts(root, EVERYTHING), []);
  });

  it('is what somebody deleted', () => {
    markBuilt();
    rmSync(join(root, PARTS['cli']?.output ?? ''));
    assert.deepEqual(staleParts(root, EVERYTHING), ['cli']);
  });
});
