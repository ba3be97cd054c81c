import type { ChipHourPrice, TrainingOption } from '@headroom/models';
import type { TrainingJob } from '../training/run/job';
import type { SolvedRun } from '../training/run/plan-training-run';
import type { StudySystem } from './study-systems';

/** A system with what an hour of its chips costs; `null` where nobody knows. */
export interface PricedSystem {
  readonly candidate: StudySystem;
  readonly price: ChipHourPrice | null;
}

/** A system with its answer, kept with what it was found by. */
export interface Answer {
  readonly candidate: StudySystem;
  readonly job: TrainingJob;
  readonly solved: SolvedRun;
  readonly option: TrainingOption;
}
