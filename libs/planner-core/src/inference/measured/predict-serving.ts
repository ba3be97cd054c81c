import { type Bound, type Prediction, type ServingCalibration } from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findLlm } from '../../catalog/lookup';
import { logNormalInterval } from '../../uncertainty/interval';
import { answerServing } from './answer-serving';
import { loopScratch } from '../engine/closed-loop';
import { residualOf } from './residual';
import { measuredMachine } from './measured-machine';
import { type ModelShape, modelShape } from '../memory/model-shape';
import { ownFactors } from './own-factors';
import { profileOf } from '../engine/profiles';
import { familyOf, precisionOf } from './residual-features';
import { readClosedLoopRow } from './read-closed-loop-row';
import { readPublishedRow } from './read-published-row';
import { RowFields } from './row-fields';
import type { QuestionResult } from './serving-question';

/** Figures of one predicted serving run; throughput counts nominal output tokens per second and chip. */
export interface ServingFigures<T> {
  readonly ttftMs: T;
  readonly tpotMs: T;
  readonly outputTokensPerSecondPerChip: T;
}

/** Answer to one row; `interval` is an 80 % interval, [p10, p90]. */
export type ServingPrediction =
  | (ServingFigures<number> & {
      readonly id: string;
      readonly interval: ServingFigures<readonly [number, number]>;
      readonly bottleneck: Bound;
      readonly fits: boolean;
      readonly kvTokensCapacity: number;
    })
  | {
      readonly id: string | null;
      readonly error: { readonly code: string; readonly message: string };
    };

const MS_PER_SECOND = 1000;
const scratch = loopScratch();

/**
 * Predicts one measured serving configuration: a row of the closed-loop collection (`chip`, `model`,
 * `concurrency`, ...) or of the published one (`hardware_chip`, `model_key`, `concurrency_or_batch`, ...).
 * Results, notes and sources in the row are ignored, and rows do not influence each other. Rows that name no
 * chip, model or lengths get a coded error. Own runs correct the times, and throughput with them.
 */
export function predictServing(
  row: unknown,
  catalog: Catalog,
  calibration?: ServingCalibration,
): ServingPrediction {
  const read = readServingRow(row);
  if (read.kind === 'unusable')
    return failure(read.id, 'predict/missing-field', `The row has no usable field ${read.field}.`);
  const q = read.question;
  const llm = findLlm(catalog, q.model);
  if (llm.kind === 'unknown')
    return failure(q.id, 'predict/unknown-model', unknown('model', q.model, llm.nearest));
  const hardware = measuredMachine(q.chip, q.chips, q.scaleUpDomain, catalog);
  if (hardware.kind === 'unknown')
    return failure(q.id, 'predict/unknown-chip', unknown('chip', q.chip, hardware.nearest));
  if (hardware.kind === 'excused')
    return failure(q.id, hardware.excuse.code, hardware.excuse.message.text);
  const { machine } = hardware;
  const shape = shapeOf(llm.entry);
  const answer = answerServing(q, shape, machine, profileOf(q.engine), scratch);
  const residual = residualOf(q, shape, machine, answer);
  const own = ownFactors(calibration, {
    chipId: machine.chipId,
    engine: q.engine,
    precision: precisionOf(answer.formats),
    family: familyOf(shape),
  });
  const modelled = { ttft: answer.ttft * residual.ttft, tpot: answer.tpot * residual.tpot };
  const ttft = modelled.ttft * own.ttft;
  const tpot = modelled.tpot * own.tpot;
  const steps = q.countedOutputTokens - 1;
  const before = answer.ttft + steps * answer.tpot;
  const residualTime = modelled.ttft + steps * modelled.tpot;
  const tokens =
    answer.tokensPerChip *
    (residual.throughput ?? before / residualTime) *
    (residualTime / (ttft + steps * tpot));
  const pair = (p: Prediction): readonly [number, number] => [p.low, p.high];
  const bandOf = (value: number, sigma: number) => pair(logNormalInterval(value, sigma));
  return {
    id: q.id,
    ttftMs: ttft * MS_PER_SECOND,
    tpotMs: tpot * MS_PER_SECOND,
    outputTokensPerSecondPerChip: tokens,
    interval: {
      ttftMs: bandOf(ttft * MS_PER_SECOND, residual.ttftSigma),
      tpotMs: bandOf(tpot * MS_PER_SECOND, residual.tpotSigma),
      outputTokensPerSecondPerChip: bandOf(tokens, residual.throughputSigma),
    },
    bottleneck: answer.bottleneck,
    fits: answer.fits,
    kvTokensCapacity: answer.kvTokensCapacity,
  };
}

/** Tells the two collections apart by their field names. */
export function readServingRow(row: unknown): QuestionResult {
  const fields = new RowFields(row);
  const published = fields.has('hardware_chip') || fields.has('chip_key');
  return published ? readPublishedRow(row) : readClosedLoopRow(row);
}

const shapes = new WeakMap<object, ModelShape>();

/** A model's shape, derived once. */
export function shapeOf(llm: Parameters<typeof modelShape>[0]): ModelShape {
  let shape = shapes.get(llm);
  if (shape === undefined) {
    shape = modelShape(llm);
    shapes.set(llm, shape);
  }
  return shape;
}

const failure = (id: string | null, code: string, message: string): ServingPrediction => ({
  id,
  error: { code, message },
});

const unknown = (what: string, name: string, nearest: readonly string[]): string =>
  `No ${what} is called ${name}` + (nearest.length > 0 ? `; nearest: ${nearest.join(', ')}.` : '.');
