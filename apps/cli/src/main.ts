import { Command, CommanderError } from 'commander';
import { addCatalog } from './command-line/catalog';
import { addDeployments } from './command-line/deployments';
import { addCalibrateServing, addPredict, addValidate } from './command-line/measured';
import {
  addCompare,
  addExplain,
  addInit,
  addPlan,
  addSchema,
  addSupply,
} from './command-line/scenario';
import { addTraining } from './command-line/training';
import { wantsStackTraces } from './env';
import { CommandFailure, EXIT, EXIT_CODES } from './exit-code';

/**
 * All commands, in the order the help lists them. Each loads its part of the product when it runs, so that none waits
 * for what it does not use.
 */
function program(): Command {
  const root = new Command('headroom')
    .description('Plan accelerator capacity: how many of what, from whom, when, at what cost.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .addHelpText('after', `\n${EXIT_CODES}`);

  addPlan(root);
  addExplain(root);
  addCompare(root);
  addSupply(root);
  addCatalog(root);
  addInit(root);
  addDeployments(root);
  addPredict(root);
  addCalibrateServing(root);
  addTraining(root);
  addValidate(root);
  addSchema(root);
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
