import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openSecrets, openStateFolder, recall, remember, stateFolderOf } from './state-folder.mjs';

const NOBODY = 65_534;

describe('where the state is kept', () => {
  const linux = {
    env: {},
    platform: /** @type {const} */ ('linux'),
    isRoot: false,
    home: '/home/li',
  };

  it('is the user’s state folder on Linux', () => {
    assert.equal(stateFolderOf(linux), '/home/li/.local/state/headroom');
  });
  it('follows XDG_STATE_HOME', () => {
    assert.equal(stateFolderOf({ ...linux, env: { XDG_STATE_HOME: '/s' } }), '/s/headroom');
  });
  it('is the system’s for root', () => {
    assert.equal(stateFolderOf({ ...linux, isRoot: true, home: '/root' }), '/var/lib/headroom');
  });
  it('is in the library on a Mac', () => {
    const folder = stateFolderOf({ ...linux, platform: 'darwin', home: '/Users/li' });
    assert.equal(folder, '/Users/li/Library/Application Support/Headroom');
  });
  it('is HEADROOM_DATA_DIR when that is set', () => {
    assert.equal(stateFolderOf({ ...linux, isRoot: true, env: { HEADROOM_DATA_DIR: '/d' } }), '/d');
  });
});

describe('the state folder', () => {
  let folder = '';
  const before = process.env['HEADROOM_DATA_DIR'];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-'));
    process.env['HEADROOM_DATA_DIR'] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env['HEADROOM_DATA_DIR'];
    else process.env['HEADROOM_DATA_DIR'] = before;
  });

  it('keeps the same secrets from start to start, for this user’s eyes only', () => {
    const first = openSecrets(folder);
    assert.deepEqual(openSecrets(folder), first);
    assert.equal(new Set(Object.values(first)).size, 5);
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600);
    }
  });

  it('does not make new secrets for a database that has old ones', () => {
    mkdirSync(join(folder, 'postgres', 'data'), { recursive: true });
    assert.throws(() => openSecrets(folder), /secrets\.json is gone/);
  });

  it('says which file is damaged', () => {
    writeFileSync(join(folder, 'secrets.json'), '{"headroomSecret":');
    assert.throws(() => openSecrets(folder), /secrets\.json is damaged/);
  });

  it('remembers one thing without forgetting another', () => {
    remember(folder, { postgresPort: 5555 });
    remember(folder, { starter: 7 });
    assert.deepEqual(recall(folder), { postgresPort: 5555, starter: 7 });
  });

  it('has to be one this user can write to', { skip: process.platform === 'win32' }, () => {
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly, { mode: 0o555 });
    process.env['HEADROOM_DATA_DIR'] = join(readOnly, 'headroom');
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      assert.throws(() => openStateFolder(), /may not write to .*headroom.*HEADROOM_DATA_DIR/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
