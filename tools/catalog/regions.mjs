import { figure, isNumber } from './figures.mjs';

/** Provinces that halve the power bill of sites with domestic chips, since 2025-11-04, to 0.4 CNY/kWh. */
const DOMESTIC_TARIFF_REGIONS = new Set(['cn-nm', 'cn-gz']);
const DOMESTIC_TARIFF_CNY_PER_KWH = 0.4;

/** A record of regions.json. */
export function region(record, book, { usdCny, subsidySource }) {
  const fig = (field) => {
    const stated = record[field];
    if (!stated || !isNumber(stated.value)) return null;
    return figure(stated.value, {
      sourceId: book.add({ title: stated.source }),
      date: stated.year ? String(stated.year) : null,
      confidence: stated.confidence,
      low: stated.low,
      high: stated.high,
    });
  };
  return {
    id: record.id,
    name: record.name,
    country: record.country,
    electricityUsdPerKwh: fig('electricity'),
    domesticChipElectricityUsdPerKwh: DOMESTIC_TARIFF_REGIONS.has(record.id)
      ? figure(Math.round((DOMESTIC_TARIFF_CNY_PER_KWH / usdCny) * 1e4) / 1e4, {
          sourceId: book.add(subsidySource),
          date: '2025-11-04',
          confidence: 'press',
        })
      : null,
    carbonGramsPerKwh: fig('carbon'),
    pue: fig('pue'),
    buildUsdPerWatt: fig('dcBuildUsdPerWatt'),
    cloudRegions: Object.fromEntries(
      Object.entries(record.cloudRegions ?? {}).filter(([, v]) => typeof v === 'string'),
    ),
  };
}
