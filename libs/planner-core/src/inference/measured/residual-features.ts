import { generationOf } from '../../kernels/choose-surface';
import type { Machine } from '../../topology/machine';
import type { ServingAnswer } from './answer-serving';
import type { ServingFormats } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';
import type { ServingQuestion } from './serving-question';
import { TERM } from '../engine/step';

/**
 * One regressor of the residual. Keys combine vendor, chip, generation, engine, version, day of the run, precision and
 * kernel family only; `slope` says what of the answer tilts the error: `level` for a constant, a share of the
 * step, or a size.
 */
export interface Feature {
  readonly key: string;
  readonly slope: string;
  readonly value: number;
}

/** Which kernels a model's layers call: what may tell one model's error from another's. */
export function familyOf(s: ModelShape): string {
  const attention = s.latent
    ? 'latent'
    : s.stateLayers > 0
      ? 'state'
      : s.windowLayers > 0
        ? 'window'
        : 'full';
  return `${attention}-${s.moeLayers > 0 ? 'experts' : 'dense'}`;
}

/** Formats of attention and experts as one key of the residual. */
export const precisionOf = (formats: Pick<ServingFormats, 'attention' | 'experts'>): string =>
  `${formats.attention}/${formats.experts}`;

/** What the keys of an answer are made of. */
interface Names {
  readonly engine: string;
  readonly vendor: string;
  readonly generation: string;
  readonly chip: string;
  readonly precision: string;
  readonly family: string;
}

const namesOf = (engine: string, machine: Machine, precision: string, family: string): Names => ({
  engine,
  vendor: machine.vendor,
  generation: generationOf(machine),
  chip: machine.chipId,
  precision,
  family,
});

/** Keys of what all chips of a generation share, whatever the software version. */
const sharedKeys = ({
  engine: e,
  vendor,
  generation: g,
  precision: p,
  family: f,
}: Names): string[] => [
  `v:${vendor}`,
  `g:${g}`,
  `f:${f}`,
  `eg:${e}|${g}`,
  `ep:${e}|${p}`,
  `gp:${g}|${p}`,
  `egp:${e}|${g}|${p}`,
];

/** Keys of a chip whatever the software version. */
const chipKeys = ({ engine: e, chip: c, precision: p, family: f }: Names): string[] => [
  `c:${c}`,
  `ecpf:${e}|${c}|${p}|${f}`,
];

/** Levels shared by all software versions, which planning may use too: of the generation, then of the chip. */
export function versionlessLevels(
  engine: string,
  machine: Machine,
  precision: string,
  family: string,
): { readonly generation: readonly Feature[]; readonly chip: readonly Feature[] } {
  const names = namesOf(engine, machine, precision, family);
  return { generation: sharedKeys(names).map(level), chip: chipKeys(names).map(level) };
}

const level = (key: string): Feature => ({ key, slope: 'level', value: 1 });

const versionOf = (q: ServingQuestion): string => `${q.engine}|${q.engineVersion ?? 'unknown'}`;

/** The finest level without a date: one software version's kernels of a family on one chip in one precision. */
export const leafOf = (
  q: ServingQuestion,
  machine: Machine,
  formats: ServingFormats,
  family: string,
): string => `leaf:${versionOf(q)}|${machine.chipId}|${precisionOf(formats)}|${family}`;

/**
 * What the residual of an answer may depend on: levels by chip, generation, engine, version, day, precision
 * and kernel family; how the error follows the shares of the step by kernel format; and how it tilts with
 * batch, parallelism and lengths.
 */
export function residualFeatures(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): Feature[] {
  const family = familyOf(shape);
  const names = namesOf(q.engine, machine, precisionOf(a.formats), family);
  const { engine: e, generation: g, chip: c, precision: p } = names;
  const v = versionOf(q);
  const run = `${v}|${q.date ?? 'undated'}`;
  const load = q.pools ? 'split' : q.load.kind;
  const leaf = leafOf(q, machine, a.formats, family);
  const day = `day:${run}|${c}|${p}|${family}`;
  const features = [
    'all',
    ...sharedKeys(names),
    ...chipKeys(names),
    `ev:${v}`,
    `evc:${v}|${c}`,
    `run:${run}`,
    `runc:${run}|${c}`,
    leaf,
    day,
    `el:${e}|${load}`,
    `elg:${e}|${load}|${g}`,
    `evl:${v}|${load}`,
    `evcl:${v}|${c}|${load}`,
  ].map(level);
  for (const [slope, share, format] of sharesOf(shape, a)) {
    for (const key of [`g:${g}`, `k:${format}`, `gk:${g}|${format}`, `egk:${e}|${g}|${format}`])
      features.push({ key, slope, value: share });
  }
  for (const [slope, value] of tiltsOf(q, a)) {
    if (value === 0) continue;
    for (const key of [`e:${e}`, `eg:${e}|${g}`, leaf, day]) features.push({ key, slope, value });
  }
  return features;
}

/** Shares of the decode step by what computes them, with the format of those kernels. */
function sharesOf(
  shape: ModelShape,
  a: ServingAnswer,
): (readonly [slope: string, share: number, format: string])[] {
  let step = a.decodeHost;
  for (const value of a.decodeTerms) step += value;
  const share = (index: number): number => (a.decodeTerms[index] ?? 0) / step;
  const { formats } = a;
  const dense = shape.moeLayers > 0 ? formats.attention : formats.dense;
  const attention = `${shape.latent ? 'latent' : 'heads'} ${formats.decodeAttention}`;
  return [
    ['experts', share(TERM.experts), formats.experts],
    ['dense', share(TERM.dense) + share(TERM.projection), dense],
    ['attention', share(TERM.attention), attention],
    ['network', share(TERM.network), 'any'],
    ['overhead', share(TERM.layers) + a.decodeHost / step, 'any'],
  ];
}

function tiltsOf(q: ServingQuestion, a: ServingAnswer): (readonly [string, number])[] {
  const batch = Math.log2(Math.max(1, a.running)) / 3 - 1;
  const tensor = Math.log2(Math.max(1, a.layout.tp)) / 2;
  const input = Math.log2(q.inputTokens / 1024) / 3;
  return [
    ['batch', batch],
    ['batch2', batch * batch],
    ['tp', tensor],
    ['batch-tp', batch * tensor],
    ['batch-input', batch * input],
    ['ep', a.layout.ep > 1 ? 1 : 0],
    ['dp', a.layout.dp > 1 ? 1 : 0],
    ['prompt', a.promptShare],
    ['input', input],
    ['output', Math.log2(q.outputTokens / 1024) / 3],
    ['queue', a.queueShare],
  ];
}
