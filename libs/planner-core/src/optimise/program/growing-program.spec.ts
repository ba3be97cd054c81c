import type { Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { growingProgram } from './growing-program';
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

  it('begins from nothing where it cannot go on from the last solution', async () => {
    const module = await import('highs');
    const highs = await (module.default as unknown as () => Promise<Highs>)();
    const faults = { left: 0 };
    const failing = {
      ...highs,
      createModel: () => {
        const model = highs.createModel();
        const run = model.run.bind(model);
        model.run = () => {
          faults.left -= 1;
          if (faults.left === 0) throw new Error('run failed with HiGHS status -1');
          return run();
        };
        return model;
      },
    };
    const program = growingProgram(failing, { output_flag: false });
    program.addColumns([column(3), column(2)], [[], []]);
    program.addRows([{ lower: 4, upper: Infinity, entries: [[0, 1]] }]);
    expect(program.relax()).toMatchObject({ kind: 'solved', objective: 12 });
    program.addRows([{ lower: 5, upper: Infinity, entries: [[1, 1]] }]);
    faults.left = 1;
    expect(program.relax()).toMatchObject({ kind: 'solved', objective: 22, values: [4, 5] });
    program.close();
  });
});
