import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThreadLost, ThreadPool, ThreadTimeUp, ThreadWorkFailed } from './thread-pool';

/** A thread that does as it is told, so that every way it can end is seen. */
const THREAD = `
const { parentPort, threadId } = require('node:worker_threads');
let answered = 0;
parentPort.on('message', ({ input }) => {
  if (input.do === 'echo') parentPort.postMessage({ kind: 'done', output: { threadId, echo: input.word, answered: (answered += 1) } });
  if (input.do === 'fail') parentPort.postMessage({ kind: 'failed', message: 'no such chip' });
  if (input.do === 'throw') throw new Error('thrown outside');
  if (input.do === 'exit') process.exit(3);
  if (input.do === 'spin') for (;;) {}
});
`;

interface Output {
  threadId: number;
  echo: string;
  answered: number;
}

describe('ThreadPool', () => {
  let folder: string;
  let pool: ThreadPool<{ do: string; word?: string }, Output>;
  const never = () => new AbortController().signal;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'threads-'));
    writeFileSync(join(folder, 'thread.cjs'), THREAD);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    pool = new ThreadPool({ file: join(folder, 'thread.cjs'), size: 2, timeoutMs: 2_000 });
  });
  afterEach(() => pool.close());

  const echo = (word: string) => pool.run({ do: 'echo', word }, never());

  it('answers each task with its own answer', async () => {
    const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const answers = await Promise.all(words.map(echo));
    expect(answers.map((answer) => answer.echo)).toEqual(words);
  });

  it('uses no more threads than its size, and uses them again', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => echo(String(i))));
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2);
    expect(Math.max(...answers.map(({ answered }) => answered))).toBeGreaterThan(1);
  });

  it('tells failed work from a lost thread', async () => {
    await expect(pool.run({ do: 'fail' }, never())).rejects.toThrow(ThreadWorkFailed);
    await expect(pool.run({ do: 'throw' }, never())).rejects.toThrow(ThreadLost);
    await expect(pool.run({ do: 'exit' }, never())).rejects.toThrow('exit code 3');
  });

  it('goes on with a new thread after losing one', async () => {
    await expect(pool.run({ do: 'exit' }, never())).rejects.toThrow(ThreadLost);
    await expect(pool.run({ do: 'exit' }, never())).rejects.toThrow(ThreadLost);
    expect((await echo('still here')).echo).toBe('still here');
  });

  it('ends a task that nobody wants any more', async () => {
    const wanted = new AbortController();
    const running = pool.run({ do: 'spin' }, wanted.signal);
    wanted.abort();
    await expect(running).rejects.toThrow('not wanted');
    expect((await echo('after')).echo).toBe('after');
  });

  it('lets go at once of a task that waits and is not wanted any more', async () => {
    const spinning = [new AbortController(), new AbortController()];
    const busy = spinning.map(({ signal }) => pool.run({ do: 'spin' }, signal));
    const wanted = new AbortController();
    const waiting = pool.run({ do: 'echo', word: 'late' }, wanted.signal);
    wanted.abort();
    await expect(waiting).rejects.toThrow('not wanted');
    for (const task of spinning) task.abort();
    await Promise.allSettled(busy);
  });

  it('ends a task that takes too long', async () => {
    const short = new ThreadPool<{ do: string }, Output>({
      file: join(folder, 'thread.cjs'),
      size: 1,
      timeoutMs: 50,
    });
    await expect(short.run({ do: 'spin' }, never())).rejects.toEqual(new ThreadTimeUp(50));
    await short.close();
  });

  it('rejects what waits and what comes when it is closed', async () => {
    const spinning = [1, 2, 3].map(() => pool.run({ do: 'spin' }, never()));
    const ends = Promise.allSettled(spinning);
    await pool.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(echo('too late')).rejects.toThrow('closed');
  });
});
