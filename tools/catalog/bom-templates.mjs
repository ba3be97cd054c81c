import { confidenceOf, isNumber } from './figures.mjs';

const CATEGORIES = new Map([
  ['psu', 'power'],
  ['network', 'nic'],
  ['markup', 'margin'],
  ['memory+storage', 'memory'],
  ['pcb+psu', 'pcb'],
  ['logic', 'accelerator'],
  ['packaging', 'assembly'],
  ['yield', 'other'],
  ['server', 'other'],
  ['platform-total', 'other'],
]);

/** Lines that fit a finer category than the one stated. */
const LINE_CATEGORIES = [
  [/optic|LPO/i, 'optics'],
  [/NVSwitch, NICs|NVLink switch|switches/i, 'switch'],
];

/** What a template's processor share counts, and out of what. */
const SCOPES = new Map([
  ['guosen-server-40', 'all processor chips of a server; the exact scope is not stated'],
  ['ordinary-server-50', 'CPU and chipset of a server'],
  ['idc-basic', 'CPU, GPU and chipset of a server'],
  ['idc-high-performance', 'CPU, GPU and chipset of a server'],
  ['idc-inference', 'CPU, GPU and chipset of a server'],
  ['idc-ml-training', 'CPU, GPU and chipset of a server'],
  ['semianalysis-cpu-server-2023', 'CPUs of a server'],
  ['dgx-h100-semianalysis-2023', 'GPU board with its switches, and CPUs, of the server as sold'],
  ['gb200-nvl72-dc-bernstein-2025', 'GPUs and CPUs of all data-centre capital cost'],
  ['gb200-nvl72-rack-derived', 'GPUs and CPUs of the rack hardware'],
  ['gb200-nvl72-rmb25m', 'GPUs with their memory, and CPUs, of the rack'],
  ['h100-server-cn-post', 'CPUs and GPUs of a server'],
]);

/** A record of bom_templates.json. Amounts in CNY are converted at the planning rate. */
export function bomTemplate(record, book, usdCny) {
  const inUsd = (cny) => Math.round(cny / usdCny);
  const total = record.currency === 'CNY' ? inUsd(record.total) : record.total;
  const sourceId = book.add({
    title: record.source,
    date: record.year ? String(record.year) : null,
  });
  return {
    id: record.id,
    name: nameOf(record),
    platform: record.platform,
    totalUsd: total ?? null,
    lines: record.lines.map((line) => ({
      component: line.component,
      category: categoryOf(line),
      share: line.share,
      usd: line.usd ?? (isNumber(line.cny) ? inUsd(line.cny) : null),
      quantity: line.qty,
      confidence: confidenceOf(line.confidence),
    })),
    processorShare: record.processorShare,
    processorShareScope: SCOPES.get(record.id) ?? null,
    date: record.year ? String(record.year) : null,
    sourceId,
    confidence: confidenceOf(record.confidence),
  };
}

function categoryOf(line) {
  if (line.category === 'network') {
    const finer = LINE_CATEGORIES.find(([pattern]) => pattern.test(line.component));
    if (finer) return finer[1];
  }
  return CATEGORIES.get(line.category) ?? line.category;
}

const nameOf = (record) => record.name.replace(/, seven-bucket split$/, ', split into seven parts');
