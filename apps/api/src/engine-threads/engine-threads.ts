import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '../http/domain-error';
import { ThreadLost, ThreadPool } from '../plans/thread-pool';
import { engineContext } from './engine-context';
import {
  answerQuestion,
  type EngineAnswer,
  type EngineInput,
  type EngineQuestion,
  type EngineTask,
} from './engine-questions';

/** Longest a person waits for an answer; anything that may take longer is a job. */
const LONGEST_ANSWER_MS = 20_000;
/** Questions that may wait for a free thread; beyond, saying so is kinder than a queue of minutes. */
const MOST_WAITING = 32;

/** Asks the engine short questions of one request, away from the thread that answers HTTP. */
export abstract class EngineThreads {
  /**
   * @param signal ends the question when the answer is not wanted any more, and its thread where it has one
   * @throws DomainError `engine/busy` when too many ask at once, the answer took too long or `signal` aborted;
   *   ThreadWorkFailed when the question threw, which is a mistake in our code
   */
  abstract ask<Q extends EngineQuestion>(
    question: Q,
    input: EngineInput<Q>,
    signal?: AbortSignal,
  ): Promise<EngineAnswer<Q>>;
}

/** Keeps warm threads; a question costs the HTTP thread no more than copying it and its answer. */
@Injectable()
export class PooledEngineThreads extends EngineThreads implements OnApplicationShutdown {
  private waiting = 0;
  private readonly pool = new ThreadPool<EngineTask, unknown>({
    file: join(__dirname, 'engine-thread.js'),
    // One core is left to answer.
    size: Math.max(1, availableParallelism() - 1),
    timeoutMs: LONGEST_ANSWER_MS,
  });

  async ask<Q extends EngineQuestion>(
    question: Q,
    input: EngineInput<Q>,
    signal = new AbortController().signal,
  ): Promise<EngineAnswer<Q>> {
    if (this.waiting >= MOST_WAITING)
      throw new DomainError('engine/busy', `${MOST_WAITING} questions wait already; ask again.`);
    this.waiting += 1;
    try {
      const task = { question, input } as EngineTask;
      return (await this.pool.run(task, signal)) as EngineAnswer<Q>;
    } catch (error) {
      if (error instanceof ThreadLost) throw new DomainError('engine/busy', error.message);
      throw error;
    } finally {
      this.waiting -= 1;
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}

/** Answers where it is asked: for processes that serve nobody else meanwhile, such as tests. */
@Injectable()
export class DirectEngineThreads extends EngineThreads {
  private readonly context = engineContext();

  ask<Q extends EngineQuestion>(question: Q, input: EngineInput<Q>): Promise<EngineAnswer<Q>> {
    return answerQuestion(question, input, this.context);
  }
}
