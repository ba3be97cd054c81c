import { say, type Message } from '@headroom/models';
import type { FleetSolution } from '../../optimise/solve-fleet';

const PERCENT = 100;
const HUNDREDTHS = 100;

/** Below this share nothing is left to gain. */
const NO_GAP = 1e-6;

/** What no fleet can cost less than, and over how many kinds of systems that holds. */
export const provedSentence = (
  { bound, gapShare }: FleetSolution,
  fixedCostUsd: number,
  systems: number,
): Message =>
  gapShare <= NO_GAP
    ? say('plan/proved-best', { systems })
    : say('plan/proved-over-all', {
        systems,
        usd: bound + fixedCostUsd,
        // Rounded up: what is told has to hold.
        percent: Math.ceil(gapShare * PERCENT * HUNDREDTHS) / HUNDREDTHS,
      });
