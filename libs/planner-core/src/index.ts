export { planTrainingRun, type TrainingAsk } from './training/run/plan-training-run';
export type { TrainingAnswer } from './training/run/job';
export {
  bandwidthStudy,
  type BandwidthAxes,
  type BandwidthPoint,
  type BandwidthStudy,
} from './training/run/bandwidth-study';
export {
  validateTraining,
  type TrainingErrorGroup,
  type TrainingValidation,
} from './training/measured/validate-training';
export * from './catalog/catalog';
export * from './catalog/chip-class';
export * from './catalog/chip-figures';
export * from './catalog/generic-server';
export * from './catalog/lookup';
export * from './catalog/system-figures';
export {
  machineOf,
  machineOfChip,
  type MachineOptions,
  type MachineResult,
} from './topology/machine-of';
export type { Machine } from './topology/machine';
export {
  searchDeployments,
  type DeploymentSearch,
} from './inference/deployments/search-deployments';
export {
  answerDeploymentSearch,
  bestDeployments,
  type DeploymentSearchResult,
} from './inference/search/answer-deployment-search';
export { checkScenario } from './plan/scenario/check-scenario';
export { comparePlans } from './plan/compare-plans';
export { costCauses, type CausesQuestion, type ComparedPlan } from './plan/cost-causes';
export { scenarioChanges } from './plan/scenario/scenario-changes';
export { policyTurns, type PolicyTurn } from './plan/policy-turns';
export { ENGINE_VERSION } from './plan/engine-version';
export { previewOf } from './plan/preview-of';
export { DEFAULT_SEED } from './plan/decide-plan';
export { planCapacity, type PlanRequest } from './plan/plan-capacity';
export { rememberSearches, type PlanSearches } from './plan/plan-searches';
export { loadSolver, type SolveOptions, type Solver } from './optimise/program/solver';
export type { FleetProblem } from './optimise/fleet-problem';
export { solveFleet, type FleetAnswer, type FleetSolution } from './optimise/solve-fleet';
export {
  openTrainingRow,
  predictOpenRow,
  predictTraining,
  type OpenTrainingRow,
  type TrainingPrediction,
  type TrainingPredictionError,
} from './training/measured/predict-training';
export {
  measuredTrainingRow,
  trainingRow,
  type MeasuredTrainingRow,
  type TrainingRow,
} from './training/measured/training-row';
export {
  chipClass as trainingChipClass,
  relativeSigma as trainingSigma,
} from './training/step/efficiency';
export {
  predictServing,
  type ServingFigures,
  type ServingPrediction,
} from './inference/measured/predict-serving';
export {
  type MetricError,
  type ServingMetric,
  type ServingValidation,
  validateServing,
} from './inference/measured/validate-serving';
export { chipHourChecks, type ChipHourCheck } from './report/chip-hour-check';
export { calibrateServing, type CalibrationResult } from './inference/measured/calibrate-serving';
export { buildReport, type ReportOptions } from './report/build-report';
export { openJob as openTrainingJob } from './training/run/job';
export { fastestLayout as fastestTrainingLayout } from './training/run/plan-training-run';
export { studyTraining, type StudyContext } from './study/study-training';
export type { RefusedQuestion } from './study/training-question';
