import { generationOf } from '../kernels/choose-surface';
import type { Machine } from '../topology/machine';
import type { ServingAnswer } from './answer-serving';
import data from './data/serving-residual.json';
import type { ModelShape } from './model-shape';
import {
  type Feature,
  familyOf,
  leafOf,
  precisionOf,
  residualFeatures,
  versionlessLevels,
} from './residual-features';
import type { ServingQuestion } from './serving-question';

/** Factors that bring the step model's times to what was measured, and the spread that is left. */
export interface Residual {
  readonly ttft: number;
  readonly tpot: number;
  /** Factor on throughput of its own where the run was not a closed loop; `null`: follows from the times. */
  readonly throughput: number | null;
  readonly ttftSigma: number;
  readonly tpotSigma: number;
  readonly throughputSigma: number;
}

type Weights = Readonly<Record<string, number>>;
interface Spread {
  readonly tpot: number;
  readonly ttft: number;
  readonly throughput: number;
}
interface Model {
  readonly tpot: Weights;
  readonly ttft: Weights;
  readonly throughput: Weights;
}
interface ResidualData {
  readonly loop: Model;
  readonly published: Model;
  readonly spread: Readonly<Record<string, Spread>>;
}

const DATA: ResidualData = data;
/** A residual beyond this is a fit gone astray, not software. */
const FURTHEST = 1.6;

const factor = (features: readonly Feature[], weights: Weights): number => {
  let sum = 0;
  for (const [name, value] of features) sum += value * (weights[name] ?? 0);
  return Math.exp(Math.max(-FURTHEST, Math.min(FURTHEST, sum)));
};

/**
 * Calibrated correction of an answer. Software that was measured on the chip moves it the most; of software
 * or chips never seen only what their engine, generation and kernel family share is applied, and the
 * interval widens.
 */
export function residualOf(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): Residual {
  const features = residualFeatures(q, shape, machine, a);
  const published = q.harness === 'published';
  const model = published ? DATA.published : DATA.loop;
  const spread = spreadOf(stratumOf(q, shape, machine, a));
  return {
    ttft: factor(features, model.ttft),
    tpot: factor(features, model.tpot),
    throughput: published ? factor(features, model.throughput) : null,
    ttftSigma: Math.hypot(spread.ttft, machine.figureSigma),
    tpotSigma: Math.hypot(spread.tpot, machine.figureSigma),
    throughputSigma: Math.hypot(spread.throughput, machine.figureSigma),
  };
}

/** How near an answer is to what was calibrated: strata whose spread was measured on held-out rows. */
export function stratumOf(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): string {
  const leaf = leafOf(q, machine, precisionOf(a), familyOf(shape));
  if (q.harness === 'published') {
    const known = DATA.published.throughput[`c:${machine.chipId}`] !== undefined;
    return known ? `published|${q.load.kind}` : 'published-new-chip';
  }
  if (DATA.loop.tpot[leaf] !== undefined)
    return `seen|${q.pools ? 'split' : q.engine}|${generationOf(machine)}`;
  return DATA.loop.tpot[`c:${machine.chipId}`] === undefined ? 'new-chip' : 'new-software';
}

/** Spread of a stratum, or of the widest one it is part of. */
export function spreadOf(stratum: string): Spread {
  const fallback = stratum.startsWith('published') ? 'published' : 'new-software';
  return DATA.spread[stratum] ?? DATA.spread[fallback] ?? { tpot: 0.3, ttft: 0.6, throughput: 0.3 };
}

/**
 * Correction of planned times by what measurements share: closed loops of the chip, else of its generation;
 * published throughput of its generation where it was in no loop. Only levels of the generation are used of
 * published runs, so that bins of one chip keep their order. Factors on time.
 */
export function planningCorrection(
  machine: Machine,
  engine: string,
  shape: ModelShape,
  precision: string,
): { readonly tpot: number; readonly ttft: number } {
  const levels = versionlessLevels(engine, machine, precision, familyOf(shape));
  const { loop, published } = DATA;
  const generation = `g:${generationOf(machine)}`;
  if (loop.tpot[generation] === undefined && published.throughput[generation] !== undefined) {
    const shared = levels.filter((name) => !OF_ONE_CHIP.test(name));
    const time = 1 / factor(shared.map(level), published.throughput);
    return { tpot: time, ttft: time };
  }
  const features = levels.map(level);
  return { tpot: factor(features, loop.tpot), ttft: factor(features, loop.ttft) };
}

const OF_ONE_CHIP = /^(c|ec|ecpf):/;
const level = (name: string): Feature => [name, 1];
