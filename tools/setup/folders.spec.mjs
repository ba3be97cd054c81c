import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { makeFolder } from './folders.mjs';

it('makes a folder with those above it, and leaves one that is there', () => {
  const root = mkdtempSync(join(tmpdir(), 'folders-'));
  makeFolder(join(root, 'a', 'b', 'c'));
  makeFolder(join(root, 'a', 'b', 'c'));
  assert.equal(existsSync(join(root, 'a', 'b', 'c')), true);
  rmSync(root, { recursive: true });
});

it('gives up where a file stands in the way', () => {
  const root = mkdtempSync(join(tmpdir(), 'folders-'));
  writeFileSync(join(root, 'a'), '');
  assert.throws(() => makeFolder(join(root, 'a', 'b')), { code: 'ENOTDIR' });
  rmSync(root, { recursive: true });
});

it('gives up where the system makes no folders', { skip: process.platform !== 'linux' }, () => {
  assert.throws(() => makeFolder('/proc/headroom/data'));
});
