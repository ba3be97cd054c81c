import type { MemoryUse, StepTerm } from '@headroom/models';
import { seriesColour } from '../charts/palette';
import type { Formatter } from '../ui/format';
import type { StackPart } from '../ui/stack-bar';
import { operationName } from '../words/operation-name';
import type { Words } from '../words/words';

const USES = [
  'weightsGb',
  'kvCacheGb',
  'activationsGb',
  'gradientsGb',
  'optimizerGb',
  'reserveGb',
] as const;

interface Drawing {
  format: Formatter;
  t: Words['t'];
  isDark: boolean;
}

/** Parts of one chip's memory that are in use, each with its colour whatever else is in use. */
export function memoryParts(memory: MemoryUse, { format, t, isDark }: Drawing): StackPart[] {
  return USES.map((use, index) => ({ use, colour: seriesColour(index, isDark) }))
    .filter(({ use }) => memory[use] > 0)
    .map(({ use, colour }) => ({
      name: t(`memory.${use}`),
      value: memory[use],
      colour,
      text: `${format.number(memory[use], 3)} GB`,
    }));
}

/** Terms of a step, longest first. */
export function stepParts(terms: readonly StepTerm[], { format, t, isDark }: Drawing): StackPart[] {
  return [...terms]
    .sort((a, b) => b.ms - a.ms)
    .map((term, index) => ({
      name: operationName(term.operation, t),
      value: term.ms,
      colour: seriesColour(index, isDark),
      text: `${format.number(term.ms, 3)} ms · ${t(`bound.${term.bound}`)}`,
    }));
}

/** Milliseconds of all terms together. */
export function stepMs(terms: readonly StepTerm[]): number {
  return terms.reduce((sum, term) => sum + term.ms, 0);
}

/** Degrees of parallelism that are more than one, such as `TP8 · EP64`; `TP1` when there is none. */
export function layoutText(degrees: Readonly<Record<string, number>>): string {
  const used = Object.entries(degrees).filter(([, degree]) => degree > 1);
  return used.length === 0
    ? 'TP1'
    : used.map(([name, degree]) => `${name.toUpperCase()}${degree}`).join(' · ');
}
