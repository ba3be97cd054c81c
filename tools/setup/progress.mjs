const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const HEARTBEAT_MS = 15_000;

/**
 * Tells a person how the work goes: a live line on a terminal, plain lines (and a sign of life now and then) elsewhere.
 */
export class Progress {
  /** @param {NodeJS.WriteStream} [stream] where to, standard output unless given */
  constructor(stream = process.stdout) {
    this.stream = stream;
    this.live = stream.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /**
   * Runs one step, showing its title and the time it takes.
   * @template T
   * @param {string} title in the present, such as "Building"
   * @param {(note: (text: string) => void) => Promise<T>} work `note` shows what it is busy with right now
   * @returns {Promise<T>}
   */
  async step(title, work) {
    const began = performance.now();
    let note = '';
    let frame = 0;
    const draw = () => {
      frame += 1;
      const sign = SPINNER[frame % SPINNER.length];
      const line = `${sign} ${title} … ${seconds(began)} ${note}`;
      this.stream.write(`\r\x1b[K${line.slice(0, (this.stream.columns ?? 80) - 1)}`);
    };
    const beat = () =>
      this.stream.write(`  ${title}: still at it after ${seconds(began)} ${note}\n`);
    const timer = this.live ? setInterval(draw, FRAME_MS) : setInterval(beat, HEARTBEAT_MS);
    try {
      const result = await work((text) => {
        note = text;
      });
      this.#close(`✓ ${title} (${seconds(began)})`);
      return result;
    } catch (error) {
      this.#close(`✗ ${title} (${seconds(began)})`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** @param {string} text a line that stays */
  say(text) {
    this.stream.write(`${text}\n`);
  }

  /** @param {string} line */
  #close(line) {
    this.stream.write(`${this.live ? '\r\x1b[K' : ''}${line}\n`);
  }
}

/**
 * Time since `began` for a reader.
 * @param {number} began from `performance.now()`
 * @returns {string}
 */
export function seconds(began) {
  const passed = (performance.now() - began) / 1000;
  return passed < 10 ? `${passed.toFixed(1)} s` : `${Math.round(passed)} s`;
}
