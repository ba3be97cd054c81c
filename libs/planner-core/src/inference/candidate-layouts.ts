import type { Machine } from '../topology/machine';
import type { ServingLayout } from './layout';
import type { ModelShape } from './model-shape';

/** Most units one instance of a model may span. */
const MOST_UNITS = 16;
/** Pipelines deeper than this leave decoding too slow to be of use. */
const DEEPEST_PIPELINE = 16;

/**
 * Layouts of one model instance that divide the model and the machine: within one unit the instance takes
 * a divisor of its chips, beyond it whole units. Tensor parallel groups stay inside the scale-up domain.
 */
export function candidateLayouts(s: ModelShape, machine: Machine): ServingLayout[] {
  const layouts: ServingLayout[] = [];
  const domain = Math.max(1, Math.min(machine.fabric.domainChips, machine.chips));
  for (const chips of instanceSizes(machine)) {
    for (let tp = 1; tp <= Math.min(chips, domain, 64); tp *= 2) {
      if (!dividesHeads(s, tp) || chips % tp !== 0) continue;
      const rest = chips / tp;
      if (rest <= DEEPEST_PIPELINE && s.layers >= rest) {
        // Whole experts on each rank keep their matrices large; slices of all balance better on few ranks.
        const byExpert = s.moeLayers > 0 && tp > 4 && s.experts % tp === 0;
        layouts.push({ tp, pp: rest, dp: 1, ep: byExpert ? tp : 1 });
      }
      if (s.moeLayers > 0 && rest > 1 && tp <= 4 && s.experts % chips === 0)
        layouts.push({ tp, pp: 1, dp: rest, ep: chips });
    }
  }
  return layouts;
}

/** 1, 2, 4, ... up to a unit, then whole units. */
export function instanceSizes(machine: Machine): number[] {
  const sizes: number[] = [];
  for (let n = 1; n < machine.chips; n *= 2) if (machine.chips % n === 0) sizes.push(n);
  for (let units = 1; units <= MOST_UNITS; units *= 2) {
    if (units > 1 && machine.chips * units > 256) break;
    sizes.push(machine.chips * units);
  }
  return sizes;
}

const dividesHeads = (s: ModelShape, tp: number): boolean =>
  s.heads % tp === 0 && (s.latent !== null || s.kvHeads % tp === 0 || tp % s.kvHeads === 0);
