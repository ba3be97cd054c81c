import {
  PRECISIONS,
  confidenceOf,
  figure,
  isNumber,
  marketOf,
  missingFigures,
  priceFigure,
  totalProcessingPerformance,
} from './figures.mjs';
import { extraAliases } from './chip-names.mjs';
import { cnPriceProvenance, cnProvenance } from './cn-provenance.mjs';
import { isoDate } from './source-book.mjs';

const LIFECYCLES = new Map([
  ['shipping', 'shipping'],
  ['shipping-legacy', 'shipping'],
  ['shipping-limited', 'shipping'],
  ['shipping-internal', 'internal'],
  ['announced', 'announced'],
  ['roadmap', 'announced'],
  ['eol', 'end-of-life'],
  ['legacy', 'end-of-life'],
  ['blocked', 'cancelled'],
  ['rumoured-superseded', 'cancelled'],
  ['rumoured', 'unknown'],
  ['restricted', 'end-of-life'],
  ['baseline', 'unknown'],
  ['deployed', 'internal'],
  ['internal-only', 'internal'],
  ['legacy-internal', 'internal'],
  ['rumoured-internal', 'internal'],
  ['market cooled since mid-2025', 'shipping'],
]);

/** Chips their makers use themselves and neither sell nor rent as chips. */
const CAPTIVE_VENDORS = new Set(['Microsoft', 'Meta']);

/** One lifecycle word; ramping counts as shipping once its first availability has passed. */
export function lifecycleOf(stated, available, asOf, vendor) {
  if (CAPTIVE_VENDORS.has(vendor) && stated === 'shipping') return 'internal';
  const inFuture = available !== null && available > asOf;
  if (stated === 'ramping') return inFuture ? 'announced' : 'shipping';
  const word = LIFECYCLES.get(stated);
  if (word === undefined) throw new Error(`No lifecycle for "${stated}"`);
  return word === 'shipping' && inFuture ? 'announced' : word;
}

/** Software that is known to run, by vendor of the West; the Chinese records state theirs. */
const SOFTWARE = new Map([
  ['NVIDIA', { stack: 'CUDA', ports: ['vllm', 'sglang', 'tensorrt-llm', 'megatron'] }],
  ['AMD', { stack: 'ROCm', ports: ['vllm', 'sglang', 'megatron'] }],
  ['Intel', { stack: 'Intel Gaudi software', ports: ['vllm'] }],
  ['Google', { stack: 'XLA (JAX, PyTorch/XLA)', ports: ['vllm'] }],
  ['AWS', { stack: 'AWS Neuron', ports: ['vllm'] }],
]);

const CN_VENDORS = new Map([
  ['Kunlunxin (Baidu)', 'Kunlunxin'],
  ['Alibaba T-Head', 'T-Head'],
]);
export const cnVendor = (name) => CN_VENDORS.get(name) ?? name;

/** A chip record of hardware_west_chips.json. */
export function westChip(record, book, asOf) {
  const fig = (field, value, range = {}) =>
    figure(value, { ...westProvenance(record, field, book), ...range });
  const peaks = Object.fromEntries(
    PRECISIONS.map((p) => [p, fig(`tflops_dense.${p}`, record.tflops_dense[p])]),
  );
  const software = SOFTWARE.get(record.vendor) ?? { stack: null, ports: [] };
  const price = record.street_price_usd;
  const available = isoDate(record.available);
  return finished({
    id: record.id,
    vendor: record.vendor,
    vendorCountry: 'US',
    name: record.name,
    nameZh: null,
    aliases: [...record.aliases.filter((a) => !a.includes('(')), ...extraAliases(record.id)],
    architecture: record.architecture,
    formFactor: record.form_factor,
    announced: isoDate(record.announced),
    available,
    lifecycle: lifecycleOf(record.lifecycle, available, asOf, record.vendor),
    ...(record.market === 'China' ? { exportVariant: true } : {}),
    ...(record.export_us_china.status === 'not_sold_as_hardware' ? { rentalOnly: true } : {}),
    peakDenseTflops: peaks,
    memoryGb: fig('memory_gb', record.memory_gb),
    memoryType: record.memory_type,
    memoryBandwidthGBps: fig('memory_bandwidth_gbs', record.memory_bandwidth_gbs),
    scaleUpName: record.scale_up.name,
    scaleUpGBpsPerDirection: fig('scale_up', record.scale_up.per_chip_gbs_unidirectional),
    scaleUpMaxDomainChips: null,
    scaleOutGbps: fig('scale_out_nic_gbps_per_chip', record.scale_out_nic_gbps_per_chip),
    tdpW: fig('tdp_w', record.tdp_w),
    processNode: record.process_node,
    dieAreaMm2: null,
    priceUsd: priceFigure(price, westPriceProvenance(record, 'street_price_usd', price, book)),
    totalProcessingPerformance: totalProcessingPerformance(peaks),
    entityListedSince: null,
    softwarePorts: software.ports,
    softwareStack: software.stack,
    sourceIds: sourceIds(record.sources, book),
  });
}

/** Source of a published price: of those that name a price, the one of the price's own year. */
export function westPriceProvenance(record, field, price, book) {
  const years = String(price.date ?? '').match(/20\d{2}/g) ?? [];
  const source = record.sources.find(
    (s) => s.fields.includes(field) && years.some((year) => s.date?.startsWith(year)),
  );
  const { sourceId } = source
    ? { sourceId: book.add(source) }
    : westProvenance(record, field, book);
  return {
    sourceId,
    date: isoDate(price.date),
    market: marketOf(price),
    confidence: price.confidence ?? 'unverified',
  };
}

/** Source and confidence of one field: the source that names the field, else one of the same confidence. */
export function westProvenance(record, field, book) {
  const stated = record.field_confidence?.[field] ?? record.confidence;
  const group = field.split('.')[0];
  const named =
    record.sources.find((s) => s.fields.includes(field) && s.confidence === stated) ??
    record.sources.find((s) => s.fields.includes(field)) ??
    record.sources.find(
      (s) => s.confidence === stated && s.fields.some((f) => f.startsWith(group)),
    ) ??
    record.sources.find((s) => s.confidence === stated) ??
    record.sources[0];
  const sourceId = book.add(named);
  return { sourceId, date: book.dateOf(sourceId), confidence: stated };
}

/** A chip record of hardware_cn_chips.json. */
export function cnChip(record, book, asOf, usdCny) {
  const fig = (field, value) => figure(value, cnProvenance(record, field, book));
  const peaks = Object.fromEntries(
    PRECISIONS.map((p) => [p, fig(`peak_dense_tflops.${p}`, record.peak_dense_tflops[p])]),
  );
  const available = isoDate(record.available);
  const tpp = record.tpp_computed;
  return finished({
    id: record.id,
    vendor: cnVendor(record.vendor),
    vendorCountry: 'CN',
    name: record.name,
    nameZh: record.vendor_cn ? `${record.vendor_cn} ${shortName(record)}` : null,
    aliases: [...record.aliases, ...extraAliases(record.id)],
    architecture: null,
    formFactor: record.form_factor,
    announced: isoDate(record.announced),
    available,
    lifecycle: lifecycleOf(record.lifecycle, available, asOf, record.vendor),
    peakDenseTflops: peaks,
    memoryGb: fig('memory.gb', record.memory.gb),
    memoryType: record.memory.type,
    memoryBandwidthGBps: fig('memory.bandwidth_gbs', record.memory.bandwidth_gbs),
    scaleUpName: record.scale_up.name,
    scaleUpGBpsPerDirection: fig(
      'scale_up.unidir_gbs_per_chip',
      record.scale_up.unidir_gbs_per_chip,
    ),
    scaleUpMaxDomainChips: fig('scale_up.max_domain_chips', record.scale_up.max_domain_chips),
    scaleOutGbps: fig('scale_out.nic_gbps_per_chip', record.scale_out.nic_gbps_per_chip),
    tdpW: fig('tdp_w', record.tdp_w),
    processNode: [record.process.foundry, record.process.node].filter(Boolean).join(' ') || null,
    dieAreaMm2: fig('die.compute_area_mm2', record.die.compute_area_mm2),
    priceUsd: cnPriceUsd(record, book, usdCny),
    totalProcessingPerformance: tpp
      ? {
          ...cnFigure(record, `peak_dense_tflops.${tpp.format}`, tpp.value, book),
          confidence: 'derived',
        }
      : null,
    entityListedSince: record.entity_list.status === 'listed' ? record.entity_list.date : null,
    softwarePorts: ['vllm', 'sglang', 'megatron'].filter((p) => record.software[p]?.supported),
    softwareStack: record.software.stack?.replace(/ \(vendor says[^)]*\)/, '') ?? null,
    sourceIds: sourceIds([...record.sources, ...record.software.sources], book),
  });
}

const cnFigure = (record, field, value, book) => figure(value, cnProvenance(record, field, book));

/** USD price of a Chinese record; RMB is converted at the catalogue's planning rate and marked derived. */
export function cnPriceUsd(record, book, usdCny) {
  const { price } = record;
  const provenance = cnPriceProvenance(record, book);
  if (provenance === null) return null;
  if ([price.usd.low, price.usd.mid, price.usd.high].some(isNumber)) {
    return priceFigure(price.usd, provenance);
  }
  const inUsd = Object.fromEntries(
    ['low', 'mid', 'high'].map((k) => [
      k,
      isNumber(price.rmb[k]) ? Math.round(price.rmb[k] / usdCny) : null,
    ]),
  );
  // "From" a sum is where a line of products starts, not what this one costs.
  if (inUsd.mid === null && inUsd.high === null) return null;
  const derived = priceFigure(inUsd, { ...provenance, market: 'CN' });
  return derived === null
    ? null
    : {
        ...derived,
        confidence: confidenceOf(price.confidence) === 'unverified' ? 'unverified' : 'derived',
      };
}

const shortName = (record) =>
  record.name.replace(/^(Ascend|Cambricon|MetaX|Biren|Hygon|Enflame|Iluvatar|Kunlun|T-Head) /, '');

export const sourceIds = (sources, book) => [...new Set(sources.map((s) => book.add(s)))];

function finished(chip) {
  const { sourceIds: ids, ...rest } = chip;
  return { ...rest, missingFigures: missingFigures(chip), sourceIds: ids };
}
