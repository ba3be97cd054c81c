import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { databaseUrl, ensureOwnedDatabase } from '../start/database.mjs';
import { isAlive } from '../setup/processes.mjs';
import { serverAccount } from './account.mjs';
import { startServer } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'of-the-test';

describe('a PostgreSQL of our own', () => {
  let folder = '';
  /** @type {import('./server.mjs').Server | null} */
  let server = null;
  const start = async (options = {}) => {
    server = await startServer({ root, folder, password, ...options });
    return server;
  };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is set up on first use, answers, and is gone after its stop', async () => {
    const { created, pid, port, stop } = await start();
    assert.equal(created, true);
    await ensureOwnedDatabase({
      root,
      superuserUrl: databaseUrl({ role: 'postgres', password, port, database: 'postgres' }),
      owner: 'planner',
      ownerPassword: 'p',
      database: 'plans',
    });
    await stop();
    assert.equal(existsSync(join(folder, 'data', 'postmaster.pid')), false);
    assert.equal(isAlive(pid), false);
  });

  it('listens at the port it had before when that is free', async () => {
    const first = await start();
    await first.stop();
    const second = await start({ preferredPort: first.port });
    assert.equal(second.created, false);
    assert.equal(second.port, first.port);
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const { port } = await start({ preferredPort: taken });
    other.close();
    assert.notEqual(port, taken);
  });

  it('is adopted when the start that began it was killed', async () => {
    const script = `
      const { startServer } = await import(${JSON.stringify(new URL('./server.mjs', import.meta.url).href)});
      const { pid } = await startServer(${JSON.stringify({ root, folder, password })});
      console.log(pid);
      process.kill(process.pid, 'SIGKILL');`;
    const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    const orphan = Number(killed.stdout.toString());
    const { adopted, pid } = await start();
    assert.equal(adopted, true);
    assert.equal(pid, orphan);
  });

  it('starts again after it was killed itself, with what was committed', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    while (isAlive(first.pid)) await new Promise((resolve) => setTimeout(resolve, 10));
    const { adopted, port } = await start();
    assert.equal(adopted, false);
    await ensureOwnedDatabase({
      root,
      superuserUrl: databaseUrl({ role: 'planner', password: 'p', port, database: 'plans' }),
      owner: 'planner',
      ownerPassword: 'p',
      database: 'plans',
    });
  });

  it('is not fooled by the number of another program in its file', async () => {
    writeFileSync(
      join(folder, 'data', 'postmaster.pid'),
      `${process.pid}\n${folder}\n0\n1\n\n\n\nready\n`,
    );
    const { adopted } = await start();
    assert.equal(adopted, false);
  });

  it('refuses a wrong password in one sentence', async () => {
    const { port } = await start();
    const superuserUrl = databaseUrl({
      role: 'postgres',
      password: 'wrong',
      port,
      database: 'postgres',
    });
    await assert.rejects(
      ensureOwnedDatabase({ root, superuserUrl, owner: 'a', ownerPassword: 'b', database: 'c' }),
      /^Error: The database at 127\.0\.0\.1:\d+ cannot be used: password authentication failed/,
    );
  });

  it(
    'says so when its user may not reach the folder',
    { skip: serverAccount() === null },
    async () => {
      const hidden = mkdtempSync(join(tmpdir(), 'hidden-'));
      await assert.rejects(
        startServer({ root, folder: join(hidden, 'postgres'), password }),
        /may not enter .*HEADROOM_DATA_DIR/,
      );
      rmSync(hidden, { recursive: true });
    },
  );

  it('says so when its data is another version’s', async () => {
    const old = join(folder, 'of-another-version');
    mkdirSync(old);
    chmodSync(old, 0o755);
    const first = await startServer({ root, folder: old, password });
    await first.stop();
    const version = join(old, 'data', 'PG_VERSION');
    assert.match(readFileSync(version, 'utf8'), /^18/);
    writeFileSync(version, '12\n');
    await assert.rejects(startServer({ root, folder: old, password }), /made by another version/);
  });
});
