import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { occupy, portSentence } from './occupancy.mjs';
import { recall, remember } from './state-folder.mjs';

const START = fileURLToPath(new URL('./start.mjs', import.meta.url));

describe('starting where something runs already', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'occupancy-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('ends with one sentence and exit code 1 when the port is taken', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = String(typeof address === 'object' && address !== null ? address.port : 0);
    const child = spawn(process.execPath, [START], {
      env: { ...process.env, PORT: port, HOST: '127.0.0.1', HEADROOM_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
    const [exitCode] = await once(child, 'close');
    server.close();
    assert.equal(exitCode, 1);
    assert.match(said, new RegExp(`^Port ${port} is taken by another program: .*\\n$`));
  });

  it(
    'refuses a data folder that another start uses',
    { skip: process.platform === 'win32' },
    () => {
      const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'start']);
      remember(folder, { starter: other.pid ?? 0 });
      assert.throws(() => occupy(folder), /already runs with the data in/);
      other.kill('SIGKILL');
    },
  );

  it('takes over a data folder whose start was killed', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    remember(folder, { starter: gone });
    occupy(folder);
    assert.equal(recall(folder).starter, process.pid);
  });

  it('tells a port that needs rights and an address that is not ours from one that is taken', () => {
    assert.match(portSentence('EACCES', 80, '127.0.0.1'), /may not listen on port 80/);
    assert.match(
      portSentence('EADDRNOTAVAIL', 80, '10.1.2.3'),
      /10\.1\.2\.3.*no address of this machine/,
    );
  });
});
