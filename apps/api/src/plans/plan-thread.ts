import { parentPort } from 'node:worker_threads';
import type { Plan } from '@headroom/models';
import { loadCatalog, loadSolver, planCapacity, rememberSearches } from '@headroom/planner-core';
import type { PlanInput } from './plan-engine';
import type { ThreadAnswer, ThreadRequest } from './thread-pool';

/** Loaded once per thread; a thread answers many requests. */
const catalog = loadCatalog();
let solver = loadSolver();
/** A what-if on one input searches only what that input concerns. */
const searches = rememberSearches();

parentPort?.on('message', (request: ThreadRequest<PlanInput>) => {
  void answer(request).then((message) => parentPort?.postMessage(message));
});

async function answer({ input }: ThreadRequest<PlanInput>): Promise<ThreadAnswer<Plan>> {
  try {
    const output = planCapacity({ ...input, catalog, solver: await solver, searches });
    return { kind: 'done', output };
  } catch (error) {
    // After a fault the optimiser's memory may be in any state; the next request gets a fresh one.
    solver = loadSolver();
    return error instanceof Error
      ? { kind: 'failed', message: error.message, stack: error.stack }
      : { kind: 'failed', message: String(error) };
  }
}
