import { Argument, type Command } from 'commander';
import { PREDICTIONS } from '../choices';
import { localeOption } from './locale-option';

/** `headroom predict`: what the engine says of measured configurations. */
export function addPredict(root: Command): void {
  root
    .command('predict')
    .description('predict measured configurations: JSON lines in, JSON lines out')
    .addArgument(new Argument('<kind>').choices(PREDICTIONS))
    .option('--calibration <file>', 'correct serving by own runs (calibrate-serving writes it)')
    .action(async (kind, { calibration }) =>
      (await import('../commands/predict.js')).predict(kind, calibration),
    );
}

/** `headroom calibrate-serving`: own measured runs as factors on predicted speeds. */
export function addCalibrateServing(root: Command): void {
  root
    .command('calibrate-serving')
    .description('turn own measured runs into factors on predicted speeds, and show the change')
    .requiredOption(
      '-f, --file <file>',
      'measured runs, one JSON object a line (docs/measured-runs.md); - for input',
    )
    .option('-o, --output <file>', 'write the factors, for plan and predict --calibration')
    .option('--json', 'print the factors as JSON')
    .addOption(localeOption())
    .action(async (options) =>
      (await import('../commands/calibrate-serving.js')).calibrateServing(options),
    );
}

/** `headroom validate`: the errors of the engine on measured runs. */
export function addValidate(root: Command): void {
  root
    .command('validate')
    .description('score the engine on measured runs and print its errors')
    .option('--dir <folder>', 'folder with serving.jsonl, training.jsonl ...', '../shared/measured')
    .option('--json', 'print as JSON')
    .action(async (options) => (await import('../commands/validate.js')).validate(options));
}
