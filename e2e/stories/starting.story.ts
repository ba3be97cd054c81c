import { expect, test } from '@playwright/test';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseProcess, freePort, livingProcesses, StartCommand } from '../support/start-command';

test('who starts Headroom gets a plan and a way in; a start that was killed is taken over, and Ctrl-C leaves nothing', async ({
  request,
}) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'headroom-start-'));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const environment = { PORT: port, HEADROOM_DATA_DIR: folder };
  const address = `http://127.0.0.1:${port}`;

  const first = new StartCommand(environment);
  await first.ready();
  expect(first.output).toMatch(/Capacity plan: [\s\S]*\nFleet\n[\s\S]*In service/);
  const password = /password (\S+)/.exec(first.output)?.[1] ?? '';
  const signIn = () =>
    request.post(`${address}/api/auth/sign-in/email`, {
      data: { email: 'demo@headroom.example', password },
      headers: { origin: address },
    });
  expect((await signIn()).status()).toBe(200);

  await test.step('another start with the same data is refused in one sentence', async () => {
    const second = new StartCommand({ ...environment, PORT: await freePort() });
    expect(await second.ended()).toBe(1);
    expect(second.output).toMatch(/^Headroom already runs with the data in .*\n$/);
  });

  const database = databaseProcess(folder);
  await first.end('SIGKILL');
  const again = new StartCommand(environment);
  await again.ready();
  expect(databaseProcess(folder)).toBe(database);
  expect(again.output).toContain('the password printed at the first start');
  expect((await signIn()).status()).toBe(200);

  await test.step('whatever ends by itself is started again, with the data it had', async () => {
    const before = livingProcesses(folder);
    expect(before).toHaveLength(3);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    for (const name of ['API', 'worker', 'database']) {
      await again.says(`The ${name} runs again.`);
    }
    expect(again.output).toMatch(/The API ended \(signal SIGKILL\); starting it again in /);
    expect((await signIn()).status()).toBe(200);
  });

  expect(await again.end('SIGINT')).toBe(0);
  expect(livingProcesses(folder)).toEqual([]);
  expect(databaseProcess(folder)).toBeNull();
  rmSync(folder, { recursive: true });
});
