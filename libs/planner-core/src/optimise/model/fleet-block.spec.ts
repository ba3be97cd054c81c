import { beforeAll, describe, expect, it } from 'vitest';
import { aPool, aProblem, flat } from '../../testing/fleet-problem';
import { addFleetBlock } from './fleet-model';
import { tieOrders } from '../program/tie-orders';
import type { FleetProblem } from '../fleet-problem';
import { LinearModelBuilder } from '../program/linear-model';
import { decodeBlock } from '../solve-fleet';
import { loadSolver, type Solver } from '../program/solver';

const EXACT = { relativeGap: 0, maximumNodes: 1000 };
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** One service; what is bought costs 3 a period, rent costs 5 and opens in the second period. */
function future(
  demand: readonly [number, number],
  open: readonly [boolean, boolean],
): FleetProblem {
  const pool = aPool({
    existingUnits: [0, 0],
    buy: { ...flat(3, 2), open: [...open] },
    rent: { ...flat(5, 2), open: [false, true] },
  });
  return aProblem({
    periods: 2,
    pools: [pool],
    services: [{ workloadId: 'w', demand }],
    serviceOptions: [
      { id: 'o', workloadId: 'w', poolId: 'pool', unitsPerReplica: 1, capacityPerReplica: 1 },
    ],
  });
}

function solveTied(problems: readonly FleetProblem[], probabilities: readonly number[]) {
  const builder = new LinearModelBuilder();
  const blocks = problems.map((p, i) =>
    addFleetBlock(builder, p, { prefix: `f${i} `, costFactor: probabilities[i] ?? 0 }),
  );
  tieOrders(builder, blocks, { boughtPeriods: 1, rentedPeriods: 1 });
  const answer = solver.solve(builder.build(), EXACT);
  return answer.kind === 'solved'
    ? {
        objective: answer.objective,
        fleets: blocks.map((b) => decodeBlock(b, answer.values).pools[0]),
      }
    : answer.kind;
}

describe('several fleets in one program', () => {
  it('order the same before the branching, and pay for what they need after it', () => {
    const answer = solveTied(
      [future([2, 2], [true, false]), future([2, 6], [true, false])],
      [0.5, 0.5],
    );
    // Two bought for both (12); four more only in the second, rented for its later period (0.5 x 20).
    expect(answer).toEqual({
      objective: 22,
      fleets: [
        { bought: [2, 0], rented: [0, 0] },
        { bought: [2, 0], rented: [0, 4] },
      ],
    });
  });

  it('cannot order in common what one future bars from the start', () => {
    expect(
      solveTied([future([1, 1], [true, true]), future([0, 1], [false, true])], [0.5, 0.5]),
    ).toBe('infeasible');
  });
});
