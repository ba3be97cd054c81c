import { Option, type Command } from 'commander';
import { FRAMEWORK_NAMES, OPTIMIZERS, TRAINING_KINDS, TRAINING_PRECISIONS } from '../choices';
import { localeOption } from './locale-option';

/** `headroom training`: how long one training run takes, on what, for how much. */
export function addTraining(root: Command): void {
  root
    .command('training')
    .description('solve one training run: layouts, time, memory, failures, cost')
    .requiredOption('--model <model>', 'model of the catalogue')
    .option('--tokens <n>', 'tokens to see, such as 15T')
    .option('--loss <nats>', 'loss to reach instead; a scaling law finds the tokens')
    .option('--system <systems...>', 'systems to use; default: all that are sold')
    .option('--chips <n>', 'fastest on so many chips; with a budget, at most so many')
    .option('--deadline <date>', 'fewest systems until a date or for a number of days')
    .option('--budget-usd <usd>', 'earliest end for the money')
    .addOption(
      new Option('--solve <what>', 'the most that deadline and budget allow').choices([
        'tokens',
        'model',
      ]),
    )
    .addOption(new Option('--kind <kind>', 'default: pretrain').choices(TRAINING_KINDS))
    .addOption(new Option('--precision <format>').choices(TRAINING_PRECISIONS))
    .addOption(new Option('--optimizer <name>').choices(OPTIMIZERS))
    .option('--offload', "keep optimiser states in the hosts' memory")
    .option('--sequence <tokens>', 'tokens of a sequence')
    .option('--batch <tokens>', 'tokens of a step')
    .option('--start <day>', 'first day; default: today')
    .option('--region <region>', 'for prices, electricity and carbon')
    .option('--usd-per-chip-hour <usd>', "in place of the catalogue's prices")
    .option('--layout <layout>', 'check a layout: tp=8,pp=4,recompute=full')
    .option('--teacher <model>', 'of a distillation')
    .option(
      '--rollout [system]',
      'generate on a fleet of its own (kind rl), of the same system unless named',
    )
    .addOption(new Option('--flags <framework>', 'print flags').choices(FRAMEWORK_NAMES))
    .addOption(
      new Option('--flags-as <form>', "for a shell, or the framework's own file")
        .choices(['shell', 'file'])
        .default('shell'),
    )
    .addOption(
      new Option(
        '--study <what>',
        'time and cost against the network between systems or inside domains',
      ).choices(['bandwidth', 'scale-up']),
    )
    .option('--estimates', 'use figures nobody publishes, estimated from the class')
    .option('--json', 'print as JSON')
    .addOption(localeOption())
    .action(async (options) => (await import('../commands/training.js')).training(options));
}
