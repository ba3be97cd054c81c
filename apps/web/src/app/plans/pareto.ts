/** One way to carry the scenario, by cost and by a second measure; less is better in both. */
export interface ParetoPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Points nothing else beats in both measures, from the least of the first measure on. */
export function paretoFront<Point extends ParetoPoint>(points: readonly Point[]): Point[] {
  let least = Infinity;
  return [...points]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .filter(({ y }) => {
      if (y >= least) return false;
      least = y;
      return true;
    });
}
