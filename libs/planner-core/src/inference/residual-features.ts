import { generationOf } from '../kernels/choose-surface';
import type { Machine } from '../topology/machine';
import type { ServingAnswer } from './answer-serving';
import type { ModelShape } from './model-shape';
import type { ServingQuestion } from './serving-question';
import { TERM } from './step';

/** A named feature and its value; names combine chip, engine, version, precision and kernel family only. */
export type Feature = readonly [name: string, value: number];

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

/** January 2026: the middle of the measurements. */
const MIDDLE_MONTH = 2026 * 12 + 1;

/** Half years from the middle of the measurements. */
function halfYears(date: string | null): number {
  if (date === null || !/^\d{4}-\d{2}/.test(date)) return 0;
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return Math.max(-4, Math.min(4, (months - MIDDLE_MONTH) / 6));
}

/** Levels shared by all software versions, which planning may use too. */
export function versionlessLevels(
  engine: string,
  machine: Machine,
  precision: string,
  family: string,
): string[] {
  const c = machine.chipId;
  const g = generationOf(machine);
  return [
    `e:${engine}`,
    `g:${g}`,
    `c:${c}`,
    `f:${family}`,
    `ec:${engine}|${c}`,
    `eg:${engine}|${g}`,
    `ep:${engine}|${precision}`,
    `egp:${engine}|${g}|${precision}`,
    `ef:${engine}|${family}`,
    `egf:${engine}|${g}|${family}`,
    `ecpf:${engine}|${c}|${precision}|${family}`,
  ];
}

/** The finest level: one software version's kernels of a family on one chip in one precision. */
export const leafOf = (
  q: ServingQuestion,
  machine: Machine,
  precision: string,
  family: string,
): string =>
  `leaf:${q.engine}|${q.engineVersion ?? 'unknown'}|${machine.chipId}|${precision}|${family}`;

export const precisionOf = (a: Pick<ServingAnswer, 'formats'>): string =>
  `${a.formats.attention}/${a.formats.experts}`;

/**
 * What the residual of an answer may depend on: levels by chip, generation, engine, version, precision and
 * kernel family, and how the error tilts with batch, parallelism, prompt share and what the step waits for.
 */
export function residualFeatures(
  q: ServingQuestion,
  shape: ModelShape,
  machine: Machine,
  a: ServingAnswer,
): Feature[] {
  const e = q.engine;
  const g = generationOf(machine);
  const v = q.engineVersion ?? 'unknown';
  const p = precisionOf(a);
  const f = familyOf(shape);
  const leaf = leafOf(q, machine, p, f);
  const load = q.pools ? 'split' : q.load.kind;
  const levels = [
    ...versionlessLevels(e, machine, p, f),
    `ev:${e}|${v}`,
    `evc:${e}|${v}|${machine.chipId}`,
    leaf,
    `l:${load}`,
    `el:${e}|${load}`,
    `ecl:${e}|${machine.chipId}|${load}`,
  ];
  const features: Feature[] = levels.map((name) => [name, 1]);
  for (const [name, value] of slopesOf(q, a)) {
    if (value === 0) continue;
    features.push([`${name}@e:${e}`, value], [`${name}@eg:${e}|${g}`, value]);
    if (LEAF_SLOPES.has(name)) features.push([`${name}@${leaf}`, value]);
  }
  features.push([`date@eg:${e}|${g}`, halfYears(q.date)]);
  return features;
}

/** Tilts that a single version may have of its own; the others are shared by an engine. */
const LEAF_SLOPES = new Set([
  'batch',
  'batch2',
  'tp',
  'ep',
  'dp',
  'prompt',
  'input',
  'output',
  'queue',
]);

function slopesOf(q: ServingQuestion, a: ServingAnswer): Feature[] {
  let step = a.decodeHost;
  for (const value of a.decodeTerms) step += value;
  const share = (index: number): number => (a.decodeTerms[index] ?? 0) / step;
  const batch = Math.log2(Math.max(1, a.running)) / 3 - 1;
  const tensor = Math.log2(Math.max(1, a.layout.tp)) / 2;
  return [
    ['batch', batch],
    ['batch2', batch * batch],
    ['tp', tensor],
    ['batch-tp', batch * tensor],
    ['ep', a.layout.ep > 1 ? 1 : 0],
    ['dp', a.layout.dp > 1 ? 1 : 0],
    ['prompt', a.promptShare],
    ['input', Math.log2(q.inputTokens / 1024) / 3],
    ['output', Math.log2(q.outputTokens / 1024) / 3],
    ['attention', share(TERM.attention)],
    ['experts', share(TERM.experts)],
    ['network', share(TERM.network)],
    ['overhead', share(TERM.layers) + a.decodeHost / step],
    ['queue', a.queueShare],
  ];
}
