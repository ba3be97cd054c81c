import { Option, type Command } from 'commander';
import { localeOption } from './locale-option';

/** `headroom plan`: the fleet for a scenario, its cost and why. */
export function addPlan(root: Command): void {
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
    .action(async (options) => (await import('../commands/plan.js')).plan(options));
}

/** `headroom explain`: how the figures of a plan came about. */
export function addExplain(root: Command): void {
  root
    .command('explain')
    .description('show how the figures of a plan came about')
    .requiredOption('-f, --file <file>', 'scenario in YAML or JSON; - for standard input')
    .option('--workload <id>', 'only this workload')
    .addOption(localeOption())
    .action(async (options) => (await import('../commands/explain.js')).explain(options));
}

/** `headroom compare`: two scenarios side by side. */
export function addCompare(root: Command): void {
  root
    .command('compare')
    .description('plan two scenarios and show what changed and why the cost moved')
    .argument('<from>', 'scenario in YAML or JSON; - for standard input')
    .argument('<to>', 'the scenario it is compared with')
    .option('--json', 'print the whole comparison as JSON')
    .addOption(localeOption())
    .action(async (from, to, options) =>
      (await import('../commands/compare.js')).compare(from, to, options),
    );
}

/** `headroom supply`: when how many units can be had. */
export function addSupply(root: Command): void {
  root
    .command('supply')
    .description('when how many units of a system can be had, by lead times, caps and rules')
    .requiredOption('-f, --file <file>', 'scenario in YAML or JSON; - for standard input')
    .option('--system <name>', 'only this system')
    .option('--units <n>', 'by when so many units can be in service')
    .option('--json', 'print as JSON')
    .addOption(localeOption())
    .action(async (options) => (await import('../commands/supply.js')).supply(options));
}

/** `headroom init`: an example scenario to begin with. */
export function addInit(root: Command): void {
  root
    .command('init')
    .description('write a commented example scenario')
    .option('--example <letter>', 'a, b, c, d, e or the name of an example', 'c')
    .option('-o, --output <file>', 'file to write; standard output without it')
    .action(async ({ example, output }) =>
      (await import('../commands/init.js')).init(example, output),
    );
}

/** `headroom schema`: what a scenario may hold. */
export function addSchema(root: Command): void {
  root
    .command('schema')
    .description('print the JSON Schema of a scenario')
    .action(async () => (await import('../commands/schema.js')).schema());
}
