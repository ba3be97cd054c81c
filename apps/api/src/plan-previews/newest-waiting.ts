/** How long work goes on once newer work waits for it: most ends by itself, and ending it loses what its thread knows. */
const GRACE_MS = 1_000;

/** Work of one asker at a time; what is asked later takes the place of what was asked before. */
export class NewestWaiting {
  private readonly askers = new Map<string, Asker>();

  /**
   * Does the work once the asker's work before it is done, which has a second left for that.
   * @param work ends early when its signal aborts
   * @param replaced the error of work that was not finished, or never began, since newer work was asked for
   */
  run<Result>(
    asker: string,
    work: (signal: AbortSignal) => Promise<Result>,
    replaced: () => Error,
  ): Promise<Result> {
    const line = this.askers.get(asker);
    if (line === undefined) return this.begin(asker, work, replaced);
    line.waiting?.giveWay();
    line.ending ??= setTimeout(() => line.control.abort(), GRACE_MS);
    return new Promise<Result>((resolve, reject) => {
      line.waiting = {
        begin: () => this.begin(asker, work, replaced).then(resolve, reject),
        giveWay: () => reject(replaced()),
      };
    });
  }

  private async begin<Result>(
    asker: string,
    work: (signal: AbortSignal) => Promise<Result>,
    replaced: () => Error,
  ): Promise<Result> {
    const line: Asker = { control: new AbortController() };
    this.askers.set(asker, line);
    try {
      return await work(line.control.signal);
    } catch (error) {
      throw line.control.signal.aborted ? replaced() : error;
    } finally {
      clearTimeout(line.ending);
      this.askers.delete(asker);
      void line.waiting?.begin();
    }
  }
}

interface Asker {
  /** Ends the work in hand. */
  readonly control: AbortController;
  ending?: NodeJS.Timeout;
  /** Begins when the work in hand is done, if nothing newer comes. */
  waiting?: { begin(): Promise<void>; giveWay(): void };
}
