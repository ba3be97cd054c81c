import { generationOf } from '../../kernels/choose-surface';
import type { Machine } from '../../topology/machine';
import type { ServingAnswer } from './answer-serving';
import data from '../data/serving-residual.json';
import type { ModelShape } from '../memory/model-shape';
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

type Weights = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Spread {
  readonly tpot: number;
  readonly ttft: number;
  readonly throughput: number;
}
interface Factors {
  readonly tpot: number;
  readonly ttft: number;
}
interface ResidualData {
  readonly loop: { readonly tpot: Weights; readonly ttft: Weights };
  readonly published: {
    readonly tpot: Weights;
    readonly ttft: Weights;
    readonly throughput: Weights;
  };
  /** Measured rows by vendor, generation, chip, and software version with kernel family on a chip. */
  readonly rows: {
    readonly loop: Readonly<Record<string, number>>;
    readonly published: Readonly<Record<string, number>>;
  };
  readonly spread: Readonly<Record<string, Spread>>;
}

const DATA: ResidualData = data;
/** A residual beyond this is a fit gone astray, not software. */
const FURTHEST = 1.6;
/** Rows of one software version on one chip that pin down its tilts, not only its level. */
const WELL_KNOWN = 8;

const factor = (features: readonly Feature[], weights: Weights): number => {
  let sum = 0;
  for (const { key, slope, value } of features) sum += value * (weights[key]?.[slope] ?? 0);
  return Math.exp(Math.max(-FURTHEST, Math.min(FURTHEST, sum)));
};

/**
 * Calibrated correction of an answer. Software that was measured on the chip moves it the most; of software
 * or chips never seen only what their engine, generation, precision and kernels share is applied, and the
 * interval widens.
 */
export function residualOf(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): Residual {
  const published = q.harness === 'published';
  const spread = spreadOf(stratumOf(q, shape, machine, a));
  const widened = {
    ttftSigma: Math.hypot(spread.ttft, machine.figureSigma),
    tpotSigma: Math.hypot(spread.tpot, machine.figureSigma),
    throughputSigma: Math.hypot(spread.throughput, machine.figureSigma),
  };
  if (!published && borrows(machine)) {
    const levels = versionlessLevels(q.engine, machine, precisionOf(a.formats), familyOf(shape));
    const borrowed = publishedTimes([...levels.generation, ...levels.chip]);
    return { ...borrowed, throughput: null, ...widened };
  }
  const features = residualFeatures(q, shape, machine, a);
  const model = published ? DATA.published : DATA.loop;
  return {
    ttft: factor(features, model.ttft),
    tpot: factor(features, model.tpot),
    throughput: published ? factor(features, DATA.published.throughput) : null,
    ...widened,
  };
}

/** Whether a generation was in no closed loop, but it or others of its vendor in published runs. */
function borrows(machine: Machine): boolean {
  const { loop, published } = DATA.rows;
  const generation = `g:${generationOf(machine)}`;
  return (
    loop[generation] === undefined &&
    (published[generation] ?? published[`v:${machine.vendor}`]) !== undefined
  );
}

/** Factors on time that published throughput implies. */
function publishedTimes(levels: readonly Feature[]): Factors {
  const time = 1 / factor(levels, DATA.published.throughput);
  return { tpot: time, ttft: time };
}

/** How near an answer is to what was calibrated: strata whose spread was measured on held-out rows. */
function stratumOf(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): string {
  const rows = q.harness === 'published' ? DATA.rows.published : DATA.rows.loop;
  const known = rows[leafOf(q, machine, a.formats, familyOf(shape))] ?? 0;
  const chipKnown = rows[`c:${machine.chipId}`] !== undefined;
  const borrowed = q.harness !== 'published' && borrows(machine);
  return borrowed ? NEW_PUBLISHED_CHIP : stratumName(q, machine, known, chipKnown);
}

const NEW_PUBLISHED_CHIP = 'published-new-chip';

/**
 * Name of a stratum.
 * @param known measured rows of the same software, kernel family, precision and chip
 * @param chipKnown whether any row of the chip was measured
 */
export function stratumName(
  q: ServingQuestion,
  machine: Machine,
  known: number,
  chipKnown: boolean,
): string {
  if (q.harness === 'published') {
    if (!chipKnown) return NEW_PUBLISHED_CHIP;
    return known >= WELL_KNOWN ? `published|${q.load.kind}` : 'published-few';
  }
  if (known >= WELL_KNOWN) return `seen|${q.pools ? 'split' : q.engine}|${generationOf(machine)}`;
  if (known > 0) return 'seen-few';
  return chipKnown ? 'new-software' : 'new-chip';
}

/** The stratum that stands in for one too rarely measured to have a spread of its own. */
export const wider = (stratum: string): string =>
  stratum.startsWith('published')
    ? 'published'
    : stratum.startsWith('seen')
      ? 'seen'
      : 'new-software';

/** Spread of a stratum, or of the wider one it is part of. */
export const spreadOf = (stratum: string): Spread =>
  DATA.spread[stratum] ?? DATA.spread[wider(stratum)] ?? UNMEASURED;

/** Where nothing was calibrated at all. */
const UNMEASURED: Spread = { tpot: 0.3, ttft: 0.6, throughput: 0.3 };

/**
 * Correction of planned times by what measurements share: closed loops of the chip, else of its generation;
 * published throughput of its generation and vendor where it was in no loop. Only levels that chips share are used
 * of published runs, so that bins of one chip keep their order. Factors on time.
 */
export function planningCorrection(
  machine: Machine,
  engine: string,
  shape: ModelShape,
  precision: string,
): Factors {
  const levels = versionlessLevels(engine, machine, precision, familyOf(shape));
  if (borrows(machine)) return publishedTimes(levels.generation);
  const features = [...levels.generation, ...levels.chip];
  return { tpot: factor(features, DATA.loop.tpot), ttft: factor(features, DATA.loop.ttft) };
}
