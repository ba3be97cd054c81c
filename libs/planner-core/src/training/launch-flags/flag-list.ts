import type { Message, TrainingLayout, TrainingMethod, TrainingOptimizer } from '@headroom/models';
import type { RecipeName } from '../recipe';
import type { TrainingModelShape } from '../shape';

/** A layout and what of the run a framework has to be told with it. */
export interface FlagQuestion {
  readonly layout: TrainingLayout;
  readonly shape: TrainingModelShape;
  readonly method: TrainingMethod;
  readonly precision: RecipeName;
  readonly optimizer: TrainingOptimizer;
  readonly offloadOptimizer: boolean;
  readonly sequenceTokens: number;
  /** Sequences of one step. */
  readonly globalBatch: number;
  readonly microBatches: number;
  readonly chips: number;
  /** Chips of one scale-up domain. */
  readonly domainChips: number;
}

/** Flags by name; `true` stands for a switch without a value. */
export type Flags = readonly (readonly [name: string, value: string | number | boolean])[];

export interface FrameworkFlags {
  readonly flags: Flags;
  readonly notes: readonly Message[];
}

/** A list with only the entries that hold. */
export const flagsOf = (
  ...entries: (readonly [string, string | number | boolean] | false)[]
): Flags => entries.filter((entry) => entry !== false);

/** `--name value` a line, continued by backslashes. */
export const shellText = (flags: Flags, prefix = '--'): string =>
  flags
    .map(([name, value]) =>
      value === true ? `${prefix}${name}` : `${prefix}${name}${prefix === '' ? '=' : ' '}${value}`,
    )
    .join(' \\\n');

export const jsonText = (flags: Flags): string =>
  JSON.stringify(Object.fromEntries(flags), null, 2);

/** Layers of the model a pipeline chunk holds. */
export const layersPerChunk = ({ shape, layout }: FlagQuestion): number =>
  Math.ceil(shape.layers / (layout.pp * layout.vpp));

/** Ranks that split one expert: tensor parallelism's where its ranks outnumber the experts left to them. */
export const expertRanks = ({ shape, layout }: FlagQuestion): number =>
  layout.ep * layout.tp <= (shape.moe?.experts ?? 1) ? 1 : layout.tp;

/** Ranks that share one copy of sharded state. */
export const shardRanks = ({ dp, cp, shardGroup }: TrainingLayout): number => shardGroup ?? dp * cp;
