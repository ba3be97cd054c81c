import { bucketInstance, fleetInstance } from './fleet-instances.mjs';

const MICROSECONDS_PER_MS = 1000;
const FIELD = { services: 20, jobs: 5, systems: 40, periods: 12, sites: 3 };

/**
 * Problems with the most time they may take and the gap they have to be proved within.
 * @type {readonly { name: string, make: () => import('@headroom/planner-core').FleetProblem, limitMs: number, limitGap: number }[]}
 */
const INSTANCES = [
  {
    name: '12 x 12 buckets, 8 kinds, 4 slices',
    make: () => bucketInstance(),
    limitMs: 1000,
    limitGap: 0,
  },
  {
    name: 'the same on about ten units',
    make: () => bucketInstance({ load: 10 }),
    limitMs: 1000,
    limitGap: 0,
  },
  {
    name: '20 services, 5 jobs, 40 systems, 12 periods, 3 sites',
    make: () => fleetInstance(FIELD),
    limitMs: 2000,
    limitGap: 0.01,
  },
  {
    name: 'the same with a hundred times the load',
    make: () => fleetInstance({ ...FIELD, requests: 4000 }),
    limitMs: 2000,
    limitGap: 0.01,
  },
  {
    name: '100 services, 60 systems, 24 periods, 3 sites',
    make: () =>
      fleetInstance({ services: 100, jobs: 0, systems: 60, periods: 24, sites: 3, limits: false }),
    limitMs: 60_000,
    limitGap: 0.01,
  },
  {
    name: '10 services, 40 systems, 60 periods, 5 sites',
    make: () =>
      fleetInstance({ services: 10, jobs: 0, systems: 40, periods: 60, sites: 5, limits: false }),
    limitMs: 60_000,
    limitGap: 0.01,
  },
];

/**
 * Times the optimiser on fleet problems of a stated size. Wall time tells something on a quiet machine only, so the
 * processor's time stands beside it.
 * @param {typeof import('@headroom/planner-core')} core
 * @param {import('@headroom/planner-core').Solver} solver
 * @returns {string} a table with each figure beside its limit
 */
export function fleetBench(core, solver) {
  const rows = INSTANCES.map(({ name, make, limitMs, limitGap }) => {
    const problem = make();
    const cpu = process.cpuUsage();
    const began = performance.now();
    const answer = core.solveFleet(problem, solver);
    const wallMs = performance.now() - began;
    const cpuMs = process.cpuUsage(cpu).user / MICROSECONDS_PER_MS;
    const gap = answer.kind === 'solved' ? percent(answer.solution.gapShare) : answer.kind;
    return [name, wallMs.toFixed(0), cpuMs.toFixed(0), String(limitMs), gap, percent(limitGap)];
  });
  const table = [['', 'ms', 'ms of processor', 'limit', 'gap', 'limit'], ...rows];
  const widths = (table[0] ?? []).map((_, c) => Math.max(...table.map((r) => (r[c] ?? '').length)));
  return table
    .map((r) =>
      r
        .map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)} %`;
