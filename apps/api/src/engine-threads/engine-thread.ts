import { parentPort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadRequest } from '../plans/thread-pool';
import { engineContext } from './engine-context';
import { answerQuestion, type EngineTask } from './engine-questions';

/** Loaded once per thread; a thread answers many questions. */
const context = engineContext();

parentPort?.on('message', (request: ThreadRequest<EngineTask>) => {
  void answer(request.input).then((message) => parentPort?.postMessage(message));
});

async function answer({ question, input }: EngineTask): Promise<ThreadAnswer<unknown>> {
  try {
    return { kind: 'done', output: await answerQuestion(question, input, context) };
  } catch (error) {
    return error instanceof Error
      ? { kind: 'failed', message: error.message, stack: error.stack }
      : { kind: 'failed', message: String(error) };
  }
}
