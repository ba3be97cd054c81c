import type { TrainingFramework, TrainingLayout } from '@headroom/models';

type Schedule = TrainingLayout['schedule'];
type ZeroStage = 0 | 1 | 2 | 3;

/** Layouts that a framework can run. */
export interface FrameworkSpace {
  readonly schedules: readonly Schedule[];
  readonly zeroStages: readonly ZeroStage[];
  /** Whether gradients or weights can be sharded where there are pipeline stages. */
  readonly shardedPipelines: boolean;
  /** Whether state can be sharded by fewer ranks than all. */
  readonly hybridSharding: boolean;
}

const SPACES: Readonly<Record<TrainingFramework, FrameworkSpace>> = {
  megatron: {
    schedules: ['1f1b', 'interleaved'],
    zeroStages: [0, 1, 2, 3],
    shardedPipelines: true,
    hybridSharding: true,
  },
  nemo: {
    schedules: ['1f1b', 'interleaved'],
    zeroStages: [0, 1, 2, 3],
    shardedPipelines: true,
    hybridSharding: true,
  },
  // Its full sharding is PyTorch's, which Megatron does not run with pipelines.
  mindspeed: {
    schedules: ['1f1b', 'interleaved', 'dualpipe'],
    zeroStages: [0, 1, 3],
    shardedPipelines: false,
    hybridSharding: false,
  },
  // FSDP2 shards gradients with the states; weights are kept or gathered again for the backward pass.
  torchtitan: {
    schedules: ['1f1b', 'interleaved', 'zero-bubble', 'dualpipe'],
    zeroStages: [0, 2, 3],
    shardedPipelines: true,
    hybridSharding: true,
  },
  // One forward pass of all micro-batches, then the backward; repeats make it circular.
  maxtext: {
    schedules: ['1f1b', 'interleaved'],
    zeroStages: [0, 1, 3],
    shardedPipelines: true,
    hybridSharding: true,
  },
};

/** What any framework can do. */
const ANY: FrameworkSpace = {
  schedules: ['1f1b', 'interleaved', 'zero-bubble', 'dualpipe'],
  zeroStages: [0, 1, 2, 3],
  shardedPipelines: true,
  hybridSharding: true,
};

/** The space of a framework; of all of them together where none is named. */
export const frameworkSpace = (framework: TrainingFramework | null): FrameworkSpace =>
  framework === null ? ANY : SPACES[framework];

/** Frameworks that can run a layout. */
export const frameworksFor = (layout: TrainingLayout): TrainingFramework[] =>
  (Object.keys(SPACES) as TrainingFramework[]).filter((name) => canRunLayout(SPACES[name], layout));

function canRunLayout(space: FrameworkSpace, layout: TrainingLayout): boolean {
  const { pp, schedule, zeroStage, shardGroup } = layout;
  return (
    (pp === 1 || space.schedules.includes(schedule)) &&
    space.zeroStages.some((stage) => stage === zeroStage) &&
    (space.shardedPipelines || pp === 1 || zeroStage < 2) &&
    (space.hybridSharding || shardGroup === undefined)
  );
}
