export {
  planTrainingRun,
  type TrainingAnswer,
  type TrainingAsk,
} from './training/plan-training-run';
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
export { searchDeployments, type DeploymentSearch } from './inference/search-deployments';
