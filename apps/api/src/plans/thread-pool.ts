import { Worker } from 'node:worker_threads';

/** What a thread is sent and what it answers with. */
export interface ThreadRequest<Input> {
  readonly input: Input;
}
export type ThreadAnswer<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'failed'; readonly message: string; readonly stack?: string };

/** The work itself failed, and would fail again. */
export class ThreadWorkFailed extends Error {
  constructor(message: string, threadStack: string | undefined) {
    super(message);
    this.name = 'ThreadWorkFailed';
    if (threadStack !== undefined) this.stack = threadStack;
  }
}

/** The thread ended before it answered: out of memory, out of time, or stopped. Another try may succeed. */
export class ThreadLost extends Error {
  constructor(reason: string) {
    super(`The thread ended before it answered: ${reason}.`);
    this.name = 'ThreadLost';
  }
}

/** The task took longer than it may. Another try would take as long. */
export class ThreadTimeUp extends ThreadLost {
  constructor(readonly limitMs: number) {
    super(`no answer within ${limitMs} ms`);
    this.name = 'ThreadTimeUp';
  }
}

interface Task<Input, Output> {
  readonly input: Input;
  readonly signal: AbortSignal;
  resolve(output: Output): void;
  reject(error: Error): void;
}

export interface ThreadPoolOptions {
  /** Compiled module each thread runs; it answers every `ThreadRequest` with a `ThreadAnswer`. */
  readonly file: string;
  readonly size: number;
  /** Longest a task may take; its thread is then ended. */
  readonly timeoutMs: number;
}

/** Threads that stay warm between tasks; heavy work runs here and never on an event loop. */
export class ThreadPool<Input, Output> {
  private readonly idle: Worker[] = [];
  private readonly waiting: Task<Input, Output>[] = [];
  private readonly threads = new Set<Worker>();
  private closed = false;

  constructor(private readonly options: ThreadPoolOptions) {}

  /**
   * Runs one task on a free thread, when there is one.
   * @throws ThreadWorkFailed when the work threw; ThreadLost when the thread ended or `signal` aborted; ThreadTimeUp when time ran out.
   */
  run(input: Input, signal: AbortSignal): Promise<Output> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new ThreadLost('the pool is closed'));
      const task = { input, signal, resolve, reject };
      this.waiting.push(task);
      signal.addEventListener('abort', () => this.forget(task), { once: true });
      this.dispatch();
    });
  }

  /** Ends all threads; tasks in hand are rejected. */
  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.waiting.splice(0)) task.reject(new ThreadLost('the pool is closed'));
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  /** Lets go of a task that still waits: what has a thread ends with it. */
  private forget(task: Task<Input, Output>): void {
    const place = this.waiting.indexOf(task);
    if (place < 0) return;
    this.waiting.splice(place, 1);
    task.reject(new ThreadLost('it was not wanted any more'));
  }

  private dispatch(): void {
    const task = this.waiting[0];
    if (task === undefined) return;
    const thread = this.idle.pop() ?? this.open();
    if (thread === undefined) return;
    this.waiting.shift();
    if (task.signal.aborted) {
      task.reject(new ThreadLost('it was not wanted any more'));
      this.free(thread);
      return;
    }
    this.give(thread, task);
  }

  private open(): Worker | undefined {
    if (this.threads.size >= this.options.size) return undefined;
    const thread = new Worker(this.options.file);
    // An idle pool must not keep a process alive that has nothing else to do.
    thread.unref();
    this.threads.add(thread);
    thread.once('exit', () => {
      this.threads.delete(thread);
      const place = this.idle.indexOf(thread);
      if (place >= 0) this.idle.splice(place, 1);
      if (!this.closed) this.dispatch();
    });
    return thread;
  }

  private give(thread: Worker, task: Task<Input, Output>): void {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      task.signal.removeEventListener('abort', onAbort);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    const lose = (reason: string) => settle(() => task.reject(new ThreadLost(reason)));
    const end = (error: ThreadLost) => {
      settle(() => task.reject(error));
      void thread.terminate();
    };
    const onMessage = (answer: ThreadAnswer<Output>) =>
      settle(() => {
        if (answer.kind === 'done') task.resolve(answer.output);
        else task.reject(new ThreadWorkFailed(answer.message, answer.stack));
        this.free(thread);
      });
    const onError = (error: Error) => lose(error.message);
    const onExit = (code: number) => lose(`exit code ${code}`);
    const onAbort = () => end(new ThreadLost('it was not wanted any more'));
    const { timeoutMs } = this.options;
    const timer = setTimeout(() => end(new ThreadTimeUp(timeoutMs)), timeoutMs);
    task.signal.addEventListener('abort', onAbort);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    const request: ThreadRequest<Input> = { input: task.input };
    thread.postMessage(request);
  }

  private free(thread: Worker): void {
    this.idle.push(thread);
    this.dispatch();
  }
}
