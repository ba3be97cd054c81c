import { confidenceOf, isNumber } from './figures.mjs';
import { METRICS } from './reliability-metrics.mjs';
import { isoDate } from './source-book.mjs';

/** Units by the name of an entry or of its group, so that every number says what it counts. */
const UNITS = [
  [/^usdCny$/, 'CNY per USD'],
  [/UsdKwMonth$/, 'USD/kW/month'],
  [/UsdPerGpuYear$/, 'USD/chip/year'],
  [/UsdPerPb$/, 'USD/PB'],
  [/UsdPerServer$/, 'USD/server'],
  [/UsdPerMw(It|Facility)?$/, 'USD/MW'],
  [/usdPerWatt$/i, 'USD/W'],
  [/(PerGpu|PerAccelerator|PerH100)Usd$/, 'USD/chip'],
  [/(UsdHr|UsdGpuHr|Contract1y|Spot2026_06)$/, 'USD/chip/hour'],
  [/Usd$/, 'USD'],
  [/Cny$/, 'CNY'],
  [/KwPerGpu$/, 'kW/chip'],
  [/Kw$/, 'kW'],
  [/Years?$|^lifeBand$|^microsoftRange$/, 'years'],
  [/Weeks(Colo)?$/, 'weeks'],
  [/Days$/, 'days'],
  [/GBps$/, 'GB/s'],
  [/PbPer1024Gpu$/, 'PB per 1,024 chips'],
  [/^(radix|leaf|spine|spineOversub2to1|minServers)$/, 'count'],
  [/^serverOverheadFactor$/, 'ratio'],
  [
    /(Share|Yoy|Yoy2024|Q1_2024|Premium|PremiumUs|residual|wacc|Spare|Utilisation|savings|Discount|inflation2025|costOfCapital|OnDemandMedian)$/,
    'share',
  ],
];

/** Entries whose name says nothing of their unit. */
const UNITS_BY_ID = new Map([['colocation.plannerDefault', 'USD/kW/month']]);

function unitOf(id) {
  const [, group, last = group] = id.split('.');
  const find = (name) => UNITS.find(([pattern]) => pattern.test(name))?.[1];
  return UNITS_BY_ID.get(id) ?? find(last) ?? find(group) ?? null;
}

/** Flattens tco_defaults.json to one entry per number; a two-number list becomes a range. */
export function tcoDefaults(facts, book) {
  const entries = [];
  for (const [group, items] of Object.entries(facts)) {
    if (group === 'meta') continue;
    for (const [name, item] of Object.entries(items)) {
      const flat = flatten(`${group}.${name}`, item.value, item, book);
      entries.push(...flat.map((e) => ({ ...e, unit: item.unit ?? unitOf(e.id) })));
    }
  }
  return entries;
}

/** What a report says beside its main number, with the unit and the words for it. */
const EXTRAS = [
  ['gpus', 'chips', 'chips in the population'],
  ['planned', 'count', 'planned interruptions'],
  ['totalInterruptions', 'count', 'interruptions, planned ones included'],
  ['perGpuYear', '1/chip/year', 'unexpected interruptions a chip and year'],
  ['reserve', 'share', 'share of chips held in reserve'],
  ['perGpuHours', 'hours', 'chip hours between failures'],
];

/** Flattens the numbers of reliability_facts.json. */
export function reliability(facts, book) {
  return facts.flatMap((fact) => {
    const words = METRICS.get(fact.id);
    const main = flatten(fact.id, fact.value, fact, book);
    if (main.length > 0 && words === undefined) throw new Error(`No words for ${fact.id}`);
    const extras = EXTRAS.filter(([key]) => isNumber(fact[key])).flatMap(([key, unit, metric]) =>
      flatten(`${fact.id}.${key}`, fact[key], fact, book).map((e) => ({ ...e, unit, metric })),
    );
    const said = main.map((e) => ({ ...e, unit: unitInName(e.id) ?? words[0], metric: words[1] }));
    return [...said, ...extras];
  });
}

/** Some entries of a group count something else than the group. */
function unitInName(id) {
  if (id.endsWith('.gpus')) return 'chips';
  return id.includes('PerDay') ? '1/day' : undefined;
}

function flatten(id, value, item, book) {
  if (isNumber(value)) return [entry(id, { value }, item, book)];
  if (Array.isArray(value) && value.length === 2 && value.every(isNumber)) {
    const [low, high] = value;
    return [entry(id, { value: (low + high) / 2, low, high }, item, book)];
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { low, mid, high } = value;
    if ([low, mid, high].every(isNumber)) return [entry(id, { value: mid, low, high }, item, book)];
    return Object.entries(value).flatMap(([key, inner]) =>
      flatten(`${id}.${camel(key)}`, inner, item, book),
    );
  }
  return [];
}

function entry(id, numbers, item, book) {
  return {
    id,
    ...numbers,
    unit: null,
    sourceId: book.add({ title: item.source }),
    date: isoDate(item.source.match(/20\d{2}-\d{2}(-\d{2})?/)?.[0]),
    confidence: confidenceOf(item.confidence),
  };
}

/** `GPU host replacement` becomes `gpuHostReplacement`; months stay as they are. */
function camel(key) {
  if (/^\d{4}-\d{2}$/.test(key)) return key;
  const words = key.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words
    .map((word) => (/^[A-Z0-9-]+$/.test(word) ? word.toLowerCase() : word))
    .map((word, i) => (i === 0 ? word[0].toLowerCase() : word[0].toUpperCase()) + word.slice(1))
    .join('');
}

/** Carbon of making a machine, in kg a machine as the report counts it. */
const EMBODIED = [
  [/^NVIDIA HGX H100 8-GPU baseboard/, 'carbon.embodied.hgxH100Board'],
  [/^DGX H100 whole system/, 'carbon.embodied.dgxH100System'],
  [/^8x MI300X server/, 'carbon.embodied.mi300xServer'],
];

/** What regions.json says of the carbon of making machines. */
export function embodiedCarbon(facts, book) {
  return EMBODIED.flatMap(([pattern, id]) => {
    const item = facts.find((fact) => pattern.test(fact.item));
    if (item === undefined) throw new Error(`No embodied carbon for ${id}`);
    return flatten(id, item.kgCo2e, item, book).map((e) => ({ ...e, unit: 'kg CO2e/server' }));
  });
}

/** gpu_hour_costs.json: what analysts reckon a chip-hour costs all in. */
export function gpuHourCosts(facts, book) {
  const sourceId = book.add({ title: `${facts.source} (2026-04-03)`, date: '2026-04-03' });
  return facts.rows.map(([chipId, allInKw, hyperscaler, neocloud, rental]) => ({
    chipId,
    allInKwPerChip: allInKw,
    hyperscalerUsdPerChipHour: hyperscaler,
    neocloudUsdPerChipHour: neocloud,
    rental3yUsdPerChipHour: rental,
    sourceId,
    date: '2026-04-03',
    confidence: confidenceOf(facts.confidence),
  }));
}
