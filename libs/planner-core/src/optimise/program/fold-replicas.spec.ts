import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldReplicas } from './fold-replicas';
import { LinearModelBuilder, term, type LinearModel } from './linear-model';
import { loadSolver, type Solver } from './solver';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const EXACT = { relativeGap: 0, maximumNodes: 10_000 };

interface Kind {
  readonly cost: number;
  readonly existing: number;
  /** Replicas by unit. */
  readonly perUnit: number;
  readonly worth: number;
  /** Units a replica takes, where it takes more than one; such replicas stay in the program. */
  readonly units: number;
}

const kind: fc.Arbitrary<Kind> = fc.record({
  cost: fc.integer({ min: 1, max: 30 }),
  existing: fc.integer({ min: 0, max: 2 }),
  perUnit: fc.integer({ min: 1, max: 4 }),
  worth: fc.integer({ min: 1, max: 40 }).map((w) => w / 4),
  units: fc.constantFrom(1, 1, 1, 2),
});
const demands = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 });

/** Units bought once and kept, and replicas on them that have to cover a demand in every period. */
function programOf(kinds: readonly Kind[], asked: readonly number[], most: number): LinearModel {
  const builder = new LinearModelBuilder();
  const carriers = asked.map((): { column: number; worth: number }[] => []);
  for (const { cost, existing, perUnit, worth, units } of kinds) {
    let before: number | null = null;
    asked.forEach((demand, t) => {
      const bought = builder.column({
        cost: cost * (asked.length - t),
        upper: most,
        integer: true,
      });
      const owned = builder.column({});
      builder.row('owned', { lower: 0, upper: 0 }, [
        term(owned),
        term(bought, -1),
        ...(before === null ? [] : [term(before, -1)]),
      ]);
      before = owned;
      const upper = Math.ceil(demand / worth);
      const column = builder.column({ upper, integer: true });
      const each = units > 1 ? units : 1 / perUnit;
      builder.row('room', { upper: existing }, [term(column, each), term(owned, -1)]);
      carriers[t]?.push({ column, worth });
    });
  }
  asked.forEach((demand, t) => {
    builder.row(
      'demand',
      { lower: demand },
      (carriers[t] ?? []).map(({ column, worth }) => term(column, Math.min(worth, demand))),
    );
  });
  return builder.build();
}

describe('a program without the replicas that say nothing', () => {
  it('has the same optimum, and its answer keeps every row of the program before', () => {
    fc.assert(
      fc.property(
        fc.array(kind, { minLength: 1, maxLength: 4 }),
        demands,
        fc.integer({ min: 1, max: 60 }),
        (kinds, asked, most) => {
          const before = programOf(kinds, asked, most);
          const folded = foldReplicas(before);
          const [whole, small] = [before, folded.model].map((m) => solver.solve(m, EXACT));
          expect(small?.kind).toBe(whole?.kind);
          if (whole?.kind !== 'solved' || small?.kind !== 'solved') return;
          expect(small.objective).toBeCloseTo(whole.objective, 5);
          const values = folded.expand(small.values);
          expect(folded.narrow(values)).toEqual(small.values);
          for (const { name, lower, upper, entries } of before.rows) {
            const sum = entries.reduce((s, [c, w]) => s + w * (values[c] ?? NaN), 0);
            expect(sum, name).toBeGreaterThanOrEqual(lower - 1e-6);
            expect(sum, name).toBeLessThanOrEqual(upper + 1e-6);
          }
          before.columns.forEach(({ upper, integer }, c) => {
            expect(values[c]).toBeLessThanOrEqual(upper + 1e-6);
            if (integer) expect(Number.isInteger(values[c])).toBe(true);
          });
        },
      ),
      { numRuns: 80 },
    );
  });

  it('is a bound as high as before once its integers are left out', () => {
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 4 }), demands, (kinds, asked) => {
        const before = programOf(kinds, asked, 60);
        const [whole, small] = [before, foldReplicas(before).model].map((m) => solver.relax(m));
        if (whole?.kind !== 'solved' || small?.kind !== 'solved') return;
        expect(small.objective).toBeGreaterThanOrEqual(whole.objective - 1e-6);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves in what shares room with others, costs something or is in more than two rows', () => {
    const builder = new LinearModelBuilder();
    const owned = builder.column({ cost: 5, integer: true });
    const [a, b] = [1, 2].map(() => builder.column({ upper: 9, integer: true })) as [
      number,
      number,
    ];
    builder.row('room', { upper: 0 }, [term(a, 0.5), term(b, 0.5), term(owned, -1)]);
    builder.row('demand a', { lower: 3 }, [term(a)]);
    builder.row('demand b', { lower: 3 }, [term(b)]);
    const model = builder.build();
    expect(foldReplicas(model).model).toEqual(model);
  });

  it('takes as many replicas as are asked for and no more', () => {
    const model = programOf([{ cost: 1, existing: 0, perUnit: 4, worth: 1, units: 1 }], [6], 60);
    const { model: small, expand } = foldReplicas(model);
    expect(small.columns).toHaveLength(2);
    const answer = solver.solve(small, EXACT);
    expect(answer.kind === 'solved' ? expand(answer.values) : []).toEqual([2, 2, 6]);
  });
});
