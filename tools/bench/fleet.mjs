// `node tools/bench/fleet.mjs`: how long the optimiser takes on fleet problems of a stated size, and the gap it proves.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bucketInstance, fleetInstance } from './fleet-instances.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MICROSECONDS_PER_MS = 1000;

/** @type {import('@headroom/planner-core')} */
const core = createRequire(join(ROOT, 'package.json'))('@headroom/planner-core');

const INSTANCES = {
  '12 x 12 buckets, 8 kinds, 4 slices': () => bucketInstance(),
  '20 services, 5 jobs, 40 systems, 12 periods, 3 sites': () =>
    fleetInstance({ services: 20, jobs: 5, systems: 40, periods: 12, sites: 3 }),
  'the same with a hundred times the load': () =>
    fleetInstance({
      services: 20,
      jobs: 5,
      systems: 40,
      periods: 12,
      sites: 3,
      requests: 4000,
      limits: false,
    }),
  '100 services, 60 systems, 24 periods, 3 sites': () =>
    fleetInstance({ services: 100, jobs: 0, systems: 60, periods: 24, sites: 3, limits: false }),
};

/** Middle wall time can be told only on a quiet machine, so the processor's time stands beside it. */
async function main() {
  const solver = await core.loadSolver();
  for (const [name, make] of Object.entries(INSTANCES)) {
    const problem = make();
    const cpu = process.cpuUsage();
    const began = performance.now();
    const answer = core.solveFleet(problem, solver);
    const wallMs = performance.now() - began;
    const cpuMs = process.cpuUsage(cpu).user / MICROSECONDS_PER_MS;
    const gap =
      answer.kind === 'solved'
        ? `gap ${(100 * answer.solution.gapShare).toFixed(2)} %`
        : answer.kind;
    console.log(`${name}: ${wallMs.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor), ${gap}`);
  }
}

await main();
