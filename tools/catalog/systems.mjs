import {
  cnPriceUsd,
  cnVendor,
  lifecycleOf,
  sourceIds,
  westPriceProvenance,
  westProvenance,
} from './chips.mjs';
import { cnProvenance } from './cn-provenance.mjs';
import { chipsOf } from './chip-names.mjs';
import { figure, isNumber, isPriceOfParts, priceFigure } from './figures.mjs';
import { isoDate } from './source-book.mjs';

const WEST_KINDS = new Map([
  ['server', 'server'],
  ['rack', 'rack'],
  ['rack (scale-out only)', 'rack'],
  ['supernode', 'supernode'],
  ['pod', 'pod'],
  ['appliance', 'appliance'],
]);

/** Published cost breakdowns that describe a system's own platform. */
const BOM_TEMPLATES = new Map([
  ['nv-dgx-h100', 'dgx-h100-semianalysis-2023'],
  ['nv-dgx-h200', 'dgx-h100-semianalysis-2023'],
  ['nv-gb200-nvl72', 'gb200-nvl72-rack-derived'],
  ['nv-gb300-nvl72', 'gb200-nvl72-rack-derived'],
  ['nv-dgx-a100-320', 'h100-server-cn-post'],
  ['nv-dgx-a100-640', 'h100-server-cn-post'],
  ['huawei-cloudmatrix-384', 'cloudmatrix-384-2025'],
]);

/** Names people use for a system beside its own: the parts of a double name, and the vendor's full name. */
function aliasesOf(record) {
  const parts = record.name.includes(' / ') ? record.name.split(' / ') : [];
  const fullVendor = record.id.startsWith('nv-') ? [record.id.replace(/^nv-/, 'nvidia-')] : [];
  return [...record.aliases, ...parts, ...fullVendor, ...(EXTRA_ALIASES.get(record.id) ?? [])];
}

const EXTRA_ALIASES = new Map([
  ['huawei-cloudmatrix-384', ['CM384', 'Supernode 384', '昇腾 384 超节点']],
  ['nv-gb200-nvl72', ['NVL72']],
  ['nv-hgx-h20-96-8', ['HGX H20']],
  ['kunlun-p800-8card', ['Kunlun P800 server']],
]);

/** A system record of hardware_west_systems.json. */
export function westSystem(record, book, asOf, chips) {
  const fig = (field, value) => figure(value, westProvenance(record, field, book));
  const chip = chips.get(record.chip_id ?? '');
  const count = record.chips_per_system;
  const scaleOut =
    isNumber(record.scale_out_compute_gbps_total) && isNumber(count) && count > 0
      ? Math.round((record.scale_out_compute_gbps_total / count) * 10) / 10
      : null;
  const price = record.price_usd ?? {};
  return finished({
    id: record.id,
    vendor: vendorOf(record.vendor),
    name: record.name,
    nameZh: null,
    aliases: aliasesOf(record),
    kind: kindOf(WEST_KINDS, record.kind.replace(/ OEM/, '')),
    chipId: record.chip_id,
    chips: fig('chips_per_system', count),
    hostCpu: record.host_cpus?.model?.replace(/ \(model not stated[^)]*\)/, '') ?? null,
    hostCpuCount: fig('host_cpus', record.host_cpus?.count),
    hostMemoryGb: fig('host_memory_gb', record.host_memory_gb),
    scaleUpDomainChips: fig('scale_up_domain_size', record.scale_up_domain_size),
    scaleUpTopology: topologyOf(record.scale_up_topology, record.scale_up_domain_size),
    scaleUpGBpsPerDirection: null,
    scaleOutGbpsPerChip: fig('scale_out_nics', scaleOut),
    powerKw: fig('max_power_kw', record.max_power_kw),
    rackUnits: fig('form_factor', record.rack_units),
    racks: fig('form_factor', record.racks),
    cooling: coolingOf(record.cooling),
    opticalModules: fig('optical_modules', record.optical_modules),
    priceUsd: isPriceOfParts(price)
      ? null
      : priceFigure(price, westPriceProvenance(record, 'price_usd', price, book)),
    available: chip?.available ?? null,
    lifecycle: lifecycleOf(record.lifecycle, chip?.available ?? null, asOf, record.vendor),
    bomTemplateId: BOM_TEMPLATES.get(record.id) ?? null,
    sourceIds: sourceIds(record.sources, book),
  });
}

/** A system record of hardware_cn_systems.json. */
export function cnSystem(record, book, asOf, chips, usdCny) {
  const fig = (field, value) => figure(value, cnProvenance(record, field, book));
  const known = new Set(chips.keys());
  const mixed = record.chips.length > 1;
  const first = record.chips[0];
  const chipId = mixed ? null : (chipsOf(first.chip_id, known)[0] ?? null);
  const available = isoDate(record.available);
  const alternatives = (first.alternatives ?? []).flatMap((a) => chipsOf(a, known));
  const count = mixed ? record.chips.reduce((sum, c) => sum + c.count, 0) : first.count;
  return finished({
    id: record.id,
    vendor: cnVendor(vendorOf(record.vendor)),
    name: record.name,
    nameZh: null,
    aliases: aliasesOf(record),
    kind: record.class,
    chipId,
    ...(alternatives.length > 0 ? { alternativeChipIds: alternatives } : {}),
    chips: fig('chips', count),
    hostCpu: record.host_cpus.model,
    hostCpuCount: fig('host_cpus.count', record.host_cpus.count),
    hostMemoryGb: null,
    scaleUpDomainChips: fig('scale_up.domain_chips', record.scale_up.domain_chips),
    scaleUpTopology: topologyOf(
      [record.scale_up.topology, record.scale_up.link].filter(Boolean).join('; '),
      record.scale_up.domain_chips,
    ),
    scaleUpGBpsPerDirection: fig(
      'scale_up.unidir_gbs_per_chip',
      record.scale_up.unidir_gbs_per_chip,
    ),
    scaleOutGbpsPerChip: fig('scale_out', record.scale_out.nic_gbps_per_chip),
    powerKw: fig('power_kw', record.power_kw),
    rackUnits: null,
    racks: fig('racks', record.racks.total ?? record.racks.compute),
    cooling: coolingOf(record.cooling),
    opticalModules: fig('optics', record.optics.count),
    priceUsd: cnPriceUsd(record, book, usdCny),
    available: available ?? chips.get(chipId ?? '')?.available ?? null,
    lifecycle: lifecycleOf(record.lifecycle, available, asOf, record.vendor),
    bomTemplateId: BOM_TEMPLATES.get(record.id) ?? null,
    sourceIds: sourceIds(record.sources, book),
  });
}

function kindOf(kinds, stated) {
  const kind = kinds.get(stated);
  if (kind === undefined) throw new Error(`No kind for "${stated}"`);
  return kind;
}

const vendorOf = (name) =>
  name
    .replace(/ (MGX |OVX )?OEM$/, '')
    .replace(/ \(China channel\)$/, '')
    .replace(/^Nvidia$/, 'NVIDIA');

/** Beyond this many chips no full mesh is built. */
const LARGEST_MESH = 64;

/** How a description of the wiring maps to a topology; without one, small domains are boards, large ones switched. */
export function topologyOf(text, domainChips) {
  if (!isNumber(domainChips) || domainChips <= 1) return 'none';
  const words = (text ?? '').toLowerCase();
  if (domainChips > LARGEST_MESH && !/torus/.test(words)) return 'switched';
  if (/3d torus/.test(words)) return 'torus-3d';
  if (/2d torus/.test(words)) return 'torus-2d';
  if (/switched|switching|nvswitch|clos|boardfly|nvlink switch/.test(words)) return 'switched';
  if (
    /full mesh|all-to-all|fully connected|in-box|mesh|direct nvlink|nvlink \d bridges/.test(words)
  )
    return 'full-mesh';
  if (/^ring/.test(words)) return 'ring';
  if (/pcie/.test(words)) return 'pcie';
  return domainChips > 16 ? 'switched' : 'full-mesh';
}

function coolingOf(text) {
  const words = (text ?? '').toLowerCase();
  const liquid = /liquid|immersion|dlc/.test(words);
  const air = /air/.test(words);
  if (liquid && air) return 'hybrid';
  if (liquid) return 'liquid';
  return air ? 'air' : 'unknown';
}

function finished(system) {
  const missing = ['chips', 'powerKw', 'priceUsd'].filter((field) => system[field] === null);
  if (system.chipId === null) missing.unshift('chipId');
  const { sourceIds: ids, ...rest } = system;
  return { ...rest, missingFigures: missing, sourceIds: ids };
}

/** The largest domain a published system wires for each chip whose own record does not state one. */
export function addDomains(chips, systems) {
  for (const chip of chips) {
    if (chip.scaleUpMaxDomainChips !== null) continue;
    const domains = systems
      .filter((s) => s.chipId === chip.id && s.scaleUpDomainChips !== null)
      .map((s) => s.scaleUpDomainChips)
      .sort((a, b) => b.value - a.value);
    chip.scaleUpMaxDomainChips = domains[0] ?? null;
  }
}

/** A chip whose own date is unknown was available once the first system with it was. */
export function addAvailability(chips, systems) {
  for (const chip of chips) {
    if (chip.available !== null) continue;
    chip.available =
      systems
        .filter((s) => s.chipId === chip.id || s.alternativeChipIds?.includes(chip.id))
        .map((s) => s.available)
        .filter((date) => date !== null)
        .sort()[0] ?? null;
  }
}
