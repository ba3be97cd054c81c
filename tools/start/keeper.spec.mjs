import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Keeper } from './keeper.mjs';

const pauses = { firstMs: 1, longestMs: 4, steadyMs: 60_000 };

/** A life that ends when it is told to. */
class Life {
  stops = 0;
  /** @type {(how: string) => void} */
  end = () => undefined;
  /** @type {Promise<string>} */
  ended = new Promise((resolve) => (this.end = resolve));

  async stop() {
    this.stops += 1;
    this.end('stopped');
  }
}

/**
 * A keeper of lives, with what it said.
 * @param {{ refusals?: string[], steadyMs?: number }} [options] reasons for which the next lives cannot begin
 */
function kept({ refusals = [], steadyMs = pauses.steadyMs } = {}) {
  const lives = [new Life()];
  /** @type {string[]} */
  const said = [];
  const keeper = new Keeper({
    name: 'worker',
    first: last(),
    begin: async () => {
      const refusal = refusals.shift();
      if (refusal !== undefined) throw new Error(refusal);
      lives.push(new Life());
      return last();
    },
    say: (sentence) => said.push(sentence),
    pauses: { ...pauses, steadyMs },
  });
  function last() {
    return /** @type {Life} */ (lives.at(-1));
  }
  const runsAgain = async (/** @type {number} */ times) => {
    while (said.filter((s) => s.includes('runs again')).length < times) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  return { keeper, lives, said, last, runsAgain };
}

describe('what is kept running', () => {
  it('begins again when it ends by itself, and says so', async () => {
    const { keeper, lives, said, last, runsAgain } = kept();
    last().end('signal SIGKILL');
    await runsAgain(1);
    assert.deepEqual(said, [
      'The worker ended (signal SIGKILL); starting it again in 0.001 s.',
      'The worker runs again.',
    ]);
    assert.equal(lives.length, 2);
    await keeper.stop();
    assert.equal(last().stops, 1);
  });

  it('waits twice as long each time it does not stay up, but never longer than the longest pause', async () => {
    const { keeper, said, last, runsAgain } = kept();
    for (let time = 1; time <= 4; time += 1) {
      last().end('exit code 1');
      await runsAgain(time);
    }
    const waits = said.flatMap((sentence) => /in ([\d.]+) s/.exec(sentence)?.[1] ?? []);
    assert.deepEqual(waits, ['0.001', '0.002', '0.004', '0.004']);
    await keeper.stop();
  });

  it('counts anew once a life has lasted', async () => {
    const { keeper, said, last, runsAgain } = kept({ steadyMs: 0 });
    for (let time = 1; time <= 3; time += 1) {
      last().end('exit code 1');
      await runsAgain(time);
    }
    const waits = said.flatMap((sentence) => /in ([\d.]+) s/.exec(sentence)?.[1] ?? []);
    assert.deepEqual(waits, ['0.001', '0.001', '0.001']);
    await keeper.stop();
  });

  it('goes on trying when another life cannot begin, and says why', async () => {
    const { keeper, said, last, runsAgain } = kept({ refusals: ['Its port is taken.'] });
    last().end('signal SIGKILL');
    await runsAgain(1);
    assert.equal(
      said[1],
      'The worker could not be started: Its port is taken. Trying again in 0.002 s.',
    );
    assert.equal(said[2], 'The worker runs again.');
    await keeper.stop();
  });

  it('begins no other life once it is stopped, not even when it waits for one', async () => {
    const { keeper, lives, last } = kept();
    await keeper.stop();
    assert.equal(lives.length, 1);
    assert.equal(last().stops, 1);

    const waiting = kept();
    waiting.last().end('signal SIGKILL');
    await waiting.keeper.stop();
    assert.equal(waiting.lives.length, 1);
  });
});
