import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 20;
const PATIENCE_MS = 40_000;

/** Resolves once `holds` answers true; rejects when it never does. */
export async function eventually(
  holds: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('What was waited for did not happen.');
    await sleep(STEP_MS);
  }
}
