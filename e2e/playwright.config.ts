import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = process.env['HEADROOM_E2E_PORT'] ?? '4690';
const dataFolder = process.env['HEADROOM_E2E_DATA_DIR'] ?? join(tmpdir(), `headroom-e2e-${port}`);
const resultFile = process.env['HEADROOM_TEST_RESULT'];
const root = join(__dirname, '..');

/** The stories run on the real stack, started as a user would start it, with a data folder of its own. */
export default defineConfig({
  testDir: 'stories',
  testMatch: '*.story.ts',
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter:
    resultFile === undefined ? [['list']] : [['list'], ['json', { outputFile: resultFile }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'en-GB',
    viewport: { width: 1360, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    // State-changing requests with a cookie need the origin a browser would send.
    extraHTTPHeaders: { origin: `http://127.0.0.1:${port}` },
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: 'node tools/start/start.mjs',
    cwd: root,
    url: `http://127.0.0.1:${port}/health/ready`,
    env: { PORT: port, HEADROOM_DATA_DIR: dataFolder, LOG_LEVEL: 'warn' },
    timeout: 300_000,
    // A Headroom that listens at this port already is taken as it is: quick while writing a story.
    reuseExistingServer: true,
    stdout: 'pipe',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
  },
});
