const share = (...vendors) => Object.fromEntries(vendors.map((v) => [v, `${v}Share`]));

/** Names with a unit for values that a record names by a year or a vendor alone, by number of the event. */
export const VALUE_NAMES = new Map([
  [
    '027',
    {
      y2025: 'units2025',
      y2026Downside: 'unitsLow2026',
      tsmcDieBank: 'tsmcDieBankDies',
      smicAdvancedWpmY2025: 'smicWafersPerMonth2025',
      smicAdvancedWpmY2026: 'smicWafersPerMonth2026',
      smicAdvancedWpmY2027: 'smicWafersPerMonth2027',
    },
  ],
  [
    '030',
    { y2026910c: 'ascend910cUnits2026', y2026Dies: 'dies2026', y2025910c: 'ascend910cUnits2025' },
  ],
  ['031', { wpm2025: 'wafersPerMonth2025', wpm2026: 'wafersPerMonth2026' }],
  [
    '036',
    {
      y2026Plan: 'plannedUnits2026',
      y2026590690: 'mlu590And690Units2026',
      y2025: 'units2025',
      yield: 'yieldShare',
    },
  ],
  ['037', share('huawei', 'amd', 'nvidia')],
  ['038', { usShare: 'usRevenueShare' }],
  [
    '039',
    {
      ...share('huawei', 'nvidia', 'hygon', 'cambricon', 'thead', 'kunlunxin', 'amd'),
      othersMax: 'otherShareMax',
    },
  ],
  ['041', { tariff: 'tariffShare' }],
  ['046', { y2026: 'units2026', ramp: 'unitsAfterRamp', capexRmbBn: 'procurementCnyBn' }],
  [
    '049',
    Object.fromEntries(
      ['total', 'nvidia', 'amd', 'domestic', 'huawei', 'thead', 'kunlunxin', 'cambricon']
        .map((vendor) => [vendor, `${vendor}Units`])
        .concat([['othersDomesticDerived', 'otherDomesticUnits']]),
    ),
  ],
  ['050', { selfSufficiency2030: 'selfSufficiencyShare2030' }],
  ['051', { delivered: 'deliveredUnits' }],
]);
