import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bomTemplate } from './bom-templates.mjs';
import { cnChip, westChip } from './chips.mjs';
import { uniqueAliases } from './chip-names.mjs';
import { registerSources } from './cn-provenance.mjs';
import { embodiedCarbon, gpuHourCosts, reliability, tcoDefaults } from './defaults.mjs';
import { llm } from './llms.mjs';
import { marketFacts } from './market-facts.mjs';
import { buyOffers, readCsv, rentOffers } from './offers.mjs';
import { policyEvent } from './policy.mjs';
import { region } from './regions.mjs';
import { SourceBook } from './source-book.mjs';
import { addAvailability, addDomains, cnSystem, westSystem } from './systems.mjs';

/**
 * Turns a folder of researched facts into the catalogue's data files.
 * The product never runs this: it reads the files that are written here.
 */

/** Last day the evidence covers; single price lists carry their own later date. */
const AS_OF = '2026-06-30';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    facts: { type: 'string', default: join(root, '../shared/facts') },
    out: { type: 'string', default: join(root, 'libs/planner-core/src/catalog/data') },
  },
});
if (!existsSync(options.facts)) {
  console.error(`There is no folder ${options.facts}. Name the facts with --facts FOLDER.`);
  process.exit(2);
}

const read = (name) => readFileSync(join(options.facts, name), 'utf8');
const json = (name) => JSON.parse(read(name));

const book = new SourceBook();
registerSources(json('hardware_cn_sources.json'));
const tco = json('tco_defaults.json');
const usdCny = tco.fx.usdCny.value;

/** Cited by the rules the engine itself applies. */
book.add({
  id: 'headroom-rule-generic-8-chip-server',
  title: 'Headroom rule: generic 8-chip server',
});
book.add({ id: 'headroom-planner-assumption', title: 'Headroom planning assumption' });
book.add({ id: 'headroom-class-estimate', title: 'Headroom: range of a class of the catalogue' });
book.add({ title: 'PCI Express Base Specification 4.0', date: '2017-10' });

const chips = uniqueAliases([
  ...json('hardware_west_chips.json').map((record) => westChip(record, book, AS_OF)),
  ...json('hardware_cn_chips.json').map((record) => cnChip(record, book, AS_OF, usdCny)),
]);
const chipsById = new Map(chips.map((chip) => [chip.id, chip]));

const cnSystemRecords = json('hardware_cn_systems.json');
const systems = uniqueAliases([
  ...json('hardware_west_systems.json').map((r) => westSystem(r, book, AS_OF, chipsById)),
  ...cnSystemRecords.map((r) => cnSystem(r, book, AS_OF, chipsById, usdCny)),
]);
addDomains(chips, systems);
addAvailability(chips, systems);

const regionFacts = json('regions.json').regions;
const events = json('policy_events.json');
const subsidySource = events.find((e) => e.direction === 'subsidy').sources[0];
const regions = regionFacts.map((r) => region(r, book, { usdCny, subsidySource }));
const countries = [...new Set(regions.map((r) => r.country))].sort();
const policyEvents = events.map((record) =>
  policyEvent(record, book, { knownChips: new Set(chipsById.keys()), countries }),
);
const models = json('models.json');
const llms = uniqueAliases(models.map((record) => llm(record, models, book)));
const rent = rentOffers(readCsv(read('cloud_prices.csv')), systems, book);
const offers = [...buyOffers(systems, cnSystemRecords, usdCny), ...rent.offers];
const bomTemplates = json('bom_templates.json').map((r) => bomTemplate(r, book, usdCny));

const files = {
  chips,
  systems,
  llms,
  'policy-events': policyEvents,
  regions,
  'bom-templates': bomTemplates,
  offers,
  'tco-defaults': [
    ...tcoDefaults(tco, book),
    ...embodiedCarbon(json('regions.json').embodiedCarbon, book),
  ],
  reliability: reliability(json('reliability_facts.json'), book),
  'gpu-hour-costs': gpuHourCosts(json('gpu_hour_costs.json'), book),
  'market-facts': marketFacts(book),
};
files.sources = book.all();

mkdirSync(options.out, { recursive: true });
const hash = createHash('sha256');
for (const name of Object.keys(files).sort()) {
  const text = oneEntryALine(files[name]);
  hash.update(name).update(text);
  writeFileSync(join(options.out, `${name}.json`), text);
}
const version = hash.digest('hex').slice(0, 16);
writeFileSync(join(options.out, 'meta.json'), `${JSON.stringify({ version, asOf: AS_OF })}\n`);

for (const [name, entries] of Object.entries(files)) console.log(`${name}: ${entries.length}`);
console.log(`price rows kept out: ${JSON.stringify(rent.left)}`);
console.log(`catalogue ${version} as of ${AS_OF}`);

/** One entry a line keeps the files small and a change readable in review. */
function oneEntryALine(entries) {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}
