import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replicaDownShare, replicasWithSpares } from './spare-replicas';

describe('spare replicas', () => {
  it('are down one time in 264 for eight chips that fail every 50,677 hours and take a day', () => {
    expect(1 / replicaDownShare(8, 50_677)).toBeCloseTo(264.9, 1);
  });

  it('are one for a single replica that must be up 99.9 % of the time', () => {
    expect(replicasWithSpares(1, 0.004, 0.99)).toBe(1);
    expect(replicasWithSpares(1, 0.004, 0.999)).toBe(2);
  });

  it('take a smaller share of a large pool', () => {
    const share = (needed: number) => replicasWithSpares(needed, 0.01, 0.999) / needed;
    expect(share(1000)).toBeLessThan(share(100));
    expect(share(100)).toBeLessThan(share(10));
  });

  it('are never fewer for a higher availability, and the counts agree where the formulas meet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0.0001, max: 0.1, noNaN: true }),
        (needed, down) => {
          const low = replicasWithSpares(needed, down, 0.95);
          expect(low).toBeGreaterThanOrEqual(needed);
          expect(replicasWithSpares(needed, down, 0.999)).toBeGreaterThanOrEqual(low);
        },
      ),
    );
    expect(replicasWithSpares(201, 0.02, 0.99) - replicasWithSpares(200, 0.02, 0.99)).toBeLessThan(
      3,
    );
  });
});
