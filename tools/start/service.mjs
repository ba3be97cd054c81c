import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STOP_LIMIT_MS = 8_000;

/**
 * One long-running process of Headroom, with its own log file.
 */
export class Service {
  /**
   * @param {{ name: string, script: string, root: string, logFolder: string, env: NodeJS.ProcessEnv, verbose: boolean, again: boolean }} options `again`: its log goes on after that of the life before
   */
  constructor({ name, script, root, logFolder, env, verbose, again }) {
    this.logFile = join(logFolder, `${name}.log`);
    const log = createWriteStream(this.logFile, { flags: again ? 'a' : 'w', mode: 0o600 });
    const preload = new URL('./die-with-parent.mjs', import.meta.url).href;
    // A group of its own, so that Ctrl-C reaches only us and the order of stopping is ours.
    this.child = spawn(process.execPath, ['--import', preload, join(root, script)], {
      cwd: root,
      env,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.pipe(log, { end: false });
      if (verbose) stream?.pipe(process.stderr, { end: false });
    }
    /** @type {Promise<string>} how it ended, in words */
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('close', (code, signal) => {
        log.end(() => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
      });
    });
  }

  /** Asks it to stop, and makes it stop when it does not. */
  async stop() {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  /** The last lines it wrote. */
  lastLines() {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  }
}
