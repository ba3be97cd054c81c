import type { Machine } from '../topology/machine';
import type { ServingAnswer } from './answer-serving';
import type { ServingQuestion } from './serving-question';

/** Factors that bring the step model's times to what was measured, and the spread that is left. */
export interface Residual {
  readonly ttft: number;
  readonly tpot: number;
  readonly ttftSigma: number;
  readonly tpotSigma: number;
  readonly throughputSigma: number;
}

export function residualOf(_q: ServingQuestion, _m: Machine, _a: ServingAnswer): Residual {
  return { ttft: 1, tpot: 1, ttftSigma: 0.5, tpotSigma: 0.2, throughputSigma: 0.2 };
}
