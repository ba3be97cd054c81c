import { NewestWaiting } from './newest-waiting';

const replaced = () => new Error('replaced');

/** Work that ends when it is told to. */
function held(name: string) {
  let [end, fail]: (() => void)[] = [];
  const ended = new Promise<string>((resolve, reject) => {
    end = () => resolve(name);
    fail = () => reject(new Error(name));
  });
  return { work: () => ended, end: () => end?.(), fail: () => fail?.() };
}

/** Work without an end of its own. */
const untilEnded = (signal: AbortSignal) =>
  new Promise<string>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The thread ended.')));
  });

describe('the newest that waits', () => {
  it('takes the place of what waited before it, and begins when the work in hand is done', async () => {
    const queue = new NewestWaiting();
    const [first, second, third] = [held('first'), held('second'), held('third')];
    const answers = [first, second, third].map(({ work }) => queue.run('ann', work, replaced));
    const gaveWay = expect(answers[1]).rejects.toThrow('replaced');
    first.end();
    third.end();
    expect(await answers[0]).toBe('first');
    expect(await answers[2]).toBe('third');
    await gaveWay;
  });

  it('begins though the work before it failed', async () => {
    const queue = new NewestWaiting();
    const [first, second] = [held('first'), held('second')];
    const before = queue.run('ann', first.work, replaced);
    const after = queue.run('ann', second.work, replaced);
    first.fail();
    second.end();
    await expect(before).rejects.toThrow('first');
    expect(await after).toBe('second');
  });

  it('ends the work in hand where that goes on for more than a second', async () => {
    jest.useFakeTimers();
    const queue = new NewestWaiting();
    const second = held('second');
    const before = queue.run('ann', untilEnded, replaced);
    const gaveWay = expect(before).rejects.toThrow('replaced');
    const after = queue.run('ann', second.work, replaced);
    jest.advanceTimersByTime(1_000);
    jest.useRealTimers();
    await gaveWay;
    second.end();
    expect(await after).toBe('second');
  });

  it('does not make one asker wait for another', async () => {
    const queue = new NewestWaiting();
    const [first, second] = [held('first'), held('second')];
    const ann = queue.run('ann', first.work, replaced);
    const ben = queue.run('ben', second.work, replaced);
    second.end();
    expect(await ben).toBe('second');
    first.end();
    expect(await ann).toBe('first');
  });
});
