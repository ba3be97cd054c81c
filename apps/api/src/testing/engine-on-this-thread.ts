import { DirectEngineThreads, EngineThreads } from '../engine-threads/engine-threads';
import type { TestApi } from './test-api';

/** Lets an API answer questions to the engine without threads, which need the built worker. */
export function engineOnThisThread({ app }: TestApi): void {
  const direct = new DirectEngineThreads();
  const engine = app.get(EngineThreads, { strict: false });
  jest.spyOn(engine, 'ask').mockImplementation((question, input) => direct.ask(question, input));
}
