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
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(title, work) {
    const began = performance.now();
    let frame = 0;
    const draw = () => {
      frame += 1;
      const sign = SPINNER[frame % SPINNER.length];
      const line = `${sign} ${title} … ${seconds(began)}`;
      this.stream.write(`\r\x1b[K${line.slice(0, (this.stream.columns ?? 80) - 1)}`);
    };
    const beat = () => this.stream.write(`  … ${seconds(began)}\n`);
    if (!this.live) this.stream.write(`  ${title} …\n`);
    const timer = this.live ? setInterval(draw, FRAME_MS) : setInterval(beat, HEARTBEAT_MS);
    try {
      const result = await work();
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
