import { Argument, Command, CommanderError, Option } from 'commander';
import {
  CATALOG_KINDS,
  FRAMEWORK_NAMES,
  OPTIMIZERS,
  PREDICTIONS,
  TRAINING_KINDS,
  TRAINING_PRECISIONS,
} from './choices';
import { addDeployments } from './deployments-command';
import { wantsStackTraces } from './env';
import { CommandFailure, EXIT, EXIT_CODES } from './exit-code';
import { LOCALES } from './speech';

const localeOption = (): Option => new Option('--locale <locale>').choices(LOCALES).default('en');

/** Commands load their part of the product when they run, so that none waits for what it does not use. */
function program(): Command {
  const root = new Command('headroom')
    .description('Plan accelerator capacity: how many of what, from whom, when, at what cost.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .addHelpText('after', `\n${EXIT_CODES}`);

  root
    .command('plan')
    .description('plan a scenario and print the fleet, its cost and why')
    .requiredOption('-f, --file <file>', 'scenario in YAML or JSON; - for standard input')
    .option('--json', 'print the whole plan as JSON')
    .option('--brief', 'print the summary and the fleet only')
    .option('--all', 'print the long evidence too: BOM, assumptions, sources')
    .addOption(localeOption())
    .addOption(
      new Option('--currency <currency>', "default: the scenario's").choices(['USD', 'CNY']),
    )
    .option('--calibration <file>', 'correct serving by own runs (calibrate-serving writes it)')
    .option(
      '--whatif <path=value...>',
      'show what the plan would be with an input changed: services/chat/load/requestsPerSecond=8',
    )
    .action(async (options) => (await import('./commands/plan.js')).plan(options));

  root
    .command('explain')
    .description('show how the figures of a plan came about')
    .requiredOption('-f, --file <file>', 'scenario in YAML or JSON; - for standard input')
    .option('--workload <id>', 'only this workload')
    .addOption(localeOption())
    .action(async (options) => (await import('./commands/explain.js')).explain(options));

  root
    .command('compare')
    .description('plan two scenarios and show what changed and why the cost moved')
    .argument('<from>', 'scenario in YAML or JSON; - for standard input')
    .argument('<to>', 'the scenario it is compared with')
    .option('--json', 'print the whole comparison as JSON')
    .addOption(localeOption())
    .action(async (from, to, options) =>
      (await import('./commands/compare.js')).compare(from, to, options),
    );

  root
    .command('supply')
    .description('when how many units of a system can be had, by lead times, caps and rules')
    .requiredOption('-f, --file <file>', 'scenario in YAML or JSON; - for standard input')
    .option('--system <name>', 'only this system')
    .option('--units <n>', 'by when so many units can be in service')
    .option('--json', 'print as JSON')
    .addOption(localeOption())
    .action(async (options) => (await import('./commands/supply.js')).supply(options));

  root
    .command('catalog')
    .description(
      'list chips, systems, models, policy events or facts of the market, or show one with its sources',
    )
    .addArgument(new Argument('<kind>').choices(CATALOG_KINDS))
    .argument('[id]', 'id, name or alias')
    .option('--json', 'print as JSON')
    .action(async (kind, id, { json }) =>
      (await import('./commands/catalog.js')).catalog(kind, id, json ?? false),
    );

  root
    .command('init')
    .description('write a commented example scenario')
    .option('--example <letter>', 'a, b, c, d, e or the name of an example', 'c')
    .option('-o, --output <file>', 'file to write; standard output without it')
    .action(async ({ example, output }) =>
      (await import('./commands/init.js')).init(example, output),
    );

  addDeployments(root);

  root
    .command('predict')
    .description('predict measured configurations: JSON lines in, JSON lines out')
    .addArgument(new Argument('<kind>').choices(PREDICTIONS))
    .option('--calibration <file>', 'correct serving by own runs (calibrate-serving writes it)')
    .action(async (kind, { calibration }) =>
      (await import('./commands/predict.js')).predict(kind, calibration),
    );

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
      (await import('./commands/calibrate-serving.js')).calibrateServing(options),
    );

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
    .action(async (options) => (await import('./commands/training.js')).training(options));

  root
    .command('validate')
    .description('score the engine on measured runs and print its errors')
    .option('--dir <folder>', 'folder with serving.jsonl, training.jsonl ...', '../shared/measured')
    .option('--json', 'print as JSON')
    .action(async (options) => (await import('./commands/validate.js')).validate(options));

  root
    .command('schema')
    .description('print the JSON Schema of a scenario')
    .action(async () => (await import('./commands/schema.js')).schema());

  return root;
}

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

/** Says what went wrong in plain sentences; a person never sees a stack trace. */
function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof CommandFailure) {
    for (const line of error.lines) console.error(line);
    return error.exitCode;
  }
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`Headroom failed: ${reason}`);
  if (wantsStackTraces()) console.error(error);
  return EXIT.fault;
}

void main();
