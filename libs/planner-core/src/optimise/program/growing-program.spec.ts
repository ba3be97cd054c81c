import { beforeAll, describe, expect, it } from 'vitest';
import { loadSolver, type Solver } from './solver';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const column = (cost: number) => ({ cost, lower: 0, upper: 10, integer: false });

describe('a program that grows', () => {
  it('has the value and the duals of the whole after every addition', () => {
    const program = solver.growing();
    program.addColumns([column(3)], [[]]);
    program.addRows([{ lower: 4, upper: Infinity, entries: [[0, 1]] }]);
    expect(program.relax()).toMatchObject({ kind: 'solved', objective: 12, rowDuals: [3] });
    program.addColumns([column(2)], [[[0, 1]]]);
    expect(program.relax()).toMatchObject({ kind: 'solved', objective: 8, values: [0, 4] });
    program.addRows([{ lower: -Infinity, upper: 1, entries: [[1, 1]] }]);
    expect(program.relax()).toMatchObject({
      kind: 'solved',
      objective: 11,
      values: [3, 1],
      rowDuals: [3, -1],
    });
    program.close();
  });

  it('tells when nothing fits any more', () => {
    const program = solver.growing();
    program.addColumns([column(1)], [[]]);
    program.addRows([{ lower: 20, upper: Infinity, entries: [[0, 1]] }]);
    expect(program.relax().kind).toBe('infeasible');
    program.close();
  });
});
