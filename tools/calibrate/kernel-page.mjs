import { writeFileSync } from 'node:fs';
import { median, quantile } from './fit-kernels.mjs';
import { percent, table } from './page.mjs';

const PAGE = new URL('../../docs/accuracy-kernels.md', import.meta.url);
const BOUND = 0.1;

const distinct = (values) => [...new Set(values)];
const pooled = (fits) => fits.flatMap((fit) => fit.errors);

/** Median error over the held-out rows of a family (down) on a chip or engine (across). */
function grid(fits, across) {
  const columns = distinct(fits.map((fit) => fit[across]));
  return table(
    ['family', ...columns],
    distinct(fits.map((fit) => fit.family)).map((family) => [
      family,
      ...columns.map((column) => {
        const errors = pooled(fits.filter((f) => f.family === family && f[across] === column));
        return errors.length === 0 ? '–' : percent(median(errors));
      }),
    ]),
  );
}

/** One line for every value of a key: how much was measured and how far off the surfaces are. */
const by = (fits, key) =>
  table(
    [key, 'surfaces', 'rows', 'rows held out', 'median error', 'p90 error', 'worst surface'],
    distinct(fits.map((fit) => fit[key])).map((name) => {
      const of = fits.filter((fit) => fit[key] === name);
      const errors = pooled(of);
      return [
        name,
        of.length,
        of.reduce((sum, fit) => sum + fit.rows, 0),
        errors.length,
        percent(median(errors)),
        percent(quantile(errors, 0.9)),
        percent(Math.max(...of.map((fit) => fit.medianError))),
      ];
    }),
  );

/** Surfaces whose own median is above the bound, worst first. */
const above = (fits) =>
  table(
    ['family', 'chip', 'engine', 'precision', 'kernel', 'rows', 'median error', 'p90 error'],
    fits
      .filter((fit) => fit.medianError > BOUND)
      .sort((a, b) => b.medianError - a.medianError)
      .map((fit) => [
        fit.family,
        fit.chip,
        fit.engine,
        fit.precision,
        fit.kernel,
        fit.rows,
        percent(fit.medianError),
        percent(fit.p90Error),
      ]),
  );

/** Error of every chip with what it would get had it not been measured, and where that comes from. */
function transferred(result) {
  const families = Object.keys(result);
  const chips = distinct(families.flatMap((f) => result[f].transfer.map((t) => t.chip)));
  return table(
    ['chip', 'inherits from', ...families],
    chips.map((chip) => {
      const rows = families.map((f) => result[f].transfer.find((t) => t.chip === chip));
      const origins = distinct(rows.flatMap((row) => row?.origins ?? []));
      return [
        chip,
        origins.join(', '),
        ...rows.map((row) => (row ? percent(median(row.errors)) : '–')),
      ];
    }),
  );
}

const populations = (result) =>
  table(
    ['family', 'precision', 'rows', 'median error', 'p90 error'],
    Object.entries(result).flatMap(([family, { population }]) =>
      population.map((p) => [
        family,
        p.precision,
        p.rows,
        percent(p.medianError),
        percent(p.p90Error),
      ]),
    ),
  );

/** Writes the page of kernel fit errors by family, chip and engine. */
export function kernelPage(result, date) {
  const fits = Object.entries(result).flatMap(([family, { fits: of }]) =>
    of.map((fit) => ({ family, ...fit })),
  );
  writeFileSync(
    PAGE,
    `# Accuracy of the kernel surfaces

Written by \`npm run calibrate -- --only kernels\` on ${date} from measured times of single kernels. Every surface has
five to twenty-four coefficients, each with a meaning of its own, for one chip, engine, precision and kernel of that
engine. A quarter of the shapes, drawn by a fixed lot, enters no fit; the error is |predicted / measured - 1| over that
quarter. Errors of several surfaces are taken over all their held-out rows together.

Kernels that were timed with the host in the loop take at least the host's time. That floor is fitted beside the
surface and is not used in serving.

## Median error by family and chip

${grid(fits, 'chip')}

## Median error by family and engine

${grid(fits, 'engine')}

## By family

${by(fits, 'family')}

## By chip

${by(fits, 'chip')}

## By engine

${by(fits, 'engine')}

## Chips that were not measured

A chip takes the surface of its own measurements; else of a chip of the same vendor and generation; else the one
fitted to all measured chips at once (but the smallest, of another vendor), each row with the peaks and rates of the
chip it was measured on. Peaks, memory rate and link rate are always the chip's own, from its datasheet. A sibling with
fewer FLOP a second is given a higher share of its peak, since the time lost beside the multipliers stays the same.
The further the surface comes from, the wider the interval (\`SurfaceOrigin\` in
\`libs/planner-core/src/kernels/choose-surface.ts\`).

Each chip left out and answered by that rule, median error over its held-out rows:

${transferred(result)}

The surfaces of the population on the chips they were fitted to:

${populations(result)}

## Surfaces above ${percent(BOUND)}

${above(fits)}
`,
  );
}
