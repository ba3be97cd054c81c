import { isoDate } from './source-book.mjs';

/** Sources of the Chinese records by their short name; filled from hardware_cn_sources.json. */
const registry = new Map();
export const registerSources = (sources) => sources.forEach((s) => registry.set(s.ref, s));

/** Source of a field where a record lists several and its confidence alone does not tell which. */
const STATED = new Map([
  ['huawei-ascend-310p memory.bandwidth_gbs', 'duo'],
  ...['910b1', '910b2', '910b3', '910b4', '910b4-1'].map((chip) => [
    `huawei-ascend-${chip} die.compute_area_mm2`,
    'die910b',
  ]),
  ['huawei-ascend-910c die.compute_area_mm2', 'die910b'],
  ['huawei-ascend-910c-560t die.compute_area_mm2', 'die910b'],
  ['huawei-ascend-910c peak_dense_tflops.bf16', 'msmodeling'],
  ['huawei-ascend-910c price', 'kocka'],
  ['thead-ppu-810e peak_dense_tflops', 'unicom'],
  ['thead-zhenwu-m890 peak_dense_tflops', 'm890b'],
  ['thead-zhenwu-m890 memory', 'm890b'],
  ['thead-zhenwu-m890 scale_up', 'm890b'],
  ['moorethreads-s5000 scale_up', 's5000'],
  ['iluvatar-bi-v150 peak_dense_tflops', 'iluTPP'],
  ['huawei-cloudmatrix-384 racks', 'scmpNode'],
  ['alibaba-panjiu-al128 power_kw', 'al128n'],
  ['alibaba-panjiu-al128 scale_out', 'al128n'],
  ['alibaba-panjiu-al128 scale_up', 'al128b'],
]);

/**
 * Source, date and confidence of a field of a Chinese record, whose sources do not say which field they back:
 * the one stated above; what was recalled cites the recall; a field's own confidence picks the source of
 * that kind; else the record's first published source.
 */
export function cnProvenance(record, field, book) {
  const group = field.split('.')[0];
  const own = record.field_confidence?.[field] ?? record.field_confidence?.[group];
  const stated = own ?? record.confidence;
  const published = record.sources.filter((s) => s.ref !== 'recall');
  const named = STATED.get(`${record.id} ${field}`) ?? STATED.get(`${record.id} ${group}`);
  const source =
    registry.get(named) ??
    (isRecalled(record, own, stated) ? registry.get('recall') : undefined) ??
    (own ? published.find((s) => s.kind === own) : undefined) ??
    published[0] ??
    record.sources[0];
  if (source === undefined) throw new Error(`${record.id} has no source`);
  return cited(source, book, { confidence: stated });
}

/** A field that is itself unverified was recalled; so was one of an unverified record that says it recalls. */
const isRecalled = (record, own, stated) =>
  own === 'unverified' ||
  (stated === 'unverified' && record.sources.some((s) => s.ref === 'recall'));

/** Source of a record's price: the one its price names, by short name. */
export function cnPriceProvenance(record, book) {
  const { price } = record;
  const refs = String(price.source ?? '').split(/[, ]+/);
  const source =
    registry.get(STATED.get(`${record.id} price`)) ??
    refs.map((ref) => registry.get(ref)).find((s) => s !== undefined);
  return source === undefined
    ? null
    : { ...cited(source, book, { confidence: price.confidence }), date: isoDate(price.date) };
}

function cited(source, book, rest) {
  const sourceId = book.add(source);
  return { sourceId, date: book.dateOf(sourceId), ...rest };
}
