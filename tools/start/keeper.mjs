import { setTimeout as wait } from 'node:timers/promises';

/** Doubles while what is kept does not stay up, so that a fault that stays costs nothing and its lines can be read. */
const PAUSES = { firstMs: 500, longestMs: 30_000, steadyMs: 60_000 };

/**
 * One life of something that runs until it ends.
 * @typedef {object} Life
 * @property {Promise<string>} ended how it ended, in words
 * @property {() => Promise<void>} stop
 */

/**
 * Keeps one thing running: begins it again whenever it ends by itself, for as long as nobody stops it.
 */
export class Keeper {
  #stopping = new AbortController();
  /** @type {Promise<void>} */
  #watching;

  /**
   * @param {object} options
   * @param {string} options.name such as "API", for the sentences
   * @param {Life} options.first its first life, which has begun
   * @param {() => Promise<Life>} options.begin begins another; when it rejects, it is tried again as if the life had ended
   * @param {(sentence: string) => void} options.say
   * @param {{ firstMs: number, longestMs: number, steadyMs: number }} [options.pauses] the wait before another life, and how long one must last to be no longer counted
   */
  constructor({ name, first, begin, say, pauses = PAUSES }) {
    this.#watching = this.#watch(name, first, begin, say, pauses);
    this.#watching.catch(() => undefined); // told by stop(), to whoever asks for it
  }

  /** Ends it for good: no other life begins. */
  async stop() {
    this.#stopping.abort();
    await this.#watching;
  }

  /**
   * @param {string} name
   * @param {Life} first
   * @param {() => Promise<Life>} begin
   * @param {(sentence: string) => void} say
   * @param {{ firstMs: number, longestMs: number, steadyMs: number }} pauses
   */
  async #watch(name, first, begin, say, { firstMs, longestMs, steadyMs }) {
    const { signal } = this.#stopping;
    let life = first;
    let shortLives = 0;
    while (!signal.aborted) {
      const began = performance.now();
      const how = await Promise.race([life.ended, aborted(signal)]);
      if (signal.aborted) break;
      if (performance.now() - began >= steadyMs) shortLives = 0;
      let what = `The ${name} ended (${how}); starting it again`;
      for (let next = null; next === null; shortLives += 1) {
        const pauseMs = Math.min(longestMs, firstMs * 2 ** shortLives);
        say(`${what} in ${pauseMs / 1000} s.`);
        await pause(pauseMs, signal);
        if (signal.aborted) return;
        try {
          next = await begin();
          life = next;
        } catch (error) {
          if (signal.aborted) return;
          const why = error instanceof Error ? error.message : String(error);
          what = `The ${name} could not be started: ${why} Trying again`;
        }
      }
      if (!signal.aborted) say(`The ${name} runs again.`);
    }
    await life.stop();
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<string>} a word nobody reads: who waits looks at the signal
 */
function aborted(signal) {
  if (signal.aborted) return Promise.resolve('stopped');
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve('stopped'), { once: true }),
  );
}

/**
 * @param {number} pauseMs
 * @param {AbortSignal} signal ends it early
 */
async function pause(pauseMs, signal) {
  try {
    await wait(pauseMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
