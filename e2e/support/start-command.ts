import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const READY_LIMIT_MS = 120_000;
const POLL_MS = 50;

/** A start of the product by its script, as `npm start` runs it. */
export class StartCommand {
  private readonly child: ChildProcess;
  private text = '';
  private exitCode: number | null | undefined;

  constructor(environment: { PORT: string; HEADROOM_DATA_DIR: string }) {
    this.child = spawn(process.execPath, ['tools/start/start.mjs'], {
      cwd: ROOT,
      env: { ...process.env, ...environment, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (part: Buffer) => (this.text += part.toString()));
    }
    this.child.on('exit', (code) => (this.exitCode = code));
  }

  /** Everything it has printed so far. */
  get output(): string {
    return this.text;
  }

  /** Waits until it says that it is ready. */
  ready(): Promise<void> {
    return this.says('Headroom is ready at');
  }

  /** Waits until it has printed these words. */
  async says(words: string): Promise<void> {
    await until(() => this.text.includes(words) || this.hasEnded());
    if (this.hasEnded()) throw new Error(`It ended with ${this.exitCode}:\n${this.text}`);
  }

  /** Sends a signal, and waits until it has ended; its exit code is `null` after SIGKILL. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended();
  }

  /** Waits until it ends by itself. */
  async ended(): Promise<number | null> {
    await until(() => this.hasEnded());
    return this.exitCode ?? null;
  }

  private hasEnded(): boolean {
    return this.exitCode !== undefined;
  }
}

/** Processes that a start with this data folder has begun and that are alive. */
export function livingProcesses(dataFolder: string): number[] {
  return [...services(dataFolder), databaseProcess(dataFolder) ?? 0].filter(isAlive);
}

/** The process of the built-in database, or `null` when it is not running. */
export function databaseProcess(dataFolder: string): number | null {
  const file = join(dataFolder, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

/** A port nobody listens on right now. */
export function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(String(typeof address === 'object' ? address?.port : 0)));
    });
  });
}

function services(dataFolder: string): number[] {
  const memory: unknown = JSON.parse(readFileSync(join(dataFolder, 'memory.json'), 'utf8'));
  const known = typeof memory === 'object' && memory !== null && 'services' in memory;
  return known && Array.isArray(memory.services) ? memory.services.map(Number) : [];
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // there is no such process
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Nothing happened in ${READY_LIMIT_MS} ms.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
