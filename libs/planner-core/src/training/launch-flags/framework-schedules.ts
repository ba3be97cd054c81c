import type { TrainingFramework, TrainingLayout } from '@headroom/models';

type Schedule = TrainingLayout['schedule'];

/** Pipeline schedules each framework runs. */
const SCHEDULES: Readonly<Record<TrainingFramework, readonly Schedule[]>> = {
  megatron: ['1f1b', 'interleaved'],
  nemo: ['1f1b', 'interleaved'],
  mindspeed: ['1f1b', 'interleaved', 'dualpipe'],
  torchtitan: ['1f1b', 'interleaved', 'zero-bubble', 'dualpipe'],
  // One forward pass of all micro-batches, then the backward; repeats make it circular.
  maxtext: ['1f1b', 'interleaved'],
};

export const FRAMEWORKS = Object.keys(SCHEDULES) as TrainingFramework[];

/** Schedules a framework runs; of any framework where none is named. */
export const frameworkSchedules = (framework: TrainingFramework | null): readonly Schedule[] =>
  framework === null ? SCHEDULES.torchtitan : SCHEDULES[framework];
