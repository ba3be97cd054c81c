import { confidenceOf, isNumber } from './figures.mjs';
import { isoDate } from './source-book.mjs';

/** Units by the last part of a name, so that every number says what it counts. */
const UNITS = [
  [/UsdKwMonth$/, 'USD/kW/month'],
  [/UsdPerGpuYear$/, 'USD/chip/year'],
  [/UsdPerPb$/, 'USD/PB'],
  [/UsdPerServer$/, 'USD/server'],
  [/UsdPerMw(It|Facility)?$/, 'USD/MW'],
  [/usdPerWatt|UsdPerWatt$/, 'USD/W'],
  [/PerGpuUsd$/, 'USD/chip'],
  [/(UsdHr|UsdGpuHr)$/, 'USD/chip/hour'],
  [/Usd$/, 'USD'],
  [/Cny$/, 'CNY'],
  [/usdCny$/, 'CNY per USD'],
  [/KwPerGpu$/, 'kW/chip'],
  [/Kw$/, 'kW'],
  [/Years?$|lifeBand$/, 'years'],
  [/Weeks(Colo)?$/, 'weeks'],
  [/Days$/, 'days'],
  [/GBps$/, 'GB/s'],
  [
    /(Share|Yoy|Yoy2024|Q1_2024|Premium|residual|wacc|Spare|Utilisation|savings|Discount)/i,
    'share',
  ],
];

const unitOf = (name) => UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** Flattens tco_defaults.json to one entry per number; a two-number list becomes a range. */
export function tcoDefaults(facts, book) {
  const entries = [];
  for (const [group, items] of Object.entries(facts)) {
    if (group === 'meta') continue;
    for (const [name, item] of Object.entries(items)) {
      entries.push(...flatten(`${group}.${name}`, item.value, item, book));
    }
  }
  return entries;
}

/** Flattens the numbers of reliability_facts.json; causes and populations become entries of their own. */
export function reliability(facts, book) {
  return facts.flatMap((fact) => {
    const main = flatten(fact.id, fact.value, fact, book);
    const extras = ['gpus', 'planned', 'totalInterruptions', 'perGpuYear', 'reserve', 'perGpuHours']
      .filter((key) => isNumber(fact[key]))
      .flatMap((key) => flatten(`${fact.id}.${key}`, fact[key], fact, book));
    return [...main, ...extras].map((entry) => ({ ...entry, metric: fact.metric }));
  });
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
  const sourceId = book.add({ title: item.source });
  return {
    id,
    ...numbers,
    unit: item.unit ?? unitOf(id),
    sourceId,
    date: isoDate(item.source.match(/20\d{2}-\d{2}(-\d{2})?/)?.[0]) ?? null,
    confidence: confidenceOf(item.confidence),
  };
}

const camel = (key) =>
  key
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next) => (next ? next.toUpperCase() : ''))
    .replace(/^./, (first) => first.toLowerCase());

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
