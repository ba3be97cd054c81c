import type { Message, TrainingLayout, TrainingMethod, TrainingOptimizer } from '@headroom/models';
import type { RecipeName } from '../run/recipe';
import type { TrainingModelShape } from '../step/shape';

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
      value === true
        ? `${prefix}${name}`
        : `${prefix}${name}${prefix === '' ? '=' : ' '}${quoted(String(value))}`,
    )
    .join(' \\\n');

/** In quotes where a shell would read more than a word. */
const quoted = (value: string): string => (/[|()*]/.test(value) ? `'${value}'` : value);

/** Flags as a JSON file. */
export const jsonText = (flags: Flags): string =>
  JSON.stringify(Object.fromEntries(flags), null, 2);

/** Layers of the model a pipeline chunk holds. */
export const layersPerChunk = ({ shape, layout }: FlagQuestion): number =>
  Math.ceil(shape.layers / (layout.pp * layout.vpp));

/** Chunks of the pipeline, all stages together. */
const chunksOf = ({ layout }: FlagQuestion): number => layout.pp * layout.vpp;

/** Layers short of an equal number in every chunk of the pipeline. */
export const layersShort = (question: FlagQuestion): number =>
  chunksOf(question) * layersPerChunk(question) - question.shape.layers;

/**
 * Megatron's notation of a pipeline whose chunks cannot hold equally many layers, such as `Ett|(ttt|)*25ttL`; `null`
 * where they can. The last chunks, with the head and the loss, and the first, with the embedding, hold fewer.
 */
export function unevenPipeline(question: FlagQuestion): string | null {
  if (layersShort(question) === 0) return null;
  const chunks = chunksOf(question);
  const fewer = Math.floor(question.shape.layers / chunks);
  const light = chunks * (fewer + 1) - question.shape.layers;
  const lightFirst = Math.floor(light / 2);
  const full = chunks - light;
  const chunk = (layers: number): string => 't'.repeat(layers);
  const repeated = (layers: number, count: number): string =>
    count === 0 ? '' : `(${chunk(layers)}|)*${count}`;
  const leading = lightFirst === 0 ? fewer + 1 : fewer;
  return [
    `E${chunk(leading)}|`,
    repeated(fewer, Math.max(0, lightFirst - 1)),
    repeated(fewer + 1, lightFirst === 0 ? full - 1 : full),
    repeated(fewer, light - lightFirst - 1),
    `${chunk(fewer)}L`,
  ].join('');
}

/** Ranks that split one expert: tensor parallelism's where its ranks outnumber the experts left to them. */
export const expertRanks = ({ shape, layout }: FlagQuestion): number =>
  layout.ep * layout.tp <= (shape.moe?.experts ?? 1) ? 1 : layout.tp;

/** Ranks that share one copy of sharded state. */
export const shardRanks = ({ dp, cp, shardGroup }: TrainingLayout): number => shardGroup ?? dp * cp;
