import type { SolvedCandidates } from '../solve-scenario';
import type { LengthWay } from './length-ways';

/** One way to plan services by length, solved. */
export interface SolvedWay extends Pick<LengthWay, 'choices'> {
  readonly solved: SolvedCandidates;
}

/** Ways that cost the same but for float noise: the first is the simplest. */
const NOTHING = 1e-6;

/**
 * The way with the best fleet; the first, which keeps all requests together, where none has one. Its bound then holds
 * over all ways that were solved, so the gap tells how far the plan may be from the best of any.
 */
export function bestWay(ways: readonly SolvedWay[]): SolvedCandidates {
  const [first] = ways;
  if (first === undefined) throw new Error('There is always the way that keeps all together');
  const found = ways.flatMap(({ solved }) =>
    solved.answer.kind === 'solved' ? [{ solved, solution: solved.answer.solution }] : [],
  );
  const [one] = found;
  if (one === undefined || ways.length === 1) return first.solved;
  const { solved, solution } = found.reduce(
    (a, b) => (b.solution.objective < a.solution.objective * (1 - NOTHING) ? b : a),
    one,
  );
  const bound = Math.min(...found.map((f) => f.solution.bound));
  const { objective } = solution;
  const gapShare = objective === 0 ? 0 : Math.max(0, (objective - bound) / Math.abs(objective));
  return { ...solved, answer: { kind: 'solved', solution: { ...solution, bound, gapShare } } };
}
