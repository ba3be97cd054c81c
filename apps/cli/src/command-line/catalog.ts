import { Argument, type Command } from 'commander';
import { CATALOG_KINDS } from '../choices';

/** `headroom catalog`: what the catalogue knows, with its sources. */
export function addCatalog(root: Command): void {
  root
    .command('catalog')
    .description(
      'list chips, systems, models, policy events or facts of the market, or show one with its sources',
    )
    .addArgument(new Argument('<kind>').choices(CATALOG_KINDS))
    .argument('[id]', 'id, name or alias')
    .option('--json', 'print as JSON')
    .action(async (kind, id, { json }) =>
      (await import('../commands/catalog.js')).catalog(kind, id, json ?? false),
    );
}
