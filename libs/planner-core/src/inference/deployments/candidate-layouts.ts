import type { LayoutAsk } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import type { ServingLayout } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';

/** Whether all layouts are of interest, or those most often taken. */
export type Breadth = 'usual' | 'whole';

/** Most units one instance of a model may span. */
const MOST_UNITS = 16;
/** The largest expert groups in service, EP320 of CloudMatrix 384 (arXiv:2506.12708), and some room. */
const MOST_CHIPS = 384;
/** Several units together are considered up to so many chips. */
const MOST_CHIPS_OF_UNITS = 256;
/** Pipelines deeper than this leave decoding too slow to be of use. */
const DEEPEST_PIPELINE = 16;
const LARGEST_TENSOR_GROUP = 64;
/** Attention is data parallel where tensor parallel groups are small: beyond, latent caches are copied too often. */
const LARGEST_GROUP_OF_DATA_PARALLEL = 8;
const USUAL_GROUP_OF_DATA_PARALLEL = 4;

/**
 * Layouts of one model instance that divide the model and the machine: within one unit the instance takes
 * a divisor of its chips, beyond it whole units. Tensor parallel groups stay inside the scale-up domain.
 * With data parallel attention every rank holds whole experts; where ranks do not divide them, some are held twice.
 * @param ask sizes a layout has to have
 * @param breadth `usual` keeps to groups of powers of two, as a fleet plan searches hundreds of times
 */
export function candidateLayouts(
  s: ModelShape,
  machine: Machine,
  ask: LayoutAsk = {},
  breadth: Breadth = 'whole',
): ServingLayout[] {
  const layouts: ServingLayout[] = [];
  const add = (layout: ServingLayout): void => {
    if (isAsked(layout, ask)) layouts.push(layout);
  };
  const largest = Math.min(tensorGroupLimit(machine), LARGEST_TENSOR_GROUP);
  const isWhole = breadth === 'whole';
  const widest = isWhole ? LARGEST_GROUP_OF_DATA_PARALLEL : USUAL_GROUP_OF_DATA_PARALLEL;
  for (const chips of instanceSizes(machine)) {
    if (!isWhole && chips % 3 === 0 && chips < machine.chips) continue;
    for (let tp = 1; tp <= Math.min(chips, largest); tp *= 2) {
      if (!dividesHeads(s, tp) || chips % tp !== 0) continue;
      const rest = chips / tp;
      if (rest <= DEEPEST_PIPELINE && s.layers >= rest) {
        const byExpert = s.moeLayers > 0 && tp > (isWhole ? 1 : widest) && s.experts % tp === 0;
        if (byExpert) add({ tp, pp: rest, dp: 1, ep: tp });
        // Slices of all experts balance better than whole ones only where nothing else is divided.
        if (!byExpert || (isWhole && rest === 1) || ask.ep === 1)
          add({ tp, pp: rest, dp: 1, ep: 1 });
      }
      const wide = s.moeLayers > 0 && rest > 1 && tp <= widest;
      if (wide && chips <= 2 * s.experts) add({ tp, pp: 1, dp: rest, ep: chips });
    }
  }
  return layouts;
}

/** Chips a tensor parallel group may have. */
export const tensorGroupLimit = (machine: Machine): number =>
  Math.max(1, Math.min(machine.fabric.domainChips, machine.chips));

const isAsked = (l: ServingLayout, ask: LayoutAsk): boolean =>
  (ask.tp ?? l.tp) === l.tp &&
  (ask.pp ?? l.pp) === l.pp &&
  (ask.dp ?? l.dp) === l.dp &&
  (ask.ep ?? l.ep) === l.ep;

/** Divisors of a unit that are usual sizes of groups, the unit, then whole units. */
function instanceSizes(machine: Machine): number[] {
  const sizes: number[] = [];
  const most = Math.min(machine.chips, MOST_CHIPS);
  for (let n = 1; n <= most; n += 1)
    if (machine.chips % n === 0 && (isUsualSize(n) || n === machine.chips)) sizes.push(n);
  for (let units = 2; units <= MOST_UNITS; units *= 2)
    if (machine.chips * units <= MOST_CHIPS_OF_UNITS) sizes.push(machine.chips * units);
  if (sizes.length === 0) sizes.push(1);
  return sizes;
}

/** Whether a number is a power of two, or three of one: other groups divide neither heads nor experts evenly. */
function isUsualSize(n: number): boolean {
  let rest = n % 3 === 0 ? n / 3 : n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

/** Whether attention heads split evenly over tensor ranks; key-value heads may be repeated on several. */
export const dividesHeads = (s: ModelShape, tp: number): boolean =>
  s.heads % tp === 0 && (s.latent !== null || s.kvHeads % tp === 0 || tp % s.kvHeads === 0);
