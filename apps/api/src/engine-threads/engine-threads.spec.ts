import { DirectEngineThreads, PooledEngineThreads } from './engine-threads';

const REQUEST = {
  model: 'llama-3.1-8b',
  systems: ['nv-dgx-h100'],
  inputTokens: 500,
  outputTokens: 100,
};

describe('engine threads', () => {
  it('answer a question with the engine this build contains', async () => {
    const result = await new DirectEngineThreads().ask('deployment-search', REQUEST);
    expect(result.kind).toBe('answered');
  });

  it('say that they are busy when a thread is lost, so that asking again may help', async () => {
    // The sources hold no compiled thread: every one ends before it answers.
    const threads = new PooledEngineThreads();
    await expect(threads.ask('deployment-search', REQUEST)).rejects.toMatchObject({
      code: 'engine/busy',
    });
    await threads.onApplicationShutdown();
  });

  it('turn questions away when too many wait already', async () => {
    const threads = new PooledEngineThreads();
    const asked = Array.from({ length: 40 }, () => threads.ask('deployment-search', REQUEST));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter(
      (a) => a.status === 'rejected' && String(a.reason).includes('wait already'),
    );
    expect(refused).toHaveLength(8);
    await threads.onApplicationShutdown();
  });
});
