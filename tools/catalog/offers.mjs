import { confidenceOf, round } from './figures.mjs';
import { isoDate } from './source-book.mjs';

/** Accelerators of the price list and the chip each is; those not named here are in no system we hold. */
const CHIPS = new Map([
  ['L4-24GB', 'nv-l4'],
  ['H100-SXM-80GB', 'nv-h100-sxm'],
  ['A100-SXM-80GB', 'nv-a100-80-sxm'],
  ['A100-SXM-40GB', 'nv-a100-40-sxm'],
  ['H200-SXM-141GB', 'nv-h200-sxm'],
  ['H100-NVL-94GB', 'nv-h100-nvl'],
  ['MI300X-192GB', 'amd-mi300x'],
  ['GB200-186GB', 'nv-gb200'],
  ['B200-SXM-180GB', 'nv-b200-sxm'],
  ['L40S-48GB', 'nv-l40s'],
  ['Trainium1-32GB', 'aws-trainium1'],
  ['TPU-v5e', 'google-tpu-v5e'],
  ['RTX-PRO-6000-BSE-96GB', 'nv-rtxpro6000-server'],
  ['Inferentia2-32GB', 'aws-inferentia2'],
  ['TPU-v6e', 'google-tpu-v6e'],
  ['B300-SXM-270GB', 'nv-b300-sxm'],
  ['Trainium2-96GB', 'aws-trainium2'],
  ['TPU-v5p', 'google-tpu-v5p'],
  ['H100-PCIe-80GB', 'nv-h100-pcie'],
  ['TPU-v7', 'google-tpu-v7'],
  ['TPU-v4', 'google-tpu-v4'],
  ['MI355X-288GB', 'amd-mi355x'],
  ['GH200-96GB', 'nv-gh200-96'],
]);

/** Alibaba's gn7 and gn7e families are SXM modules; the list leaves the form factor out. */
const ALIBABA = new Map([
  ['A100-80GB', 'nv-a100-80-sxm'],
  ['A100-40GB', 'nv-a100-40-sxm'],
]);

const TERMS = [
  ['on-demand', 'on_demand_per_accel_hr'],
  ['spot', 'spot_per_accel_hr'],
  ['reserve-1y', 'commit_1y_per_accel_hr'],
  ['reserve-3y', 'commit_3y_per_accel_hr'],
];

/** Rows of an index or of a contract report are a price level, not something one can take. */
const INDEX_PROVIDER = 'INDEX/CONTRACT';

/**
 * Rent offers, one per row and term.
 * @returns the offers and how many rows were kept out, by reason
 */
export function rentOffers(rows, systems, book) {
  const offers = [];
  const left = { otherAccelerator: 0, index: 0, noPrice: 0 };
  const ids = new Map();
  for (const row of rows) {
    const chipId =
      CHIPS.get(row.accelerator) ??
      (row.provider === 'Alibaba Cloud' ? ALIBABA.get(row.accelerator) : undefined);
    if (row.provider === INDEX_PROVIDER) left.index += 1;
    else if (chipId === undefined) left.otherAccelerator += 1;
    else {
      const made = TERMS.filter(([, column]) => row[column] !== '').map(([kind, column]) =>
        rentOffer({ row, kind, price: Number(row[column]), chipId, systems, book }),
      );
      if (made.length === 0) left.noPrice += 1;
      offers.push(...made.map((offer) => ({ ...offer, id: freshId(offer.id, ids) })));
    }
  }
  return { offers, left };
}

function rentOffer({ row, kind, price, chipId, systems, book }) {
  const count = Math.round(Number(row.accel_count)) || 1;
  const source = priceSource(row);
  return {
    id: slug(`${row.provider} ${row.instance} ${row.region || 'any'} ${kind}`),
    kind,
    provider: row.provider,
    systemId:
      systems.find((s) => s.chipId === chipId && s.chips?.value === count && s.kind === 'server')
        ?.id ?? null,
    chipId,
    instance: row.instance,
    chipsPerUnit: count,
    region: row.region || null,
    currency: row.currency,
    pricePerSystem: null,
    pricePerChipHour: round(price, 6),
    snapshotDate: isoDate(row.snapshot_date),
    sourceId: book.add(source),
    confidence: confidenceOf(row.confidence),
  };
}

/** Price lists are cited by repository and file; the part after the first file is a size list, not a price. */
function priceSource(row) {
  const [first] = row.source.split('; ');
  const repository = first.match(/^github:([^/ ]+\/[^/ ]+) (\S+)/);
  const date = isoDate(row.snapshot_date);
  if (!repository) return { title: row.source, date: null };
  const [, name, path] = repository;
  const commit = row.source_commit.match(/[0-9a-f]{40}/)?.[0];
  return {
    title: `${name}: ${path}`,
    url: `https://github.com/${name}${commit ? `/blob/${commit}/${path}` : ''}`,
    date,
  };
}

/** Purchase offers made of the systems' published prices; those that publish RMB are offered in CNY. */
export function buyOffers(systems, cnRecords, usdCny) {
  const rmb = new Map(
    cnRecords
      .filter((r) => r.price.usd.mid === null && r.price.usd.low === null)
      .map((r) => [r.id, r.price.rmb]),
  );
  return systems
    .filter((s) => s.priceUsd !== null && s.chipId !== null && s.chips !== null)
    .map((s) => {
      const inCny = rmb.has(s.id);
      const range = rmb.get(s.id);
      return {
        id: `buy-${s.id}`,
        kind: 'buy',
        provider: s.vendor,
        systemId: s.id,
        chipId: s.chipId,
        instance: null,
        chipsPerUnit: s.chips.value,
        region: null,
        currency: inCny ? 'CNY' : 'USD',
        pricePerSystem: inCny
          ? (range.mid ?? Math.round(s.priceUsd.value * usdCny))
          : s.priceUsd.value,
        pricePerChipHour: null,
        snapshotDate: s.priceUsd.date,
        sourceId: s.priceUsd.sourceId,
        confidence: s.priceUsd.confidence,
      };
    });
}

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');

function freshId(id, used) {
  const times = (used.get(id) ?? 0) + 1;
  used.set(id, times);
  return times === 1 ? id : `${id}-${times}`;
}

/** Rows of a CSV file whose values may be quoted. */
export function readCsv(text) {
  const [header, ...lines] = text.trim().split(/\r?\n/).map(cells);
  return lines.map((values) =>
    Object.fromEntries(header.map((name, i) => [name, values[i] ?? ''])),
  );
}

function cells(line) {
  const out = [];
  for (const match of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)) {
    const [, cell, end] = match;
    out.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '') break;
  }
  return out;
}
