export {
  planTrainingRun,
  type TrainingAnswer,
  type TrainingAsk,
} from './training/plan-training-run';
