import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildEngine } from '../calibrate/build-engine.mjs';
import { table } from '../calibrate/page.mjs';

/** Writes docs/cost-check.md: what owning a chip costs an hour here, beside what an analyst reckons. */

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { loadCatalog, chipHourChecks } = buildEngine().core;
const catalog = loadCatalog();
const checks = chipHourChecks(catalog);
const left = catalog.gpuHourCosts
  .filter(({ chipId }) => checks.every((check) => check.chipId !== chipId))
  .map(({ chipId }) => chipId);
const usd = (value) => value.toFixed(2);

const rows = checks.map((check) => [
  check.chipId,
  check.systemId,
  check.priceBasis === 'system' ? 'system' : 'chip / 40 %',
  usd(check.usdPerChipHour),
  usd(check.analyst.hyperscalerUsdPerChipHour),
  usd(check.analyst.neocloudUsdPerChipHour),
  usd(check.analyst.rental3yUsdPerChipHour),
  usd(check.kwPerChip),
  usd(check.analyst.allInKwPerChip),
]);
const dgx = catalog.systems.find(({ id }) => id === 'nv-dgx-h100')?.priceUsd;
const breakdown = catalog.bomTemplates.find(({ id }) => id === 'dgx-h100-semianalysis-2023');
const round = (value) => Math.round(value).toLocaleString('en');
const quotes = catalog.systems
  .filter(({ priceUsd, id }) => priceUsd?.market && checks.some(({ systemId }) => systemId === id))
  .map(
    ({ name, priceUsd }) =>
      `${name}, ${round(priceUsd.value)} USD, quoted in ${priceUsd.market} (${priceUsd.date})`,
  );
const source = catalog.sources.find(({ id }) => id === catalog.gpuHourCosts[0]?.sourceId);

writeFileSync(
  join(root, 'docs/cost-check.md'),
  `# Cost of a chip-hour, cross-checked

Written by \`npm run catalog:costs\` from catalogue ${catalog.version}. Headroom's figure is the total cost of owning the
cheapest published server of the chip for a month of its life by the default rates in Texas (amortisation, finance, network,
storage, spares, energy, space, staff, maintenance), over its chips and 730.5 hours. The analyst's are constants of a public
dashboard: ${source?.title ?? ''}, ${catalog.gpuHourCosts[0]?.date ?? ''}. Draw is rated draw times PUE here, all-in there.

${table(
  [
    'chip',
    'system',
    'price from',
    'USD/chip-hour',
    'analyst, hyperscaler',
    'analyst, neocloud',
    'analyst, 3-year rent',
    'kW/chip',
    'analyst, kW/chip',
  ],
  rows,
)}

How to read it. Where the server has a published price the two agree within about a quarter of the analyst's range. Where only
the chip has one, chip price over a processor share of 40 % overstates an accelerator server by up to 0.744 / 0.4 = 1.9, because
accelerators and processors are 74 % of a DGX H100; a plan that rests on such a price says so, and a price of your own wins.${
    left.length === 0
      ? ''
      : `
No price is known for ${left.join(', ')}.`
  }

A DGX H100 is ${round(dgx.value)} USD here (${round(dgx.low)} to ${round(dgx.high)}, press, ${dgx.date}), which is a price of 2026. The published
breakdown of the same machine (2023) sums to ${round(breakdown.totalUsd)} USD, ${round((1 - breakdown.totalUsd / dgx.value) * 100)} % less and about the low end of the price. Plans pay the price; the
breakdown gives the shares of its lines.

Prices of one market alone: ${quotes.join('; ')}. It is below the DGX H100 because it is a quote to Chinese
buyers and no Western one was found; a plan for a buyer elsewhere that buys at such a price says so.`,
);
